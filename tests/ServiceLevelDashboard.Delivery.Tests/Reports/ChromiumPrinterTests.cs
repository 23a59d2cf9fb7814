using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Delivery.Reports;
using static ServiceLevelDashboard.Delivery.Tests.Reports.ReportSamples;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

public sealed class ChromiumPrinterTests
{
    [Fact]
    [Trait("Length", "Long")]
    public async Task Print_AReport_IsAPdfAndLeavesNothing()
    {
        Assert.SkipWhen(ChromiumPrinter.Find("") is null, "There is no Chromium on PATH.");
        var before = Directory.GetDirectories(Path.GetTempPath(), "sld-report-*");
        using var printer = Printer("");

        var (pdf, problem) = await printer.PrintAsync(ReportMailBuilder.Paper(Content(Queue("Billing", 239, 300)), "en").Html, TestContext.Current.CancellationToken);

        Assert.Null(problem);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(pdf!), StringComparison.Ordinal);
        Assert.InRange(pdf!.Length, 5_000, 500_000);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "sld-report-*").Except(before));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("/nowhere/chromium")]
    [InlineData("no-such-chromium")]
    public async Task Print_WithoutAChromium_SaysWhy(string setting)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        using var printer = Printer(setting);

        Assert.Equal(
            (null, "no Chromium is installed on the server (setting Reports:Chromium)."), await printer.PrintAsync("<p>x</p>", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Print_ByAProgramThatFails_SaysSo()
    {
        Assert.SkipUnless(File.Exists("/bin/false"), "There is no program that fails.");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        using var printer = Printer("/bin/false");

        var (pdf, problem) = await printer.PrintAsync("<p>x</p>", TestContext.Current.CancellationToken);

        Assert.Null(pdf);
        Assert.Equal("Chromium on the server could not print it.", problem);
    }

    [Fact]
    public async Task Print_ByAProgramThatHangs_EndsItAndSaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program that hangs is a shell script.");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        var folder = Directory.CreateTempSubdirectory("sld-hangs-");
        var (program, number) = (Path.Combine(folder.FullName, "chromium"), Path.Combine(folder.FullName, "number"));
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho $$ > {number}\nexec sleep 300\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) // the compiler does not know of the line above
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var clock = new FakeTimeProvider();
        using var printer = new ChromiumPrinter(Options.Create(new ReportOptions { Chromium = program }), clock);

        var print = printer.PrintAsync("<p>x</p>", TestContext.Current.CancellationToken);
        while (!File.Exists(number) || new FileInfo(number).Length == 0)
        {
            await Task.Yield();
        }
        while (!print.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal((null, "printing took too long."), await print);
        var id = int.Parse(await File.ReadAllTextAsync(number, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
        folder.Delete(recursive: true);
    }

    private static ChromiumPrinter Printer(string setting) => new(Options.Create(new ReportOptions { Chromium = setting }), TimeProvider.System);
}
