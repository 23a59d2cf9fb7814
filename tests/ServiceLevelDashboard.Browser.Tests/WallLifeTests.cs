using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>How a screen lives through what happens in weeks.</summary>
public sealed class WallLifeTests(BrowserFixture browser)
{
    /// <summary>
    /// Ten seconds after the last heartbeat and a second for the look itself, and as much again where other work keeps the browser from looking.
    /// How long it takes is measured by <c>bench/wall/silence</c>; here it must come by itself.
    /// </summary>
    private const float NotLiveWithinMs = 22_000;

    /// <summary>A start, a load or a return, where other work takes the machine.</summary>
    private const float PatientMs = 90_000;

    [Fact]
    public async Task Server_KilledAndStarted_StopsLookingLiveInTimeAndComesBackByItself()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var server = await WallServer.StartAsync();
        await using var wall = await LiveAsync(server.Address);

        await server.KillAsync();
        await NotLiveAsync(wall);
        await Expect(wall.Page.Locator("#notice")).ToContainTextAsync("Not live: last heard", new() { Timeout = PatientMs });
        await wall.Page.ScreenshotAsync(new() { Path = Repository.Screenshot("wall-dead") });
        await server.StartAgainAsync();

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });
    }

    /// <summary>The look once a second is taken away: it could be a second late, so silence has a timer of its own.</summary>
    [Fact]
    public async Task Server_Frozen_StopsLookingLiveAtTheLimitItselfAndComesBackByItself()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var server = await WallServer.StartAsync();
        await using var wall = await browser.OpenAsync("/favicon.svg", width: 1920, height: 1080, address: server.Address);
        await wall.Page.AddInitScriptAsync("""
            window.setInterval = () => 0;
            const listen = EventTarget.prototype.addEventListener;
            EventSource.prototype.addEventListener = function (type, hear) {
              listen.call(this, type, event => { hear(event); if (type === 'beat') document.documentElement.dataset.heard = 'yes'; });
            };
            """);
        await wall.Page.GotoAsync("/wall/all");
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-heard", "yes", new() { Timeout = PatientMs });
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });

        await server.FreezeAsync();
        await NotLiveAsync(wall);
        await server.ThawAsync();

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });
    }

    [Fact]
    public async Task PowerCut_ServerDown_ShowsTheLastStateOfUnknownAge()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var server = await WallServer.StartAsync();
        await using var wall = await LiveAsync(server.Address);
        await wall.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        await wall.Page.ReloadAsync(); // the worker sees a page from its second coming on
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });

        await server.KillAsync();
        await wall.Page.ReloadAsync();

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "unknown", new() { Timeout = PatientMs });
        await Expect(wall.Page.Locator(".tile:visible .state:visible").First).ToHaveTextAsync("Unknown", new() { Timeout = PatientMs });
        await Expect(wall.Page.Locator("#notice")).ToContainTextAsync("age unknown", new() { Timeout = PatientMs });
        await wall.Page.ScreenshotAsync(new() { Path = Repository.Screenshot("wall-power-cut") });
        await server.StartAgainAsync();
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });
    }

    [Fact]
    public async Task Site_Closed_IsDimAndAtNightBlankButForAClock()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var server = await WallServer.StartAsync(
            "--Site:OpeningHours:Sun=03:00-03:01", "--Boards:asleep:Night=00:00-00:00", "--Boards:evening:Night=03:00-03:01", "--Boards:asleep:Message=Good night");
        await using var asleep = await browser.OpenAsync("/wall/asleep", width: 1920, height: 1080, address: server.Address);
        await using var evening = await browser.OpenAsync("/wall/evening", width: 1920, height: 1080, address: server.Address);

        await Expect(asleep.Page.Locator("#night-clock")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{2}:[0-9]{2}$"), new() { Timeout = PatientMs });
        await Expect(asleep.Page.Locator("#board")).ToBeHiddenAsync(new() { Timeout = PatientMs });
        await asleep.Page.ScreenshotAsync(new() { Path = Repository.Screenshot("wall-night") });
        await Expect(evening.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });
        await Expect(evening.Page.Locator("#board")).ToHaveCSSAsync("opacity", "0.55", new() { Timeout = PatientMs });
    }

    [Fact]
    public async Task Program_OfAnotherVersion_LoadsThePageAgainButNotForEver()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var server = await WallServer.StartAsync();
        await using var wall = await LiveAsync(server.Address);
        var loads = 0;
        wall.Page.Load += (_, _) => loads++;
        // before the module runs, and so as if the page were of another version, however often it is loaded
        await wall.Page.AddInitScriptAsync("document.addEventListener('readystatechange', () => document.documentElement.dataset.build = 'old')");

        await wall.Page.ReloadAsync();

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });
        await wall.Page.WaitForFunctionAsync("() => JSON.parse(sessionStorage.getItem('wall-reloads') ?? '[]').length >= 3", null, new() { Timeout = PatientMs });
        await wall.Page.Locator(".tile:visible").First.WaitForAsync(new() { Timeout = PatientMs });
        await Task.Delay(TimeSpan.FromSeconds(12), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(4, loads);
    }

    private async Task<WatchedPage> LiveAsync(Uri address)
    {
        var wall = await browser.OpenAsync("/wall/all", width: 1920, height: 1080, address: address);
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = PatientMs });
        await wall.Page.Locator(".tile:visible").First.WaitForAsync(new() { Timeout = PatientMs });
        return wall;
    }

    private static async Task NotLiveAsync(WatchedPage wall)
    {
        var html = wall.Page.Locator("html");
        await Expect(html).Not.ToHaveAttributeAsync("data-freshness", "live", new() { Timeout = NotLiveWithinMs });
        await Expect(wall.Page.Locator(".tile:visible .shape:not(.aged):visible")).ToHaveCountAsync(0, new() { Timeout = PatientMs });
    }
}
