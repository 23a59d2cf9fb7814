using System.Globalization;
using CsvHelper;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Delivery.Export;

/// <summary>
/// Writes a report as CSV (RFC 4180): a row for each queue and media type, or for each of their intervals. There are no total
/// rows, so that a column can be summed. What is not known is an empty field.
/// </summary>
public static class ReportCsv
{
    private static readonly string[] Headings =
    [
        "start", "end", "queueId", "queueName", "mediaType", "definition", "restated", "thresholdSeconds", "thresholdSource", "targetRatio",
        "offered", "answered", "answeredWithinThreshold", "abandoned", "abandonedWithinThreshold", "shortAbandoned", "flowOut",
        "numerator", "denominator", "serviceLevel", "serviceLevelLower", "serviceLevelUpper", "genesysNumerator", "genesysDenominator",
        "averageSpeedOfAnswerSeconds", "averageHandleTimeSeconds", "longestWaitSeconds", "openIntervals", "notes", "timeZone",
    ];

    /// <summary>Writes the report.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="withIntervals">Whether a row is an interval.</param>
    /// <param name="zone">The zone of the days in the notes.</param>
    public static void Write(TextWriter writer, Report report, bool withIntervals, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var csv = Open(writer);
        csv.WriteRecord(Headings);
        foreach (var queue in report.Queues)
        {
            if (!withIntervals)
            {
                Write(csv, Row(report, queue, queue.Range, queue.Figures, zone));
                continue;
            }

            foreach (var interval in queue.Intervals)
            {
                Write(csv, Row(report, queue, interval.Interval, interval.Figures, zone));
            }
        }
    }

    /// <summary>A CSV writer that turns formulas into text: a name that a spreadsheet would calculate gets an apostrophe in front, a number never.</summary>
    public static CsvWriter Open(TextWriter writer) =>
        CsvWriter.Create(writer, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);

    /// <summary>Writes a record of texts and numbers, each as what it is.</summary>
    public static void Write(CsvWriter csv, IEnumerable<object?> fields)
    {
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentNullException.ThrowIfNull(fields);
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.EndRecord();
    }

    private static object?[] Row(Report report, ReportQueue queue, Interval interval, ReportFigures figures, TimeZoneInfo zone)
    {
        // An interval lies on one day, which has one promise and one definition.
        var isWhole = interval == queue.Range;
        var target = queue.Targets.Last(t => t.From <= interval.Start).Target;
        var threshold = isWhole || queue.ThresholdSource == ThresholdSource.Option ? queue.Threshold : target?.Threshold;
        var definition = report.Definitions.LastOrDefault(d => d.From <= interval.Start, report.Definitions[0]).Definition;
        return
        [
            Time(interval.Start), Time(interval.End),
            queue.Queue.Id.Value, queue.Queue.Name, queue.Media.Name,
            isWhole ? string.Join(" and ", report.Definitions.Select(d => d.Definition.Formula.Id()).Distinct()) : definition.Formula
                .Id(), queue.IsRestated ? "true" : "false",
            Seconds(threshold), queue.ThresholdSource is { } source ? ReportJson.NameOf(source) : null, isWhole ? queue.TargetRatio : target?.Ratio,
            figures.Offered, figures.Answered, figures.AnsweredWithinThreshold,
            figures.Abandoned, figures.AbandonedWithinThreshold, figures.ShortAbandoned, figures.FlowOut,
            figures.Level.Exact?.Numerator, figures.Level.Exact?.Denominator,
            figures.Level.Exact?.Ratio, figures.Level.Lower.Ratio, figures.Level.Upper.Ratio,
            figures.Genesys?.Numerator, figures.Genesys?.Denominator,
            Seconds(figures.AverageSpeedOfAnswer), Seconds(figures.AverageHandleTime), Seconds(figures.LongestWait),
            figures.OpenIntervals, Notes(report, queue, interval, figures, zone), queue.Zone?.Id,
        ];
    }

    /// <summary>What the figures of a row do not say: that the promise or the definition changed, and what was left out with its reason.</summary>
    private static string? Notes(Report report, ReportQueue queue, Interval interval, ReportFigures figures, TimeZoneInfo zone)
    {
        List<string> notes = [];
        if (queue.TargetChanged && interval == queue.Range)
        {
            notes.Add("target " + InvariantFormat.Parts(
                queue.Targets, t => t is null ? "none" : $"{InvariantFormat.Target(t.Ratio)} in {InvariantFormat.Seconds(t.Threshold)}", zone));
        }
        if (queue.AssumedUntil is { } until && interval.Start < until)
        {
            notes.Add($"target assumed before {InvariantFormat.Time(until, zone)}, when it was first seen");
        }
        if (report.Definitions.Length > 1 && interval == queue.Range)
        {
            notes.Add("definition " + InvariantFormat.Parts(report.Definitions, d => d.Formula.Id(), zone));
        }
        if (figures.CustomerFirst.Offered > 0)
        {
            notes.Add(FormattableString.Invariant($"not measured: {figures.CustomerFirst.Offered} customer-first callbacks"));
        }
        if (figures.Unjudged > 0)
        {
            notes.Add(FormattableString.Invariant($"outside of Genesys' formula: {figures.Unjudged} answers"));
        }
        if (figures.LateByWait > 0)
        {
            notes.Add(FormattableString.Invariant($"counted by wait: {figures.LateByWait} answers"));
        }
        notes.AddRange(report.Marked
            .Where(m => m.Span.Overlaps(interval) && (m.Queues.IsEmpty || m.Queues.Contains(queue.Queue.Id)))
            .Select(m => (report.WithoutMarked ? "left out " : "marked ") + InvariantFormat.Mark(m, zone)));
        return notes.Count == 0 ? null : string.Join("; ", notes);
    }

    private static string Time(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static decimal? Seconds(TimeSpan? time) => time is { } known ? (decimal)known.Ticks / TimeSpan.TicksPerSecond : null;
}
