using Microsoft.Playwright;
using ServiceLevelDashboard.Web;

namespace ServiceLevelDashboard.Browser.Tests.QueuePageTests;

public sealed class QueuePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Queue_FromItsTile_DrawsBothChartsWithoutComplaint()
    {
        await using var visit = await site.OpenAsync("/");
        await visit.Page.Locator("a[href^='/queues/']").First.ClickAsync();
        await visit.ChartsAsync();

        Assert.Equal(2, await visit.Page.Locator(".trend-chart svg.apexcharts-svg").CountAsync());
        Assert.NotEmpty(await visit.Page.Locator("h1").TextContentAsync() ?? "");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Queue_ThemeSwitched_RedrawsInTheNewColours()
    {
        await using var visit = await site.OpenAsync(await site.QueuePathAsync());
        await visit.ChartsAsync();
        var line = visit.Page.Locator(".apexcharts-line-series path[stroke]").First;
        var before = await line.GetAttributeAsync("stroke");

        await visit.Page.EvaluateAsync("() => document.documentElement.dataset.theme = 'light'");

        await Assertions.Expect(line).Not.ToHaveAttributeAsync("stroke", before!);
        Assert.Equal(2, await visit.Page.Locator(".trend-chart svg.apexcharts-svg").CountAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Queue_KeyboardAlone_OpensTheTableOfAChart()
    {
        await using var visit = await site.OpenAsync(await site.QueuePathAsync());
        await visit.ChartsAsync();
        var summary = visit.Page.Locator(".trend summary").First;

        for (var presses = 0; presses < 40 && !await IsFocusedAsync(summary); presses++)
            await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator(".trend table").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Queue_OrderLink_KeepsTheOrderInTheAddress()
    {
        await using var visit = await site.OpenAsync(await site.QueuePathAsync());
        await visit.ChartsAsync();

        await visit.Page.Locator(".intervals header a").ClickAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("order=oldest$"));
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public async Task Queue_Axe_FindsNothingSerious(string theme)
    {
        await using var visit = await site.OpenAsync(await site.QueuePathAsync(), theme: theme);
        await visit.ChartsAsync();

        Assert.Empty(await visit.SeriousFindingsAsync());
    }

    [Fact]
    public async Task Queue_OnAPhone_DoesNotScrollSideways()
    {
        await using var visit = await site.OpenAsync(await site.QueuePathAsync(), width: 390);
        await visit.ChartsAsync();

        Assert.Equal(0, await visit.SidewaysAsync());
    }

    [Fact]
    public async Task Queue_Unknown_SaysSo()
    {
        await using var visit = await site.OpenAsync("/queues/no-such-queue/voice");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("No such queue");
    }

    [Theory]
    [InlineData("dark", 1440)]
    [InlineData("light", 1440)]
    [InlineData("dark", 390)]
    public async Task Administration_BothThemesAndAPhone_IsSound(string theme, int width)
    {
        await using var visit = await site.OpenAsync(AppUrls.Administration, width, theme);
        await visit.Page.Locator("h1").WaitForAsync();

        Assert.Empty(await visit.SeriousFindingsAsync());
        Assert.Equal(0, await visit.SidewaysAsync());
        Assert.Empty(visit.Complaints);
    }

    private static Task<bool> IsFocusedAsync(ILocator locator) => locator.EvaluateAsync<bool>("e => e === document.activeElement");
}
