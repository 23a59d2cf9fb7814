using Microsoft.Playwright;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The queue page and the administration page in a real browser.</summary>
public sealed class QueuePageTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Queue_FromItsTile_DrawsBothChartsWithoutComplaint()
    {
        var visit = await browser.OpenAsync("/");
        await visit.UntilLiveAsync();
        // The name: other parts of a tile have links of their own.
        await visit.Page.Locator("a.tile").First.ClickAsync(new() { Position = new() { X = 40, Y = 20 } });
        await ChartsAsync(visit);

        await Assertions.Expect(visit.Page.Locator(".trend-chart svg.apexcharts-svg")).ToHaveCountAsync(await visit.Page.Locator(".trend-chart").CountAsync());
        Assert.NotEmpty(await visit.Page.Locator("h1").TextContentAsync() ?? "");
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Queue_ThemeSwitched_RedrawsInTheNewColours()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);
        var line = visit.Page.Locator(".apexcharts-line-series path[stroke]").First;
        var before = await line.GetAttributeAsync("stroke");

        await visit.Page.EvaluateAsync("() => document.documentElement.dataset.theme = 'light'");

        await Assertions.Expect(line).Not.ToHaveAttributeAsync("stroke", before!);
        await Assertions.Expect(visit.Page.Locator(".trend-chart svg.apexcharts-svg")).ToHaveCountAsync(await visit.Page.Locator(".trend-chart").CountAsync());
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Queue_KeyboardAlone_OpensTheTableOfAChart()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);
        var summary = visit.Page.Locator(".trend summary").First;

        for (var presses = 0; presses < 40 && !await IsFocusedAsync(summary); presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator(".trend table").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Queue_OrderLink_KeepsTheOrderInTheAddress()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);

        await visit.Page.Locator(".intervals header a").ClickAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("order=oldest$"));
    }

    [Fact]
    public async Task Queue_BothThemes_HasNoSeriousFinding()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);

        Assert.Empty(await visit.SeriousFindingsInBothThemesAsync());
    }

    [Fact]
    public async Task Queue_Unknown_SaysSo()
    {
        var visit = await browser.OpenAsync("/queues/no-such-queue/voice");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Queue not found");
    }

    [Fact]
    public async Task Administration_BothThemesAndAPhone_IsSound()
    {
        var visit = await browser.OpenAsync(AdministrationUrls.Root);
        await visit.Page.Locator("h1").WaitForAsync();

        await visit.AssertSoundAsync("administration");
        visit.AssertNoComplaints();
    }

    /// <summary>Waits until both charts are drawn.</summary>
    private static Task ChartsAsync(WatchedPage visit) =>
        visit.Page.Locator(".trend-chart .apexcharts-line-series").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static Task<bool> IsFocusedAsync(ILocator locator) => locator.EvaluateAsync<bool>("e => e === document.activeElement");
}
