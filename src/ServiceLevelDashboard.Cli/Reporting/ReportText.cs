using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>Writes a report for people: the four figures of each media type, then the queues.</summary>
internal static class ReportText
{
    private const string NotMeasured = "not measured";

    public static void Write(TextWriter writer, Report report, ReportZone zone)
    {
        WriteHeading(writer, report, zone);
        foreach (var (media, figures) in report.TotalsByMediaType)
        {
            var queues = report.Queues.Where(q => q.Media.Name == media).ToArray();
            writer.WriteLine();
            writer.WriteLine($"{Terminal.Printable(media)}, {queues.Length} {(queues.Length == 1 ? "queue" : "queues")}");
            WriteTotals(writer, report, figures, queues);
            writer.WriteLine();
            TextTable.Write(writer, QueueRows(report, queues, zone.Zone), report.DaysDiffer ? [2, 3, 4, 5, 6] : [1, 2, 3, 4, 5]);
        }

        foreach (var queue in report.Queues.Where(q => q.Intervals.Length > 0))
        {
            writer.WriteLine();
            writer.WriteLine($"{Terminal.Printable(queue.Queue.Name)}, {Terminal.Printable(queue.Media.Name)}, by interval ({(queue.Zone ?? zone.Zone).Id})");
            TextTable.Write(writer, IntervalRows(report, queue, queue.Zone ?? zone.Zone), 1, 2, 3, 4);
        }
    }

    /// <summary>What stands in place of the figures when there are none.</summary>
    public static void WriteEmpty(TextWriter writer, Report report, ReportZone zone, string message)
    {
        writer.WriteLine(message);
        writer.WriteLine(RangeOf(report, zone));
    }

    private static void WriteHeading(TextWriter writer, Report report, ReportZone zone)
    {
        var open = report.Totals?.OpenIntervals ?? report.TotalsByMediaType.Values.First().OpenIntervals;
        var length = report.Granularity.Length.TotalMinutes;
        writer.WriteLine(RangeOf(report, zone));
        writer.WriteLine(
            FormattableString.Invariant($"Intervals:   {report.Interval.Length / report.Granularity.Length} of {length} minutes, {open} in progress"));
        writer.WriteLine($"Definition:  {ShellFormat.Parts(report.Definitions, ShellFormat.Definition, zone.Zone)}");
        writer.WriteLine($"Threshold:   {Threshold(report)}");
        if (report.Queues.Count(q => q.AssumedUntil is not null) is > 0 and var assumed)
        {
            writer.WriteLine($"             of {ShellFormat.Count(assumed)} {(assumed == 1 ? "queue" : "queues")} assumed before {ShellFormat.Time(report.Queues.Max(q => q.AssumedUntil)!.Value, zone.Zone)}, when first seen"); // not null: there is one
        }
        foreach (var mark in report.Marked.Where(_ => report.WithoutMarked))
        {
            writer.WriteLine($"Excluded:    {ShellFormat.Mark(mark, zone.Zone)}");
        }
        if (report.WithoutMarked)
        {
            writer.WriteLine($"             {ShellFormat.Count(report.LeftOut)} contacts are not included");
        }
    }

    private static string RangeOf(Report report, ReportZone zone) => report switch
    {
        { DaysDiffer: true, Days: { } days } => FormattableString.Invariant(
            $"Range:       {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}, of each queue its own days ({report.Queues.Select(q => q.Zone).Distinct().Count()} zones)"),
        { Zone: { } own } when own.Id != zone.Zone.Id => RangeOf(report, zone with { Zone = own, Source = "the queues' site" }),
        _ => $"Range:       {ShellFormat.Time(report.Interval.Start, zone.Zone)} to {ShellFormat.Time(report.Interval.End, zone.Zone)} {zone.Zone.Id} ({zone.Source})",
    };

    private static string Threshold(Report report)
    {
        if (report.Queues.All(q => q.ThresholdSource == ThresholdSource.Option))
        {
            return $"{ShellFormat.Seconds(report.Threshold)} (--threshold){(report.IsRestated ? "; not every queue's own: restated" : "")}";
        }
        var known = report.Queues.SelectMany(q => q.Targets)
            .Select(t => t.Target?.Threshold)
            .Distinct()
            .Order()
            .Select(t => t is null ? "none" : ShellFormat.Seconds(t))
            .ToArray();
        return $"each queue's own ({string.Join(", ", known)})";
    }

