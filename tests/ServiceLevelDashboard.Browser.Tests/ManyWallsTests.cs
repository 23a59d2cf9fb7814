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

    /// <summary>
    /// Walls without a module, without any script, and of browsers that lack one thing: the whole list is <c>bench/wall/features</c>. What they have said is
    /// written down as they say it.
    /// </summary>
    [Fact]
    public async Task Wall_WithoutWhatTruthNeeds_NeverSaysLiveAndSaysOfWhatTimeItsFiguresAre()
    {
        var wall = (await browser.OpenAsync("/favicon.svg", width: 1920, height: 1080)).Page;
        await wall.AddInitScriptAsync(
            """
            if (location.search === '?EventSource') delete window.EventSource;
            window.said = [];
            const note = () => window.said.push(document.documentElement?.dataset.freshness);
            new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-freshness'] });
            """);
        async Task SaysAsync(string freshness, string fault, string address = "/wall/all")
        {
            await wall.GotoAsync(address);
            await Expect(wall.Locator("html")).ToHaveAttributeAsync("data-freshness", freshness);
            await Expect(wall.Locator("#notice")).ToBeVisibleAsync();
            await Expect(wall.Locator("#notice")).ToContainTextAsync("Not live: data as of 1");
            Assert.StartsWith(fault, await wall.Locator("html").GetAttributeAsync("data-faults") ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain("live", await wall.EvaluateAsync<string[]>("window.said"));
        }

        await SaysAsync("served", "EventSource", "/wall/all?EventSource");
        await wall.RouteAsync("**/wall/truth.js", route => route.FulfillAsync(new() { Status = 404 }));
        await SaysAsync("served", "");
        await wall.RouteAsync("**/wall/*.js", route => route.FulfillAsync(new() { Status = 404 }));
        await SaysAsync("waiting", "");
        await wall.UnrouteAllAsync();
        await wall.RouteAsync("**/wall/wall.css", async route =>
        {
            var answer = await route.FetchAsync();
            var withoutOne = (await answer.TextAsync()).Replace(".state:not(.aged)", ":unknown(p)", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = withoutOne });
        });
        await SaysAsync("served", "waiting.state ");
    }
}
