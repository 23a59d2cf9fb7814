using System.Diagnostics;
using System.Globalization;
using ServiceLevelDashboard.Delivery.Export;

namespace ServiceLevelDashboard.Web.Tests.Export;

/// <summary>The files as a spreadsheet opens them. It quotes text alone, so that a number without quotes was one in the spreadsheet.</summary>
[Trait("Length", "Long")]
public sealed class LibreOfficeTests : IDisposable
{
    private const string Program = "/usr/bin/soffice";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-office-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_OpenedByLibreOffice_HaveNumbersLocalTimesAndPerCent()
    {
        Assert.SkipUnless(File.Exists(Program), "needs LibreOffice: apt-get install --no-install-recommends libreoffice-calc-nogui");
        var (culture, texts) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var excel = await SaveAsync(ExportFile.Excel, "table.xlsx");
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo("de-DE"), CultureInfo.GetCultureInfo("de"));
        var german = await SaveAsync(ExportFile.Csv, "tabelle.csv");
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, texts);

        Assert.Equal(
            [
                "\"Start (Europe/Berlin)\",\"Queue\",\"Offered\",\"Target\",\"Miss allowance left\",\"Interval in progress\"",
                "2026-09-01 10:15,\"Billing\",12,80.0%,\"-1,024.0\",\"yes\"",
                "2026-09-01 10:30,\"'=HYPERLINK(\"\"evil\"\")\",,,,\"no\"",
                ",\"'+44 20\",3,82.5%,-0.5,\"no\"",
            ],
            await CellsAsync(excel, filter: null));
        Assert.Equal(
            [
                "\"Beginn (Europe/Berlin)\",\"Warteschlange\",\"Angeboten\",\"Ziel (%)\",\"Spielraum übrig\",\"Intervall läuft\"",
                "2026-09-01 10:15:00,\"Billing\",12,80,-1024,\"ja\"",
                "2026-09-01 10:30:00,\"'=HYPERLINK(\"\"evil\"\")\",,,,\"nein\"",
                ",\"'+44 20\",3,82.5,-0.5,\"nein\"",
            ],
            await CellsAsync(german, "CSV:59,34,76,1,,1031,false,true"));
    }

    private async Task<string> SaveAsync(string format, string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, ExportFile.Make(ExportSamples.Table, format).Content, Cancellation);
        return path;
    }

    /// <summary>The lines of the first sheet: cells as they are shown, text in quotes.</summary>
    private async Task<string[]> CellsAsync(string path, string? filter)
    {
        var into = Path.Combine(_folder.FullName, "cells");
        List<string> arguments =
        [
            "--headless", $"-env:UserInstallation=file://{_folder.FullName}/profile", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true",
            "--outdir", into,
        ];
        if (filter is not null)
        {
            arguments.Add($"--infilter={filter}");
        }
        using var office = Process.Start(new ProcessStartInfo(Program, [.. arguments, path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await office.StandardError.ReadToEndAsync(Cancellation);
        await office.WaitForExitAsync(Cancellation);
        var cells = Path.Combine(into, Path.ChangeExtension(Path.GetFileName(path), ".csv"));
        Assert.True(File.Exists(cells), said);
        return await File.ReadAllLinesAsync(cells, Cancellation);
    }
}
