using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using ServiceLevelDashboard.Delivery.Export;

namespace ServiceLevelDashboard.Web.Tests.Export;

public sealed class ExportFileTests
{
    private static ExportTable Table => ExportSamples.Table;

    [Fact]
    public void Csv_AnyCulture_IsForPrograms() => InCulture("de-DE", () =>
    {
        using var text = new StringWriter();
        ExportFile.WriteCsv(text, Table);

        var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("start,name,offered,target,budget,open", lines[0]);
        Assert.Equal("2026-09-01T08:15:00Z,Billing,12,0.8,-1024,true", lines[1]);
        Assert.StartsWith("2026-09-01T08:30:00Z,\"'=HYPERLINK", lines[2], StringComparison.Ordinal);
        Assert.Equal(",\"'+44 20\",3,0.825,-0.5,false", lines[3]);
    });

    [Fact]
    public void Readable_InGerman_IsAsGermanSpreadsheetsReadIt() => InCulture("de-DE", () =>
    {
        using var text = new StringWriter();
        ExportFile.WriteReadableCsv(text, Table);

        var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("Beginn (Europe/Berlin);Warteschlange;Angeboten;Ziel (%);Spielraum übrig;Intervall läuft", lines[0]);
        Assert.Equal("2026-09-01 10:15;Billing;12;80;-1024;ja", lines[1]);
        Assert.Equal(";\"'+44 20\";3;82,5;-0,5;nein", lines[3]);
    });

    [Fact]
    public void Name_OfAFile_SaysWhatItShowsAndIsNoPath()
    {
        var (_, _, name) = ExportFile.Make(Table with { Title = "../Café É/1, Sprache, 2026-09-01 to 2026-09-07" }, ExportFile.Excel);

        Assert.Equal("service-level-café-é-1-sprache-2026-09-01-to-2026-09-07.xlsx", name);
    }

    [Fact]
    public void Excel_Read_HasNumbersLocalTimesAndNoFormula()
    {
        var file = ExportFile.Make(Table, ExportFile.Excel).Content;

        var rows = new MemoryStream(file).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(3, rows.Count);
        Assert.Equal(12d, rows[0]["Offered"]);
        Assert.Equal(-1024d, rows[0]["Miss allowance left"]);
        Assert.Equal(0.8d, rows[0]["Target"]);
        Assert.Equal(new DateTime(2026, 9, 1, 10, 15, 0, DateTimeKind.Unspecified), rows[0]["Start (Europe/Berlin)"]);
        Assert.Equal("'=HYPERLINK(\"evil\")", rows[1]["Queue"]);
        Assert.Equal("'+44 20", rows[2]["Queue"]);
        Assert.Null(rows[1]["Offered"]);
        var sheet = PartOf(file, "xl/worksheets/sheet1.xml");
        Assert.DoesNotContain("<x:f>", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        Assert.Contains("ySplit=\"1\"", sheet, StringComparison.Ordinal);
        Assert.Contains("state=\"frozen\"", sheet, StringComparison.Ordinal);
        Assert.Equal(6, sheet.Split("customWidth=\"1\"").Length - 1);
        var styles = PartOf(file, "xl/styles.xml");
        Assert.Contains("formatCode=\"0.0%\"", styles, StringComparison.Ordinal);
        Assert.Contains("formatCode=\"yyyy-mm-dd hh:mm\"", styles, StringComparison.Ordinal);
    }

    [Fact]
    public void Excel_NoRows_StillHasItsHeadings() =>
        Assert.Contains(
            "Offered", PartOf(ExportFile.Make(Table with { Rows = [] }, ExportFile.Excel).Content, "xl/worksheets/sheet1.xml"), StringComparison.Ordinal);

    private static string PartOf(byte[] file, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var sheet = new StreamReader(archive.GetEntry(part)!.Open()); // every workbook of one sheet has it
        return sheet.ReadToEnd();
    }

    private static void InCulture(string name, Action test)
    {
        var (culture, texts) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(name), CultureInfo.GetCultureInfo(name));
        try
        {
            test();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, texts);
        }
    }
}