    private static void WriteTotals(TextWriter writer, Report report, ReportFigures figures, ReportQueue[] queues)
    {
        var target = queues.Select(q => q.TargetRatio).Distinct().ToArray() is [var only] ? only : null;
        writer.WriteLine($"Total Interactions Offered: {ShellFormat.Count(figures.Offered)}");
        writer.WriteLine($"Total Interactions Answered: {ShellFormat.Count(figures.Answered)}");
        writer.WriteLine($"Total Answered Within Threshold: {ShellFormat.Count(figures.AnsweredWithinThreshold)}");
        writer.WriteLine($"Service Level Percentage: {(figures.IsMeasured ? ShellFormat.Level(figures.Level, NameOf(report), target) : NotMeasured)}");
        var offered = figures.AnsweredWithinThreshold is { } within
            ? new ServiceLevel(within, figures.Offered - figures.CustomerFirst.Offered)
            : ServiceLevel.None;
        writer.WriteLine($"Answered within threshold / offered: {ShellFormat.Level(ServiceLevelBounds.Of(offered), ServiceLevelFormula.Offered.Id(), target)}");
        if (figures.CustomerFirst is { Offered: > 0 } first)
        {
            var connected = first.Connected > 0 ? $"{ShellFormat.Count(first.Connected)} connected" : "connected not known";
            writer.WriteLine($"Customer-first callbacks, not included: {ShellFormat.Count(first.Offered)} offered, {connected}");
        }
        if (figures.Genesys is { } own)
        {
            var theirs = ServiceLevelBounds.Of(new ServiceLevel(own.Numerator, own.Denominator));
            writer.WriteLine($"Genesys Cloud's own figure: {ShellFormat.Level(theirs, "oServiceLevel", target)}");
        }
        writer.WriteLine($"Abandoned: {ShellFormat.Count(figures.Abandoned)}, of them short {ShellFormat.Count(figures.ShortAbandoned)}, within threshold {ShellFormat.Count(figures.AbandonedWithinThreshold)}; flow-outs: {ShellFormat.Count(figures.FlowOut)}");
        writer.WriteLine($"Average speed of answer: {ShellFormat.Seconds(figures.AverageSpeedOfAnswer)}; average handle time: {ShellFormat.Seconds(figures.AverageHandleTime)}; longest wait: {ShellFormat.Seconds(figures.LongestWait)}");
    }

    private static List<string[]> QueueRows(Report report, IEnumerable<ReportQueue> queues, TimeZoneInfo zone) =>
    [
        [.. Zoned(report, "Queue", "Zone"), "Threshold", "Target", "Offered", "Answered", "Within", "Service level"],
        .. queues.Select(q => (string[])
        [
            .. Zoned(report, Terminal.Printable(q.Queue.Name), (q.Zone ?? zone).Id),
            q.ThresholdSource == ThresholdSource.Option
                ? ShellFormat.Seconds(q.Threshold)
                : ShellFormat.Parts(q.Targets, t => ShellFormat.Seconds(t?.Threshold), zone),
            ShellFormat.Parts(q.Targets, t => ShellFormat.Target(t?.Ratio), zone),
            ShellFormat.Count(q.Figures.Offered),
            ShellFormat.Count(q.Figures.Answered),
            ShellFormat.Count(q.Figures.AnsweredWithinThreshold),
            q.Figures.IsMeasured ? ShellFormat.Level(q.Figures.Level, NameOf(report), q.TargetRatio) : NotMeasured,
        ]),
    ];

    private static string[] Zoned(Report report, string name, string zone) => report.DaysDiffer ? [name, zone] : [name];

    private static List<string[]> IntervalRows(Report report, ReportQueue queue, TimeZoneInfo zone) =>
    [
        ["From", "Offered", "Answered", "Within", "Abandoned", "Service level"],
        .. queue.Intervals.Select(i => new[]
        {
            ShellFormat.Time(i.Interval.Start, zone) + (i.Figures.OpenIntervals > 0 ? " (open)" : ""),
            ShellFormat.Count(i.Figures.Offered),
            ShellFormat.Count(i.Figures.Answered),
            ShellFormat.Count(i.Figures.AnsweredWithinThreshold),
            ShellFormat.Count(i.Figures.Abandoned),
            ShellFormat.Level(i.Figures.Level, NameOf(report), queue.Targets.Last(t => t.From <= i.Interval.Start).Target?.Ratio),
        }),
    ];

    private static string NameOf(Report report) =>
        string.Join(" and ", report.Definitions.Select(d => d.Definition.Formula.Id()).Distinct()) + (report.IsRestated ? ", restated" : "");
}
