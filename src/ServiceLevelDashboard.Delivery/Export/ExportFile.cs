using System.Globalization;
using System.Text;
using CsvHelper;

namespace ServiceLevelDashboard.Delivery.Export;

/// <summary>
/// A table as a file to be saved. For people: an Excel workbook, or CSV as the spreadsheets of the reader's country open it. For programs: CSV (RFC 4180)
/// with names, UTC and ratios. A text that a spreadsheet would calculate gets an apostrophe in front; a number never does.
/// </summary>
public static class ExportFile
{
    public const string Csv = "csv", Excel = "xlsx";

    /// <summary>Their media types.</summary>
    public const string CsvType = "text/csv; charset=utf-8", ExcelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The file for people: its bytes, its type and its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is neither of the two.</exception>
    public static (byte[] Content, string Type, string Name) Make(ExportTable table, string format) => format switch
    {
        Csv => (Bytes(writer => WriteReadableCsv(writer, table)), CsvType, NameOf(table, Csv)),
        Excel => (Workbook.Of(table), ExcelType, NameOf(table, Excel)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>The table as CSV for programs.</summary>
    public static void WriteCsv(TextWriter writer, ExportTable table)
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        Write(
            csv,
            [.. table.Columns.Select(static c => c.Name)],
            table.Rows.Select(static row => Array.ConvertAll(row, static value => value switch
            {
                bool yes => yes ? "true" : "false",
                DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                _ => value,
            })));
    }

    /// <summary>
    /// The table as CSV for people: with the separator and the decimal point of the current culture. A share is in per cent, as its heading says.
    /// </summary>
    public static void WriteReadableCsv(TextWriter writer, ExportTable table)
    {
        var culture = CultureInfo.CurrentCulture;
        using var csv = CsvWriter.Create(
            writer,
            new CsvWriterOptions { Injection = CsvInjection.Escape, Separator = culture.TextInfo.ListSeparator[0], FormatProvider = culture },
            leaveOpen: true);
        Write(
            csv,
            [.. table.Columns.Select(c => c.Kind == ExportKind.Share && c.Heading is { } heading ? $"{heading} (%)" : HeadingOf(c, table))],
            table.Rows.Select(row => table.Columns.Zip(row, (column, value) => (column.Kind, Shown(value, table)) switch
            {
                (ExportKind.Share, decimal ratio) => ratio * 100 / 1.0000000000m, // without zeros at the end
                (_, DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                var (_, shown) => shown,
            }).ToArray()));
    }

    /// <summary>The heading that people read, with the zone of moments; null for a column that they do not see.</summary>
    public static string? HeadingOf(ExportColumn column, ExportTable table) =>
        column is { Kind: ExportKind.Moment, Heading: { } heading } ? $"{heading} ({table.Zone.Id})" : column.Heading;

    /// <summary>A value as people read it: moments on the table's clocks, words for yes and no.</summary>
    public static object? Shown(object? value, ExportTable table) => value switch
    {
        DateTimeOffset instant => SiteCalendar.ClockAt(instant, table.Zone),
        bool yes => yes ? ExportText.Yes : ExportText.No,
        _ => value,
    };

    private static void Write(CsvWriter csv, string?[] headings, IEnumerable<object?[]> rows)
    {
        foreach (var record in rows.Prepend(headings))
        {
            foreach (var (heading, value) in headings.Zip(record))
            {
                if (heading is not null)
                {
                    csv.WriteField(value); // as what it is: only of texts some are escaped
                }
            }

            csv.EndRecord();
        }
    }

    /// <summary>A text as a file that spreadsheets read: UTF-8 with its mark.</summary>
    public static byte[] Bytes(Action<TextWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(text);
        // Spreadsheets take a file without a mark for one of their own code page.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>"service-level-billing-voice-2026-09-01-to-2026-09-07.xlsx": letters and digits of any script, so that no name can be a path.</summary>
    public static string NameOf(ExportTable table, string format)
    {
        var words = string.Concat($"{ExportText.ServiceLevel} {table.Title}".ToLowerInvariant().Select(static c => IsOfWord(c) ? c : ' '));
        return $"{string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries))}.{format}";
    }

    private static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
