using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>The columns of flat rows, and how they are written as JSON and CSV: the same names everywhere, which never change.</summary>
public static class SeriesColumns
{
    /// <summary>What every row says of itself.</summary>
    public static readonly ImmutableArray<SeriesColumn> OfRow =
    [
        new("start", SeriesKind.Instant, static row => row.Interval.Start),
        new("end", SeriesKind.Instant, static row => row.Interval.End),
        new("queueId", SeriesKind.Text, static row => row.Key.Queue.Value),
        new("queueName", SeriesKind.Text, static row => row.QueueName),
        new("mediaType", SeriesKind.Text, static row => row.Key.Media.Name),
        new("timeZone", SeriesKind.Text, static row => row.Zone?.Id),
        new("definition", SeriesKind.Text, static row => row.Measure.Definition.Formula.Id()),
        new("thresholdSeconds", SeriesKind.Number, static row => (decimal?)row.Threshold?.TotalSeconds),
        new("targetRatio", SeriesKind.Number, static row => row.TargetRatio),
        new("targetAssumed", SeriesKind.Flag, static row => row.IsTargetAssumed),
        new("final", SeriesKind.Flag, static row => row.IsFinal),
        new("partly", SeriesKind.Flag, static row => row.IsPartly),
    ];

    /// <summary>The figures. Counts and sums can be added; ratios, means and the longest wait cannot.</summary>
    public static readonly ImmutableArray<SeriesColumn> Metrics =
    [
        new("offered", SeriesKind.Count, static row => (long)row.Sum.Counts.Offered),
        new("answered", SeriesKind.Count, static row => (long)row.Sum.Counts.Answered),
        new("answeredWithinThreshold", SeriesKind.Count, static row => row.Sum.AnsweredWithin),
        new("abandoned", SeriesKind.Count, static row => (long)row.Sum.Counts.Abandoned),
        new("abandonedWithinThreshold", SeriesKind.Count, static row => row.Sum.AbandonedWithin),
        new("shortAbandoned", SeriesKind.Count, static row => row.Sum.ShortAbandoned),
        new("flowOut", SeriesKind.Count, static row => (long)row.Sum.Counts.FlowOut),
        new("numerator", SeriesKind.Count, static row => row.Sum.Level.Exact?.Numerator),
        new("denominator", SeriesKind.Count, static row => row.Sum.Level.Exact?.Denominator),
        new("numeratorLeast", SeriesKind.Count, static row => row.Sum.Level.Lower.Numerator),
        new("numeratorMost", SeriesKind.Count, static row => row.Sum.Level.Upper.Numerator),
        new("denominatorLeast", SeriesKind.Count, static row => row.Sum.Level.Upper.Denominator),
        new("denominatorMost", SeriesKind.Count, static row => row.Sum.Level.Lower.Denominator),
        new("serviceLevel", SeriesKind.Ratio, static row => row.Sum.Level.Exact?.Ratio),
        new("serviceLevelLower", SeriesKind.Ratio, static row => row.Sum.Level.Lower.Ratio),
        new("serviceLevelUpper", SeriesKind.Ratio, static row => row.Sum.Level.Upper.Ratio),
        new("genesysNumerator", SeriesKind.Count, static row => (long?)row.Sum.Counts.Genesys?.Numerator),
        new("genesysDenominator", SeriesKind.Count, static row => (long?)row.Sum.Counts.Genesys?.Denominator),
        new("answerWaitMs", SeriesKind.Count, static row => row.Sum.Counts.AnswerWait.SumMs),
        new("handled", SeriesKind.Count, static row => (long)row.Sum.Counts.Handle.Count),
        new("handleMs", SeriesKind.Count, static row => row.Sum.Counts.Handle.SumMs),
        new("longestWaitMs", SeriesKind.Count, static row => (long?)QueueFigures.LongestWait(row.Sum.Counts)?.TotalMilliseconds),
        new("averageSpeedOfAnswerSeconds", SeriesKind.Ratio, static row => Seconds(QueueFigures.SpeedOfAnswer(row.Sum.Counts))),
        new("averageHandleTimeSeconds", SeriesKind.Ratio, static row => Seconds(QueueFigures.AverageHandleTime(row.Sum.Counts))),
        new("notMeasured", SeriesKind.Count, static row => (long)row.Sum.Counts.CustomerFirst.Offered),
        new("unjudged", SeriesKind.Count, static row => (long)row.Sum.Counts.Unjudged),
    ];

