using Microsoft.Playwright;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The queue page and the administration page in a real browser.</summary>
public sealed class QueuePageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Queue_FromItsTile_DrawsBothChartsWithoutComplaint()
    {
        await using var visit = await browser.OpenAsync("/");
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
        await using var visit = await browser.OpenAsync(await QueuePathAsync());
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
        await using var visit = await browser.OpenAsync(await QueuePathAsync());
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
        await using var visit = await browser.OpenAsync(await QueuePathAsync());
        await ChartsAsync(visit);

        await visit.Page.Locator(".intervals header a").ClickAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("order=oldest$"));
    }

    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task Queue_Axe_FindsNothingSerious(ColorScheme theme)
    {
        await using var visit = await browser.OpenAsync(await QueuePathAsync(), theme: theme);
        await ChartsAsync(visit);

        Assert.Empty(await visit.SeriousFindingsAsync());
    }

    [Fact]
    public async Task Queue_OnAPhone_DoesNotScrollSideways()
    {
        await using var visit = await browser.OpenAsync(await QueuePathAsync(), width: 390);
        await ChartsAsync(visit);

        Assert.True(await visit.FitsAsync());
    }

    [Fact]
    public async Task Queue_Unknown_SaysSo()
    {
        await using var visit = await browser.OpenAsync("/queues/no-such-queue/voice");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("No such queue");
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Administration_BothThemesAndAPhone_IsSound(ColorScheme theme, int width)
    {
        await using var visit = await browser.OpenAsync(AdministrationUrls.Root, theme, width);
        await visit.Page.Locator("h1").WaitForAsync();

        Assert.Empty(await visit.SeriousFindingsAsync());
        Assert.True(await visit.FitsAsync());
        visit.AssertNoComplaints();
    }

    /// <summary>The path of the most urgent queue.</summary>
    private async Task<string> QueuePathAsync()
    {
        await using var visit = await browser.OpenAsync();
        var tile = visit.Page.Locator("a.tile").First;
        await tile.WaitForAsync();
        return await tile.GetAttributeAsync("href") ?? throw new InvalidOperationException("The tile has no link.");
    }

    /// <summary>Waits until both charts are drawn.</summary>
    private static Task ChartsAsync(WatchedPage visit) =>
        visit.Page.Locator(".trend-chart .apexcharts-line-series").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static Task<bool> IsFocusedAsync(ILocator locator) => locator.EvaluateAsync<bool>("e => e === document.activeElement");
}
