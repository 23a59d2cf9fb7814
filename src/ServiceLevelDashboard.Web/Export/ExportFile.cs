using System.Globalization;
using System.Text;
using CsvHelper;
using MiniExcelLibs;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Export;

/// <summary>A table as a file to be saved: CSV (RFC 4180) or Excel. A text that a spreadsheet would calculate gets an apostrophe in front.</summary>
internal static class ExportFile
{
    public const string Csv = "csv", Excel = "xlsx";

    private const string ExcelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>With what a spreadsheet's formula, or a macro of an old one, may begin.</summary>
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n'];

    /// <summary>The answer; 404 for another format.</summary>
    public static IResult Of(ExportTable table, string format)
    {
        if (format is not (Csv or Excel))
        {
            return Results.NotFound();
        }
        var (content, type, name) = Make(table, format);
        return Results.File(content, type, name);
    }

    /// <summary>The file itself: its bytes, its type and its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is neither of the two.</exception>
    public static (byte[] Content, string Type, string Name) Make(ExportTable table, string format) => format switch
    {
        Csv => (CsvOf(table), "text/csv; charset=utf-8", NameOf(table, Csv)),
        Excel => (ExcelOf(table), ExcelType, NameOf(table, Excel)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>The table as CSV.</summary>
    public static void WriteCsv(TextWriter writer, ExportTable table)
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        csv.WriteRecord(table.Headings.ToArray());
        foreach (var row in table.Rows)
        {
            csv.WriteRecord(Array.ConvertAll(row, Text));
        }
    }

    /// <summary>The table as an Excel workbook of one sheet, in which numbers are numbers, times are times in UTC, and nothing is a formula.</summary>
    public static byte[] ExcelOf(ExportTable table)
    {
        using var file = new MemoryStream();
        var rows = table.Rows.Select(row => table.Headings.Zip(row, Cell).ToDictionary(c => c.Key, c => c.Value)).ToList();
        // of an empty list the library cannot know the columns
        if (rows.Count == 0)
        {
            rows.Add(table.Headings.ToDictionary(h => h, object? (_) => null));
        }
        file.SaveAs(rows, sheetName: "service level");
        return file.ToArray();
    }

    private static byte[] CsvOf(ExportTable table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        WriteCsv(text, table);
        // Spreadsheets take a file without a mark for one of their own code page.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string NameOf(ExportTable table, string format) => $"service-level-{table.Name}.{format}";

    private static string? Text(object? value) => value switch
    {
        bool yes => yes ? "true" : "false",
        DateTimeOffset instant => ExplainAddress.Text(instant),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value as string,
    };

    private static KeyValuePair<string, object?> Cell(string heading, object? value) => new(heading, value switch
    {
        DateTimeOffset instant => instant.UtcDateTime,
        string { Length: > 0 } text when FormulaStarts.Contains(text[0]) => "'" + text,
        _ => value,
    });
}