    /// <summary>All columns.</summary>
    public static readonly ImmutableArray<SeriesColumn> All = [.. OfRow, .. Metrics];

    /// <summary>All but what is made of others by a division: what a warehouse adds up itself.</summary>
    public static readonly ImmutableArray<SeriesColumn> Counts = [.. All.Where(static column => column.Kind != SeriesKind.Ratio)];

    /// <summary>Reads a list of metrics; what every row says of itself comes first.</summary>
    /// <param name="names">Names, also several in one with commas between them; empty for all.</param>
    /// <param name="origin">The parameter that named them, for the message.</param>
    /// <exception cref="UsageException">A name is none.</exception>
    public static ImmutableArray<SeriesColumn> Read(IEnumerable<string> names, string origin)
    {
        string[] wanted = [.. names.SelectMany(static name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return wanted.FirstOrDefault(static name => Metrics.All(m => m.Name != name)) is { } unknown
            ? throw new UsageException($"{origin}: '{unknown}' is no metric. Accepted: {string.Join(", ", Metrics.Select(static m => m.Name))}.")
            : wanted.Length == 0 ? All : [.. OfRow, .. wanted.Distinct().Select(static name => Metrics.First(m => m.Name == name))];
    }

    /// <summary>Writes a row as an object. What is not known is null.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<SeriesColumn> columns, SeriesRow row)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WritePropertyName(column.Name);
            switch (column.Value(row))
            {
                case null:
                    json.WriteNullValue();
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                case long count:
                    json.WriteNumberValue(count);
                    break;
                case decimal number:
                    json.WriteNumberValue(number);
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case DateTimeOffset instant:
                    json.WriteStringValue(instant.UtcDateTime);
                    break;
                case var other:
                    throw new InvalidOperationException($"{column.Name} holds a {other.GetType()}.");
            }
        }

        json.WriteEndObject();
    }

    /// <summary>A CSV writer that turns formulas into text: a name that a spreadsheet would calculate gets an apostrophe in front, a number never.</summary>
    public static CsvWriter OpenCsv(TextWriter writer, ImmutableArray<SeriesColumn> columns)
    {
        var csv = CsvWriter.Create(writer, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        csv.WriteRecord([.. columns.Select(static column => column.Name)]);
        return csv;
    }

    /// <summary>Writes a row as a record. What is not known is an empty field.</summary>
    public static void Write(CsvWriter csv, ImmutableArray<SeriesColumn> columns, SeriesRow row)
    {
        ArgumentNullException.ThrowIfNull(csv);
        foreach (var column in columns)
        {
            csv.WriteField(column.Value(row) switch
            {
                bool flag => flag ? "true" : "false",
                DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                var value => value,
            });
        }

        csv.EndRecord();
    }

    private static decimal? Seconds(TimeSpan? time) => time is { } known ? (decimal)known.Ticks / TimeSpan.TicksPerSecond : null;
}

/// <summary>A column of flat rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What is in it.</param>
/// <param name="Value">The value of a row; null where it is not known.</param>
public sealed record SeriesColumn(string Name, SeriesKind Kind, Func<SeriesRow, object?> Value);

/// <summary>What is in a column.</summary>
public enum SeriesKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>An instant, UTC.</summary>
    Instant,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A number that is given, as a target is.</summary>
    Number,

    /// <summary>A number that was made by a division: it cannot be added.</summary>
    Ratio,

    /// <summary>Yes or no.</summary>
    Flag,
}
