using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>The tiles that are shown as a table for people: a row for each queue and media type, and none for a sum.</summary>
internal static class OverviewExport
{
    /// <summary>The rows, in the order of the tiles.</summary>
    public static ExportTable Table(IReadOnlyCollection<QueueSummary> tiles, Snapshot snapshot)
    {
        var levels = new LevelColumns<QueueSummary>(static t => t.DayLevel, static t => t.Target?.Ratio, tiles.All(static t => t.DayLevel.IsExact));
        return ExportTable.Of($"{OverviewText.Title}, {Format.FileStamp(snapshot.DataUntil, snapshot.Zone)}", snapshot.Zone,
        [
            (new(null, ExportText.DataUntil, ExportKind.Moment), _ => snapshot.DataUntil),
            (new(null, ExportText.Queue), static t => t.Queue.Name),
            (new(null, ExportText.Division), static t => t.Queue.Division?.Name),
            (new(null, ExportText.Media), static t => Words.Of(t.Media)),
            (new(null, ExportText.State), static t => Words.Of(t.State)),
            .. levels.Level,
            (new(null, ExportText.Target, ExportKind.Share), static t => t.Target?.Ratio),
            .. levels.Counts,
            (new(null, ExportText.Threshold, ExportKind.Count), static t => (decimal?)t.Target?.Threshold.TotalSeconds),
            (new(null, ExportText.Offered, ExportKind.Count), static t => (long)t.Day.Offered),
            (new(null, ExportText.Answered, ExportKind.Count), static t => (long)t.Day.Answered),
            (new(null, ExportText.Abandoned, ExportKind.Count), static t => (long)t.Day.Abandoned),
            (new(null, ExportText.ShortAbandoned, ExportKind.Count), static t => (long)t.Day.ShortAbandoned),
            (new(null, ExportText.FlowOut, ExportKind.Count), static t => (long)t.Day.FlowOut),
            (new(null, ExportText.MissedBeyond, ExportKind.Number), static t => t.MissedBeyondAllowance),
            (new(null, ExportText.BudgetLeft, ExportKind.Number), static t => t.Budget?.Left),
            (new(null, ExportText.Chance, ExportKind.Share), static t => t.Outlook.Chance is { } chance ? Math.Round((decimal)chance, 2) : null),
            (new(null, ExportText.Waiting, ExportKind.Count), static t => (long?)t.Now?.Waiting),
            (new(null, ExportText.LongestWait, ExportKind.Count), static t => (decimal?)t.Now?.LongestWait?.TotalSeconds),
        ],
        tiles);
    }
}
