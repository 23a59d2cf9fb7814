using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Export;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>
/// A report as the columns that were asked for: a row for each queue and media type, in any of the three formats. What is not known is empty, null in JSON.
/// </summary>
internal static class ReportColumns
{
    private static readonly ImmutableArray<(string Name, Func<ReportQueue, object?> Value)> Table =
    [
        ("queueId", static q => q.Queue.Id.Value),
        ("queueName", static q => q.Queue.Name),
        ("mediaType", static q => q.Media.Name),
        ("timeZone", static q => q.Zone?.Id),
        ("thresholdSeconds", static q => (decimal?)q.Threshold?.TotalSeconds),
        ("targetRatio", static q => q.TargetRatio),
        ("offered", static q => (decimal)q.Figures.Offered),
        ("answered", static q => (decimal)q.Figures.Answered),
        ("abandoned", static q => (decimal)q.Figures.Abandoned),
        ("numerator", static q => (decimal)q.Figures.Level.Lower.Numerator),
        ("denominator", static q => (decimal)q.Figures.Level.Lower.Denominator),
        ("serviceLevel", static q => q.Figures.Level.Exact),
        ("serviceLevelLower", static q => q.Figures.Level.Lower),
        ("serviceLevelUpper", static q => q.Figures.Level.Upper),
        ("missed", static q => q.Targets.Any(static t => t.Target is not null) ? (decimal)q.Figures.Level.Lower.Missed : null),
        ("allowed", static q => q.Budget?.AllowedSoFar),
        ("pace", static q => q.Budget?.Pace),
        ("inARowToRecover", static q => q.Recovery?.InARow),
        ("missesAffordable", static q => q.Recovery?.MissesAffordable),
    ];

    /// <summary>What is accepted.</summary>
    public static string Accepted => string.Join(", ", Table.Select(static c => c.Name));

    /// <summary>Reads a list of names.</summary>
    /// <exception cref="UsageException">A name is none.</exception>
    public static ImmutableArray<string> Read(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
        {
            throw new UsageException($"--columns names none. Accepted: {Accepted}.");
        }
        return names.FirstOrDefault(static name => Table.All(c => c.Name != name)) is { } unknown
            ? throw new UsageException($"--columns: {unknown} is no column. Accepted: {Accepted}.")
            : [.. names];
    }

    /// <summary>Writes a table for people, with as many digits of a ratio as can be read.</summary>
    public static void WriteText(TextWriter writer, Report report, ImmutableArray<string> columns) =>
        TextTable.Write(writer, [[.. columns], .. report.Queues.Select(q => columns.Select(c => Terminal.Printable(Shown(q, c))).ToArray())]);

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, Report report, ImmutableArray<string> columns)
    {
        using var csv = ReportCsv.Open(writer);
        csv.WriteRecord([.. columns]);
        foreach (var queue in report.Queues)
        {
            ReportCsv.Write(csv, columns.Select(c => Value(queue, c) is decimal number ? Plain(number) : Value(queue, c)));
        }
    }

    /// <summary>Writes an array of objects.</summary>
    public static void WriteJson(Utf8JsonWriter json, Report report, ImmutableArray<string> columns)
    {
        json.WriteStartArray();
        foreach (var queue in report.Queues)
        {
            json.WriteStartObject();
            foreach (var column in columns)
            {
                if (Value(queue, column) is var value && value is null)
                {
                    json.WriteNull(column);
                }
                else if (value is string text)
                {
                    json.WriteString(column, text);
                }
                else
                {
                    json.WriteNumber(column, Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static object? Value(ReportQueue queue, string column) => Cell(queue, column) is var cell && cell is ServiceLevel level ? level.Ratio : cell;

    private static object? Cell(ReportQueue queue, string column) => Table.First(c => c.Name == column).Value(queue);

    /// <summary>Without zeros at the end.</summary>
    private static decimal Plain(decimal number) => number / 1.000000000000000000000000000000m;

    private static string? Exact(object? value) => value is decimal number
        ? number.ToString("0.############################", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static string Shown(ReportQueue queue, string column)
    {
        var number = Cell(queue, column) switch
        {
            ServiceLevel level => DisplayPercent.Of(level, queue.TargetRatio, 4) / 100,
            decimal known => Math.Round(known, 6),
            _ => null,
        };
        return number?.ToString("0.######", CultureInfo.InvariantCulture) ?? Exact(Value(queue, column)) ?? InvariantFormat.NoValue;
    }
}
