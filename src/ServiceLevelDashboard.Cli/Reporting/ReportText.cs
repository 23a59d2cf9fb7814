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
            writer.WriteLine($"{Terminal.Printable(media)}, {InvariantFormat.Counted(queues.Length, "queue", "queues")}");
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
        writer.WriteLine($"Definition:  {InvariantFormat.Parts(report.Definitions, InvariantFormat.Definition, zone.Zone)}");
        writer.WriteLine($"Threshold:   {Threshold(report)}");
        if (report.Queues.Count(q => q.AssumedUntil is not null) is > 0 and var assumed)
        {
            writer.WriteLine($"             of {InvariantFormat.Counted(assumed, "queue", "queues")} assumed before {InvariantFormat.Time(report.Queues.Max(q => q.AssumedUntil)!.Value, zone.Zone)}, when first seen"); // not null: there is one
        }
        foreach (var mark in report.Marked.Where(_ => report.WithoutMarked))
        {
            writer.WriteLine($"Excluded:    {InvariantFormat.Mark(mark, zone.Zone)}");
        }
        if (report.WithoutMarked)
        {
            writer.WriteLine($"             Contacts not included: {InvariantFormat.Count(report.LeftOut)}");
        }
    }

    private static string RangeOf(Report report, ReportZone zone) => report switch
    {
        { DaysDiffer: true, Days: { } days } => FormattableString.Invariant(
            $"Range:       {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}, of each queue its own days ({report.Queues.Select(q => q.Zone).Distinct().Count()} zones)"),
        { Zone: { } own } when own.Id != zone.Zone.Id => RangeOf(report, zone with { Zone = own, Source = "the queues' site" }),
        _ => $"Range:       {InvariantFormat.Time(report.Interval.Start, zone.Zone)} to {InvariantFormat.Time(report.Interval.End, zone.Zone)} {zone.Zone.Id} ({zone.Source})",
    };

    private static string Threshold(Report report)
    {
        if (report.Queues.All(q => q.ThresholdSource == ThresholdSource.Option))
        {
            return $"{InvariantFormat.Seconds(report.Threshold)} (--threshold){(report.IsRestated ? "; not every queue's own: restated" : "")}";
        }
        var known = report.Queues.SelectMany(q => q.Targets)
            .Select(t => t.Target?.Threshold)
            .Distinct()
            .Order()
            .Select(t => t is null ? "none" : InvariantFormat.Seconds(t))
            .ToArray();
        return $"each queue's own ({string.Join(", ", known)})";
    }

    private static void WriteTotals(TextWriter writer, Report report, ReportFigures figures, ReportQueue[] queues)
    {
        var target = queues.Select(q => q.TargetRatio).Distinct().ToArray() is [var only] ? only : null;
        writer.WriteLine($"Total Interactions Offered: {InvariantFormat.Count(figures.Offered)}");
        writer.WriteLine($"Total Interactions Answered: {InvariantFormat.Count(figures.Answered)}");
        writer.WriteLine($"Total Answered Within Threshold: {InvariantFormat.Count(figures.AnsweredWithinThreshold)}");
        writer.WriteLine($"Service Level Percentage: {(figures.IsMeasured ? InvariantFormat.Level(figures.Level, NameOf(report), target) : NotMeasured)}");
        var offered = figures.AnsweredWithinThreshold is { } within
            ? new ServiceLevel(within, figures.Offered - figures.CustomerFirst.Offered)
            : ServiceLevel.None;
        writer.WriteLine($"Answered within threshold / offered: {InvariantFormat.Level(ServiceLevelBounds.Of(offered), ServiceLevelFormula.Offered.Id(), target)}");
        if (figures.CustomerFirst is { Offered: > 0 } first)
        {
            var connected = first.Connected > 0 ? $"{InvariantFormat.Count(first.Connected)} connected" : "connected not known";
            writer.WriteLine($"Customer-first callbacks, not included: {InvariantFormat.Count(first.Offered)} offered, {connected}");
        }
        if (figures.Genesys is { } own)
        {
            var theirs = ServiceLevelBounds.Of(new ServiceLevel(own.Numerator, own.Denominator));
            writer.WriteLine($"Genesys Cloud's own figure: {InvariantFormat.Level(theirs, "oServiceLevel", target)}");
        }
        writer.WriteLine($"Abandoned: {InvariantFormat.Count(figures.Abandoned)}, of them short {InvariantFormat.Count(figures.ShortAbandoned)}, within threshold {InvariantFormat.Count(figures.AbandonedWithinThreshold)}; flow-outs: {InvariantFormat.Count(figures.FlowOut)}");
        writer.WriteLine($"Average speed of answer: {InvariantFormat.Seconds(figures.AverageSpeedOfAnswer)}; average handle time: {InvariantFormat.Seconds(figures.AverageHandleTime)}; longest wait: {InvariantFormat.Seconds(figures.LongestWait)}");
    }

    private static List<string[]> QueueRows(Report report, IEnumerable<ReportQueue> queues, TimeZoneInfo zone) =>
    [
        [.. Zoned(report, "Queue", "Zone"), "Threshold", "Target", "Offered", "Answered", "Within", "Service level"],
        .. queues.Select(q => (string[])
        [
            .. Zoned(report, Terminal.Printable(q.Queue.Name), (q.Zone ?? zone).Id),
            q.ThresholdSource == ThresholdSource.Option
                ? InvariantFormat.Seconds(q.Threshold)
                : InvariantFormat.Parts(q.Targets, t => InvariantFormat.Seconds(t?.Threshold), zone),
            InvariantFormat.Parts(q.Targets, t => InvariantFormat.Target(t?.Ratio), zone),
            InvariantFormat.Count(q.Figures.Offered),
            InvariantFormat.Count(q.Figures.Answered),
            InvariantFormat.Count(q.Figures.AnsweredWithinThreshold),
            q.Figures.IsMeasured ? InvariantFormat.Level(q.Figures.Level, NameOf(report), q.TargetRatio) : NotMeasured,
        ]),
    ];

    private static string[] Zoned(Report report, string name, string zone) => report.DaysDiffer ? [name, zone] : [name];

    private static List<string[]> IntervalRows(Report report, ReportQueue queue, TimeZoneInfo zone) =>
    [
        ["From", "Offered", "Answered", "Within", "Abandoned", "Service level"],
        .. queue.Intervals.Select(i => new[]
        {
            InvariantFormat.Time(i.Interval.Start, zone) + (i.Figures.OpenIntervals > 0 ? " (open)" : ""),
            InvariantFormat.Count(i.Figures.Offered),
            InvariantFormat.Count(i.Figures.Answered),
            InvariantFormat.Count(i.Figures.AnsweredWithinThreshold),
            InvariantFormat.Count(i.Figures.Abandoned),
            InvariantFormat.Level(i.Figures.Level, NameOf(report), queue.Targets.Last(t => t.From <= i.Interval.Start).Target?.Ratio),
        }),
    ];

    private static string NameOf(Report report) =>
        string.Join(" and ", report.Definitions.Select(d => d.Definition.Formula.Id()).Distinct()) + (report.IsRestated ? ", restated" : "");
}
