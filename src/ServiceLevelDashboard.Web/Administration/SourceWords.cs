using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Administration;

/// <summary>The words for the three questions that are asked of the contact centre.</summary>
internal static class SourceWords
{
    /// <summary>The name of a source.</summary>
    public static string Of(RefreshSource source) => source switch
    {
        RefreshSource.Queues => AdministrationText.SourceQueues,
        RefreshSource.Intervals => AdministrationText.SourceIntervals,
        RefreshSource.Observations => AdministrationText.SourceObservations,
        RefreshSource.Push => AdministrationText.SourcePush,
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "There is no such source."),
    };

    /// <summary>A span of time as a person says it: "8 s", "12 min", "3 h 5 min", "4 d 2 h"; an en dash for none.</summary>
    public static string Span(TimeSpan? span) => span switch
    {
        null => Format.NoValue,
        { TotalSeconds: < 120 } s => Format.Text(AdministrationText.SpanSeconds, (int)s.TotalSeconds),
        { TotalMinutes: < 120 } m => Format.Text(AdministrationText.SpanMinutes, (int)m.TotalMinutes),
        { TotalHours: < 48 } h => Format.Text(AdministrationText.SpanHours, (int)h.TotalHours, h.Minutes),
        { } d => Format.Text(AdministrationText.SpanDays, (int)d.TotalDays, d.Hours),
    };
}
