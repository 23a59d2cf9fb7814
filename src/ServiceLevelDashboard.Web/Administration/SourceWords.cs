using ServiceLevelDashboard.Analytics;

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
}
