using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace ServiceLevelDashboard.Delivery.Export;

/// <summary>
/// A table as an Excel workbook of one sheet for people: numbers are numbers, shares show per cent, moments are on the table's clocks, nothing is a
/// formula.
/// </summary>
internal static class Workbook
{
    private const int ReadAhead = 200;
    private const int MinimumWidth = 10, MaximumWidth = 50;

    /// <summary>With what a spreadsheet's formula, or a macro of an old one, may begin.</summary>
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n'];

    /// <summary>The workbook.</summary>
    public static byte[] Of(ExportTable table)
    {
        var rows = table.Rows.Select(row => Array.ConvertAll(row, value => Safe(ExportFile.Shown(value, table)))).ToList();
        var shown = table.Columns.Select((column, i) => (Column: column, Index: i)).Where(static c => c.Column.Heading is not null).ToList();
        var configuration = new OpenXmlConfiguration
        {
            FreezeRowCount = 1,
            AutoFilter = true,
            DynamicColumns =
            [
                .. shown.Select(c => new DynamicExcelColumn(KeyOf(c.Index))
                {
                    Name = ExportFile.HeadingOf(c.Column, table),
                    Width = WidthOf(c.Column, c.Index, ExportFile.HeadingOf(c.Column, table)?.Length ?? 0, rows),
                    Format = FormatOf(c.Column.Kind),
                }),
            ],
        };
        // of an empty list the library cannot know the columns
        var cells = rows.DefaultIfEmpty(new object?[table.Columns.Count]).Select(row => shown.ToDictionary(c => KeyOf(c.Index), c => row[c.Index]));
        using var file = new MemoryStream();
        file.SaveAs(cells.ToList(), sheetName: ExportText.ServiceLevel, configuration: configuration);
        return file.ToArray();
    }

    private static string KeyOf(int index) => $"c{index}"; // two columns may have the same heading

    private static string? FormatOf(ExportKind kind) => kind switch
    {
        ExportKind.Count => "#,##0",
        ExportKind.Number => "#,##0.0",
        ExportKind.Share => "0.0%",
        ExportKind.Moment => "yyyy-mm-dd hh:mm",
        _ => null,
    };

    private static int WidthOf(ExportColumn column, int index, int heading, List<object?[]> rows)
    {
        var content = column.Kind switch
        {
            ExportKind.Moment => "2026-09-01 08:15".Length,
            ExportKind.Text => rows.Take(ReadAhead).Max(row => (int?)(row[index] as string)?.Length) ?? 0,
            _ => 0,
        };
        return Math.Clamp(Math.Max(heading + 3, content + 2), MinimumWidth, MaximumWidth); // the heading has a button that filters
    }

    private static object? Safe(object? value) => value is string { Length: > 0 } text && FormulaStarts.Contains(text[0]) ? "'" + text : value;
}
