using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The past by day and by interval, summed and side by side, down to a queue's rows.</summary>
public sealed partial class HistoryTests(BrowserFixture browser) : BrowserTest
{
    private const string Today = "/history?from=2026-09-01&to=2026-09-01&by=interval";

    [Fact]
    public async Task History_ADayByInterval_DrawsAndTellsIt()
    {
        var page = await OpenAsync(Today + "&media=voice");

        await page.Page.Locator(".trend-chart svg").First.WaitForAsync();
        await Assertions.Expect(page.Page.Locator(".lines tbody tr").First).ToContainTextAsync("Voice");
        await Assertions.Expect(page.Page.Locator(".notes")).ToContainTextAsync("Provisional");
        await page.AssertSoundAsync("history");
        page.AssertNoComplaints();
    }

    [Fact]
    public async Task History_FromASum_OpensItsQueuesAndThenTheirRows()
    {
        var page = await OpenAsync(Today + "&media=voice");

        await page.Page.Locator(".lines a.level").First.ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(SideBySide());
        await Assertions.Expect(page.Page.Locator(".lines tbody tr").Nth(6)).ToBeVisibleAsync();
        await page.Page.PictureAsync("history-side-light-1440", fullPage: true);
        await page.Page.Locator(".lines a.level").First.ClickAsync();

        await page.Page.Locator("section.lead .sentence").WaitForAsync();
        page.AssertNoComplaints();
    }

    [Fact]
    public async Task History_ThresholdThatWasNotCounted_GivesBoundsAndFetchesExactly()
    {
        var page = await OpenAsync(Today + "&media=voice&threshold=17");

        await Assertions.Expect(page.Page.Locator(".notes")).ToContainTextAsync("only a minimum and a maximum are known");
        await Assertions.Expect(page.Page.Locator(".lines a.level").First).ToContainTextAsync(" to ");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Get exact figures: about 1 API call" }).ClickAsync();

        await Assertions.Expect(page.Page.Locator(".notes")).ToContainTextAsync("Requested from Genesys Cloud for this view");
        await Assertions.Expect(page.Page.Locator(".lines a.level").First).Not.ToContainTextAsync(" to ");
    }

    [Fact]
    public async Task History_Form_PutsWhatIsShownIntoTheAddress()
    {
        var page = await OpenAsync(Today);

        await page.ChooseAsync("Show", "Queues side by side");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Page).ToHaveURLAsync(SideBySide());
        await page.Page.Locator(".lines").WaitForAsync();
    }

    [Fact]
    public async Task History_BeforeAnythingWasFetched_SaysSo()
    {
        var page = await OpenAsync("/history?from=2020-01-01&to=2020-01-31");

        await Assertions.Expect(page.Page.Locator(".notes")).ToContainTextAsync("No data for this range");
    }

    private async Task<WatchedPage> OpenAsync(string path)
    {
        var page = await browser.OpenInteractiveAsync(path); // the day is in the archive: the dashboard has figures
        await page.Page.Locator(".notes").WaitForAsync();
        return page;
    }

    [GeneratedRegex("show=side")]
    private static partial Regex SideBySide();
}
