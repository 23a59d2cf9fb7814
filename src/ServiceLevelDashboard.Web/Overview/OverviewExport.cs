using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Export;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>The tiles that are shown as a table: a row for each queue and media type, and none for a sum.</summary>
internal static class OverviewExport
{
    private static readonly string[] Headings =
    [
        "figuresUntil", "queueId", "queueName", "division", "mediaType", "state", "targetRatio", "thresholdSeconds",
        "numeratorLeast", "numeratorMost", "denominatorLeast", "denominatorMost",
        "offered", "answered", "abandoned", "shortAbandoned", "flowOut", "missedBeyondAllowance", "budgetLeft", "chanceOfTarget", "waiting",
        "longestWaitSeconds",
    ];

    /// <summary>The rows, in the order of the tiles.</summary>
    public static ExportTable Table(IEnumerable<QueueSummary> tiles, Snapshot snapshot) => new(
        "overview-" + Format.FileStamp(snapshot.DataUntil, snapshot.Zone),
        Headings,
        tiles.Select(tile => Fields(tile, snapshot)));

    private static object?[] Fields(QueueSummary tile, Snapshot snapshot) =>
    [
        snapshot.DataUntil, tile.Queue.Id.Value, tile.Queue.Name, tile.Queue.Division?.Name, tile.Media.Name, Words.Slug(tile.State),
        tile.Target?.Ratio, (decimal?)tile.Target?.Threshold.TotalSeconds,
        (long)tile.DayLevel.Lower.Numerator, (long)tile.DayLevel.Upper.Numerator, (long)tile.DayLevel.Upper.Denominator, (long)tile.DayLevel.Lower.Denominator,
        (long)tile.Day.Offered, (long)tile.Day.Answered, (long)tile.Day.Abandoned, (long)tile.Day.ShortAbandoned, (long)tile.Day.FlowOut,
        tile.MissedBeyondAllowance, tile.Budget?.Left, tile.Outlook.Chance is { } chance
            ? Math.Round((decimal)chance, 2)
            : null, (long?)tile.Now?.Waiting, (decimal?)tile.Now?.LongestWait?.TotalSeconds,
    ];
}
