using System.Globalization;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Explaining;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Security;

namespace ServiceLevelDashboard.Web.History;

/// <summary>A part of the past as CSV: a row for each line and period, and none for sums.</summary>
internal static class HistoryCsv
{
    /// <summary>The address.</summary>
    public const string Path = AppUrls.History + "/rows.csv";

    private static readonly string[] Headings =
    [
        "start", "end", "queueIds", "name", "mediaTypes", "thresholdSeconds", "targetRatio",
        "offered", "answered", "abandoned", "shortAbandoned", "flowOut",
        "numeratorLeast", "numeratorMost", "denominatorLeast", "denominatorMost", "known", "mayMove",
    ];

    /// <summary>Answers the address.</summary>
    public static void MapHistoryCsv(this IEndpointRouteBuilder app) => app.MapGet(Path, RowsAsync).RequireRateLimiting(ClientLimits.Costly);

    /// <summary>Writes the rows.</summary>
    public static void Write(TextWriter writer, HistoryView view)
    {
        using var csv = CsvFile.Open(writer);
        csv.WriteRecord(Headings);
        foreach (var line in view.Lines)
        {
            for (var i = 0; i < view.Periods.Length; i++)
                csv.WriteRecord(Fields(view, line, view.Periods[i], line.Points[i]));
        }
    }

    private static async Task<IResult> RowsAsync(
        HttpRequest http, LevelHistory history, DashboardSettings settings, Viewer viewer, TimeProvider clock, CancellationToken cancellationToken)
    {
        string? One(string key) => http.Query[key];
        var request = HistoryAddress.Read(
            One(HistoryAddress.FromKey), One(HistoryAddress.ToKey), http.Query[HistoryAddress.QueueKey], One(HistoryAddress.MediaKey),
            One(HistoryAddress.ByKey), One(HistoryAddress.ShowKey), One(HistoryAddress.PoolKey), One(HistoryAddress.ThresholdKey), Today(settings, clock));
        if (request is null)
            return Results.BadRequest();
        var view = await history.ReadAsync(request, viewer.Sees, cancellationToken);
        return CsvFile.Of(writer => Write(writer, view), $"{HistoryAddress.Text(request.From)}-{HistoryAddress.Text(request.To)}");
    }

    /// <summary>The site's day that it is now.</summary>
    internal static DateOnly Today(DashboardSettings settings, TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(SiteDay.Of(clock.GetUtcNow(), settings.Zone, settings.DayStart).Start, settings.Zone).DateTime);

    private static string?[] Fields(HistoryView view, HistoryLine line, Interval period, HistoryPoint point) =>
    [
        ExplainAddress.Text(period.Start), ExplainAddress.Text(period.End),
        string.Join(' ', line.Keys.Select(k => k.Queue.Value).Distinct()), HistoryWords.Line(line, view.Request), string.Join(' ', line.Media.Select(m => m.Name)),
        string.Join(' ', line.Thresholds.Select(t => Number((decimal?)t?.TotalSeconds))), Number(line.TargetRatio),
        Number(point.Counts.Offered), Number(point.Counts.Answered), Number(point.Counts.Abandoned), Number(point.Counts.ShortAbandoned), Number(point.Counts.FlowOut),
        Number(point.Level.Lower.Numerator), Number(point.Level.Upper.Numerator), Number(point.Level.Upper.Denominator), Number(point.Level.Lower.Denominator),
        view.IsUnknown(period) ? "no" : view.IsPartly(period) ? "partly" : "yes", view.MayMove(period) ? "true" : "false",
    ];

    private static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
