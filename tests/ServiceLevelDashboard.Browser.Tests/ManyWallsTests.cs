using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Walls where a browser or a proxy keeps something from them.</summary>
public sealed class ManyWallsTests(BrowserFixture browser) : BrowserTest
{
    private const int Walls = 10;
    private const int Streams = 3;

    /// <summary>Over HTTP/1.1 a browser opens six connections to a host, whatever its tabs.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public async Task Walls_TenInOneBrowser_AreAllLiveAndTheOverviewOpensBesideThem()
    {
        var first = await browser.OpenAsync("/favicon.svg");
        var streams = 0;
        first.Page.Context.Request += (_, request) => streams += request.Url.Contains("/stream?", StringComparison.Ordinal) ? 1 : 0;
        var walls = new List<IPage> { first.Page };
        while (walls.Count < Walls)
        {
            walls.Add(await first.Page.Context.NewPageAsync());
        }

        foreach (var wall in walls)
        {
            await wall.GotoAsync("/wall/all");
        }
        foreach (var wall in walls)
        {
            await Expect(wall.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        }

        Assert.Equal(Streams, streams);
        await walls[0].GotoAsync("/");
        await walls[0].Locator("header[data-interactive]").WaitForAsync();
        // the first one's place is another's
        await Expect(walls[1].Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        Assert.Equal(Streams + 1, streams);
    }

    /// <summary>A wall without its module, and one without any script. What they have said is written down as they say it.</summary>
    [Theory]
    [InlineData("**/wall/truth.js", "served")]
    [InlineData("**/wall/*.js", "waiting")]
    public async Task Wall_WithoutItsScript_NeverSaysLive(string missing, string said)
    {
        var wall = await browser.OpenAsync("/favicon.svg", width: 1920, height: 1080);
        await wall.Page.AddInitScriptAsync(
            """
            window.said = [];
            const note = () => window.said.push(document.documentElement?.dataset.freshness);
            new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-freshness'] });
            """);
        await wall.Page.RouteAsync(missing, route => route.FulfillAsync(new() { Status = 404 }));

        await wall.Page.GotoAsync("/wall/all");

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", said);
        await Expect(wall.Page.Locator("#notice")).ToBeVisibleAsync();
        await Expect(wall.Page.Locator("#notice")).ToContainTextAsync("Not live: ");
        Assert.DoesNotContain("live", await wall.Page.EvaluateAsync<string[]>("window.said"));
    }
}
