using ServiceLevelDashboard.Simulator.Settings;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>
/// How a screen lives through what happens in weeks. How soon it stops looking live is measured by <c>bench/wall/silence</c>; here it must come by itself.
/// </summary>
public sealed class WallLifeTests(BrowserFixture browser, WallLifeTests.OneServer fixture) : BrowserTest, IClassFixture<WallLifeTests.OneServer>
{
    /// <summary>One screen sees the server die; the other is started while it is down, as after a power cut.</summary>
    [Fact]
    public async Task Server_KilledAndStarted_OldFiguresStopLookingLiveAndTheScreenComesBackByItself()
    {
        var server = fixture.Server;
        var wall = await LiveAsync(server.Address);
        var other = await LiveAsync(server.Address);
        await other.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        await other.Page.ReloadAsync(); // the worker sees a page from its second coming on
        await Expect(other.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");

        await server.KillAsync();
        await other.Page.ReloadAsync();

        await Expect(other.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "unknown");
        await Expect(other.Page.Locator(".tile:visible .state:visible").First).ToHaveTextAsync("Unknown");
        await Expect(other.Page.Locator("#notice")).ToContainTextAsync("age unknown");
        await other.Page.PictureAsync("wall-power-cut");
        await NotLiveAsync(wall);
        await Expect(wall.Page.Locator("#notice")).ToContainTextAsync("Not live: last update");
        await wall.Page.PictureAsync("wall-dead");

        await server.StartAgainAsync();
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        await Expect(other.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
    }

    /// <summary>The look once a second is taken away: it could be a second late, so silence has a timer of its own.</summary>
    [Fact]
    public async Task Server_Frozen_StopsLookingLiveAtTheLimitItselfAndComesBackByItself()
    {
        var server = fixture.Server;
        var wall = await browser.OpenAsync("/favicon.svg", width: 1920, height: 1080, address: server.Address);
        await wall.Page.AddInitScriptAsync("""
            window.setInterval = () => 0;
            const listen = EventTarget.prototype.addEventListener;
            EventSource.prototype.addEventListener = function (type, hear) {
              listen.call(this, type, event => { hear(event); if (type === 'beat') document.documentElement.dataset.heard = 'yes'; });
            };
            """);
        await wall.Page.GotoAsync("/wall/all");
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-heard", "yes");
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");

        await server.FreezeAsync();
        await NotLiveAsync(wall);
        await server.ThawAsync();

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
    }

    [Fact]
    public async Task Site_Closed_IsDimAndAtNightBlankButForAClock()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 6 },
            TestContext.Current.CancellationToken,
            settings: new Dictionary<string, string>
            {
                ["Site:OpeningHours:Sun"] = "03:00-03:01",
                ["Boards:asleep:Night"] = "00:00-00:00",
                ["Boards:asleep:Message"] = "Good night",
                ["Boards:evening:Night"] = "03:00-03:01",
            });
        var asleep = await browser.OpenAsync("/wall/asleep", width: 1920, height: 1080, address: dashboard.Address);
        var evening = await browser.OpenAsync("/wall/evening", width: 1920, height: 1080, address: dashboard.Address);

        await Expect(asleep.Page.Locator("#night-clock")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{2}:[0-9]{2}$"));
        await Expect(asleep.Page.Locator("#board")).ToBeHiddenAsync();
        await asleep.Page.PictureAsync("wall-night");
        await Expect(evening.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        await Expect(evening.Page.Locator("#board")).ToHaveCSSAsync("opacity", "0.55");
    }

    [Fact]
    public async Task Program_OfAnotherVersion_LoadsThePageAgainButNotForEver()
    {
        var wall = await browser.OpenHastyWallAsync("/wall/all");
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        var loads = 0;
        wall.Page.Load += (_, _) => Interlocked.Increment(ref loads);
        // before the module runs, and so as if the page were of another version, however often it is loaded
        await wall.Page.AddInitScriptAsync("document.addEventListener('readystatechange', () => document.documentElement.dataset.build = 'old')");

        await wall.Page.ReloadAsync();

        // it has looked again, and again
        await wall.Page.WaitForFunctionAsync("() => JSON.parse(sessionStorage.getItem('wall-reloads') ?? '[]').length >= 3 && window.cared >= 3");
        await wall.Page.Locator(".tile:visible").First.WaitForAsync();
        Assert.Equal(4, loads);
    }

    private async Task<WatchedPage> LiveAsync(Uri address)
    {
        var wall = await browser.OpenAsync("/wall/all", width: 1920, height: 1080, address: address);
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        await wall.Page.Locator(".tile:visible").First.WaitForAsync();
        return wall;
    }

    private static async Task NotLiveAsync(WatchedPage wall)
    {
        await Expect(wall.Page.Locator("html")).Not.ToHaveAttributeAsync("data-freshness", "live");
        await Expect(wall.Page.Locator(".tile:visible .shape:not(.aged):visible")).ToHaveCountAsync(0);
    }

    /// <summary>The program as a process, which every test leaves running.</summary>
    public sealed class OneServer(BrowserFixture browser) : IAsyncLifetime
    {
        private WallServer? _server;

        internal WallServer Server
        {
            get
            {
                Assert.SkipWhen(_server is null, BrowserFixture.Missing);
                return BrowserTest.Used(_server!); // not null: skipped above
            }
        }

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => _server = browser.IsMissing ? null : await WallServer.StartAsync();

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
    }
}
