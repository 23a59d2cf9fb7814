using System.Globalization;
using System.Text;
using CsvHelper;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>A CSV file (RFC 4180) as an answer.</summary>
internal static class CsvFile
{
    /// <summary>A writer that turns formulas into text: a name that a spreadsheet would calculate gets an apostrophe in front.</summary>
    public static CsvWriter Open(TextWriter writer) =>
        CsvWriter.Create(writer, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);

    /// <summary>The answer, to be saved under a name.</summary>
    public static IResult Of(Action<TextWriter> write, string name)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(text);
        // Spreadsheets take a file without a mark for one of their own code page.
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
        return Results.File(bytes, "text/csv; charset=utf-8", $"service-level-{name}.csv");
    }
}
