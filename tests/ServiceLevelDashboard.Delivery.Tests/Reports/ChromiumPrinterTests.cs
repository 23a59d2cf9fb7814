using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
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

    private static ChromiumPrinter Printer(string setting) => new(Options.Create(new ReportOptions { Chromium = setting }), TimeProvider.System);
}
