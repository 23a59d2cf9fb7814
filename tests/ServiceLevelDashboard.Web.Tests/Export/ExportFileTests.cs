using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using ServiceLevelDashboard.Web.Export;

namespace ServiceLevelDashboard.Web.Tests.Export;

public sealed class ExportFileTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly ExportTable Table = new("sample", ["start", "name", "offered", "target", "open"],
    [
        [Start, "Billing", 12L, 0.8m, true],
        [Start.AddMinutes(15), "=HYPERLINK(\"evil\")", null, null, false],
        [null, "+44 20", 3L, 0.825m, false],
    ]);

    [Fact]
    public void Csv_AnyCulture_IsForPrograms()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            using var text = new StringWriter();
            ExportFile.WriteCsv(text, Table);

            var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
            Assert.Equal("start,name,offered,target,open", lines[0]);
            Assert.Equal("2026-09-01T08:00:00Z,Billing,12,0.8,true", lines[1]);
            Assert.Contains("'=HYPERLINK", lines[2], StringComparison.Ordinal);
            Assert.Contains("'+44 20", lines[3], StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Excel_Read_HasNumbersTimesAndNoFormula()
    {
        var file = ExportFile.ExcelOf(Table);

        var rows = new MemoryStream(file).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(3, rows.Count);
        Assert.Equal(12d, rows[0]["offered"]);
        Assert.Equal(0.8d, rows[0]["target"]);
        Assert.Equal(new DateTime(2026, 9, 1, 8, 0, 0, DateTimeKind.Unspecified), rows[0]["start"]);
        Assert.Equal("'=HYPERLINK(\"evil\")", rows[1]["name"]);
        Assert.Equal("'+44 20", rows[2]["name"]);
        Assert.Null(rows[1]["offered"]);
        Assert.DoesNotContain("<x:f>", SheetOf(file), StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", SheetOf(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Excel_NoRows_StillHasItsHeadings() =>
        Assert.Contains("offered", SheetOf(ExportFile.ExcelOf(Table with { Rows = [] })), StringComparison.Ordinal);

    private static string SheetOf(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open()); // every workbook of one sheet has it
        return sheet.ReadToEnd();
    }
}
