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

    /// <summary>Every part of the page by its link and the keyboard, each sound; the first screen holds the verdict, the figures and the whole trend.</summary>
    [Fact]
    public async Task Queue_Parts_AreReachedByKeyboardAddressAndTheWayBack()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.querySelector('.trend-chart').getBoundingClientRect().bottom <= innerHeight"));
        var table = visit.Page.Locator(".trend summary").First;
        await table.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator(".trend table").First).ToBeVisibleAsync();

        foreach (var (name, part) in Parts)
        {
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).FocusAsync();
            await visit.Page.Keyboard.PressAsync("Enter");
            await visit.Page.Locator(part).WaitForAsync();
            Assert.True(await visit.FitsAsync());
            Assert.Empty(await visit.SeriousFindingsAsync("color-contrast", "list", "aria-valid-attr-value", "link-name", "label"));
        }

        await Assertions.Expect(visit.Page.Locator(".trend-chart")).ToHaveCountAsync(0); // what is not shown is not there
        await visit.Page.Locator(".intervals header a").ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("tab=intervals&order=oldest$"));
        await visit.Page.ReloadAsync();
        await visit.Page.Locator(".intervals").WaitForAsync();
        await visit.Page.GoBackAsync();
        await visit.Page.GoBackAsync();
        await visit.Page.Locator(".staffing").WaitForAsync();
        visit.AssertNoComplaints();
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

    private static readonly (string Name, string Part)[] Parts =
        [("Why", ".why"), ("Miss allowance", ".budget"), ("Forecast", ".outlook"), ("Staffing", ".staffing"), ("Intervals", ".intervals")];

    /// <summary>Waits until both charts are drawn.</summary>
    private static Task ChartsAsync(WatchedPage visit) =>
        visit.Page.Locator(".trend-chart .apexcharts-line-series").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
