using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>
/// A report as rows for a workbook: a row for each queue and media type, or for each of their intervals; no sums, so that a column can be summed.
/// </summary>
internal static class ReportTable
{
    public static ExportTable Of(ReportContent content, string title)
    {
        var report = content.Report;
        ImmutableArray<Row> rows = content.WithIntervals
            ? [.. report.Queues.SelectMany(static q => q.Intervals.Select(i => new Row(q, i.Interval, i.Figures, RatioAt(q, i.Interval))))]
            : [.. report.Queues.Select(static q => new Row(q, q.Range, q.Figures, q.TargetRatio))];
        var levels = new LevelColumns<Row>(static row => row.Figures.Level, static row => row.TargetRatio, rows.All(static row => row.Figures.Level.IsExact));
        return ExportTable.Of(title, report.Zone ?? content.Zone,
        [
            (new(null, ExportText.Start, ExportKind.Moment), static row => row.Range.Start),
            (new(null, ExportText.End, ExportKind.Moment), static row => row.Range.End),
            (new(null, ExportText.Queue), static row => row.Queue.Queue.Name),
            (new(null, ExportText.Division), static row => row.Queue.Queue.Division?.Name),
            (new(null, ExportText.Media), static row => FigureWords.Of(row.Queue.Media)),
            .. levels.Level,
            (new(null, ExportText.Target, ExportKind.Share), static row => row.TargetRatio),
            (new(null, ExportText.Threshold, ExportKind.Count), static row => (decimal?)ThresholdOf(row)?.TotalSeconds),
            .. levels.Counts.Where(static c => c.Column.Heading is not null),
            (new(null, ExportText.Offered, ExportKind.Count), static row => (long)row.Figures.Offered),
            (new(null, ExportText.Answered, ExportKind.Count), static row => (long)row.Figures.Answered),
            (new(null, ExportText.Abandoned, ExportKind.Count), static row => (long)row.Figures.Abandoned),
            (new(null, ExportText.ShortAbandoned, ExportKind.Count), static row => row.Figures.ShortAbandoned),
            (new(null, ExportText.FlowOut, ExportKind.Count), static row => (long)row.Figures.FlowOut),
            (new(null, ExportText.Provisional), row => content.ChangesUntil is not null && row.Range.End > content.SettledUntil),
        ],
        rows);
    }

    private static decimal? RatioAt(ReportQueue queue, Interval interval) => queue.Targets.Last(t => t.From <= interval.Start).Target?.Ratio;

    private static TimeSpan? ThresholdOf(Row row) =>
        row.Queue.Threshold ?? row.Queue.Targets.Last(t => t.From <= row.Range.Start).Target?.Threshold;

    private sealed record Row(ReportQueue Queue, Interval Range, ReportFigures Figures, decimal? TargetRatio);
}
