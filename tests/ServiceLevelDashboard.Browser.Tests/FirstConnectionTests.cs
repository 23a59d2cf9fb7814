using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Pages whose circuit cannot begin at first. They say so and come to life by themselves.</summary>
public sealed class FirstConnectionTests(BrowserFixture browser) : BrowserTest
{
    /// <summary>What goes wrong, one after the other: each is answered by a page that is loaded again a little later.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public async Task Circuit_ThatCannotBegin_IsSaidAndThePageComesToLifeByItself()
    {
        var visit = await browser.OpenAsync("/favicon.svg");
        List<long> loads = [];
        var refused = 0;
        visit.Page.DOMContentLoaded += (_, _) => loads.Add(TimeProvider.System.GetTimestamp());
        await visit.Page.RouteAsync("**/_framework/blazor.web*.js", route => refused++ == 0 ? route.AbortAsync() : route.ContinueAsync());
        var answers = new Queue<int>([502, 404]);
        await visit.Page.RouteAsync(
            "**/_blazor/negotiate*", route => answers.TryDequeue(out var status) ? route.FulfillAsync(new() { Status = status }) : route.ContinueAsync());

        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Not connected" })).ToBeVisibleAsync();
        await visit.UntilInteractiveAsync();

        await Expect(visit.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        Assert.Empty(answers);
        Assert.Equal(4, loads.Count);
        Assert.True(loads[3] - loads[2] > loads[1] - loads[0], "The pauses do not grow."); // about 4 s and 1 s
    }

    /// <summary>A firewall that lets WebSockets in and holds them. The waits of ten seconds and more take a tenth of their time.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public async Task WebSocket_ThatIsHeld_IsDoneWithout()
    {
        var visit = await browser.OpenAsync("/favicon.svg");
        var polls = 0;
        visit.Page.Request += (_, request) => polls += request.Method == "GET" && request.Url.Contains("/_blazor?id=", StringComparison.Ordinal) ? 1 : 0;
        await visit.Page.AddInitScriptAsync(
            """
            window.WebSocket = class { close() {} };
            const later = window.setTimeout.bind(window);
            window.setTimeout = (act, ms, ...rest) => later(act, ms >= 10_000 ? ms / 10 : ms, ...rest);
            """);

        await visit.GoAsync("/");

        Assert.NotEqual(0, polls);
    }

    /// <summary>Not even the script that would say so arrives.</summary>
    [Fact]
    public async Task Scripts_Blocked_TheStyleSheetSaysThatThePageIsNotConnected()
    {
        var visit = await browser.OpenAsync("/favicon.svg");
        await visit.Page.RouteAsync("**/connection*.js", route => route.AbortAsync());
        await visit.Page.GotoAsync("/");
        var notice = visit.Page.Locator("#components-reconnect-modal");
        await Expect(notice).ToBeHiddenAsync();

        // ten seconds later
        await visit.Page.EvaluateAsync("document.getAnimations().filter(a => a.animationName?.startsWith('unsaid')).forEach(a => a.finish())");

        await Expect(notice).ToBeVisibleAsync();
        await Expect(notice).ToHaveTextAsync("Not connected: this page isn't updating.", new() { UseInnerText = true }); // and no promise
    }

    [Fact]
    public async Task Session_GoneBeforeTheCircuit_LeadsToTheSignIn()
    {
        var visit = await browser.OpenAsync("/favicon.svg");
        var asked = false;
        await visit.Page.RouteAsync("**/_blazor/negotiate*", route =>
        {
            asked = true;
            return route.FulfillAsync(new() { Status = 401 });
        });
        await visit.Page.RouteAsync(
            url => new Uri(url).AbsolutePath == "/boards",
            route => asked
                ? route.FulfillAsync(new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "/sign-in?from=%2Fboards" } })
                : route.ContinueAsync());

        await visit.Page.GotoAsync("/boards");

        await Expect(visit.Page).ToHaveURLAsync(new Regex("/sign-in\\?from=%2Fboards$"));
    }
}
