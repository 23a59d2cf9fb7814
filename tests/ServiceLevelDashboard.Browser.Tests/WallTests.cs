using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Simulator.Faults;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What a screen looks like.</summary>
public sealed class WallTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Wall_Opened_IsLiveWithoutAComplaintOrAFinding()
    {
        var wall = await OpenAsync("/wall/all");

        await Expect(wall.Page.Locator("#strip")).ToContainTextAsync("on target");
        await ShotAsync(wall, "wall-live");
        Assert.Empty(await wall.SeriousFindingsAsync());
        Assert.Equal(0, await wall.Page.Locator("script[src*='blazor'], [style*='background']").CountAsync());
        wall.AssertNoComplaints();
    }

    [Fact]
    public async Task Wall_Left_FollowsTheFiguresByItself()
    {
        var wall = await OpenAsync("/wall/all");
        var before = await wall.Page.Locator("html").GetAttributeAsync("data-until");

        await Expect(wall.Page.Locator("html")).Not.ToHaveAttributeAsync("data-until", before!);
    }

    /// <summary>Every text that is seen, measured at the eye of the farthest viewer; 4K only sharpens.</summary>
    [Theory]
    [InlineData(55, 8, 1920, 1080, 4)]
    [InlineData(55, 8, 3840, 2160, 4)]
    [InlineData(55, 5, 1920, 1080, 9)]
    [InlineData(75, 8, 1920, 1080, 6)]
    public async Task Wall_AnyScreen_HasNoTextUnder16MinutesAndFiguresOf40(int diagonal, int distance, int width, int height, int tiles)
    {
        var wall = await OpenAsync($"/wall/all?diagonal={diagonal}&distance={distance}", width, height);
        Assert.InRange(await wall.Page.Locator(".tile:visible").CountAsync(), 1, tiles);
        Assert.Equal(tiles, await wall.Page.EvaluateAsync<int>(
            "() => ['--columns', '--rows'].map(p => Number(getComputedStyle(document.documentElement).getPropertyValue(p))).reduce((a, b) => a * b)"));

        var sizes = await wall.Page.EvaluateAsync<double[][]>(
            """
            () => [...document.querySelectorAll('body *')]
              .filter(e => e.checkVisibility() && !e.closest('.visually-hidden, #simulated, button') && [...e.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim()))
              .map(e => [parseFloat(getComputedStyle(e).fontSize), e.matches('.figure:not(.none)') ? 1 : 0])
            """);
        var pixelsPerMillimetre = Math.Sqrt((width * width) + (height * height)) / (diagonal * 25.4);
        var minute = distance * 1000 * Math.Tan(Math.PI / 180 / 60) * pixelsPerMillimetre;
        const double capital = 0.7;
        Assert.All(
            sizes,
            size => Assert.True(size[0] * capital / minute >= (size[1] == 1 ? 39.99 : 15.99), $"{size[0]} px are {size[0] * capital / minute:0.0} minutes"));
        Assert.Contains(sizes, size => size[1] == 1);
        // the whole matrix of names, scripts and screens is bench/wall/names
        Assert.Empty(await wall.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.tile .name, .state, .target, .now, .counts span')]
              .filter(e => e.checkVisibility() && getComputedStyle(e).display !== 'inline')
              .filter(e => {
                const [mine, its] = [e.getBoundingClientRect(), (e.closest('.tile') ?? e.closest('footer')).getBoundingClientRect()];
                return e.scrollWidth > e.clientWidth + 1 || mine.right > its.right || mine.bottom > its.bottom + mine.height * 0.1;
              })
              .map(e => `${e.className}: ${e.textContent}`)
            """));
        Assert.True(await wall.FitsAsync());
        await ShotAsync(wall, $"wall-{diagonal}in-{distance}m-{height}");
    }

    /// <summary>On a board that chimes: what was below before anybody looked makes no sound; what falls then is heard, and seen by everybody.</summary>
    [Fact]
    public async Task Wall_Breach_HasTheWholeTile_BlackOnVermillion_AndChimesOnceWhenAQueueFalls()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await browser.Dashboard.Services.GetRequiredService<DocumentCache<BoardOptions>>().SaveAsync(
            "chiming", new BoardOptions { Chime = true }, 0, Actor.Program, TestContext.Current.CancellationToken);
        var wall = await OpenAsync("/wall/chiming");
        var below = wall.Page.Locator(".tile.below:visible").First; // the first look goes to a page with a breach

        await Expect(below).ToHaveCSSAsync("background-color", "rgb(213, 94, 0)");
        await Expect(below.Locator(".figure:not(.withdrawn)")).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
        await Expect(below.Locator(".state:visible")).ToHaveTextAsync("Below");
        await Expect(below.Locator(".foot")).ToContainTextAsync("in a row");
        await ShotAsync(wall, "wall-breach");

        await wall.Page.WaitForFunctionAsync("() => getComputedStyle(document.getElementById('called')).borderTopStyle === 'solid'");
        Assert.Null(await wall.Page.Locator("html").GetAttributeAsync("data-called"));
        // a browser that forbids sound does not answer
        var fallen = await wall.Page.EvaluateAsync<string>(
            """
            () => new Promise(done => {
              AudioContext.prototype.resume = () => new Promise(() => {});
              addEventListener('wall-chime', event => done(event.detail.queues.join()));
              const tiles = [...document.querySelectorAll('.tile.on-target')];
              const fall = setInterval(() => { if (tiles.length > 0) tiles[0].classList.replace('on-target', 'below'); }, 100);
              addEventListener('wall-chime', () => { clearInterval(fall); tiles[1].classList.replace('on-target', 'below'); });
            })
            """);
        await Expect(wall.Page.Locator("#heard")).ToContainTextAsync("fell below its target");
        await Expect(wall.Page.Locator("#heard")).ToBeVisibleAsync();
        await Expect(wall.Page.Locator("#called")).ToHaveCSSAsync("opacity", "1");
        Assert.Equal("0s", await wall.Page.EvaluateAsync<string>("() => getComputedStyle(document.getElementById('called')).transitionDuration"));
        await Expect(wall.Page.Locator("#muted")).ToHaveTextAsync("Muted");
        await Expect(wall.Page.Locator("#muted")).ToBeVisibleAsync();
        await ShotAsync(wall, "wall-chime");
        var called = await wall.Page.Locator("html").GetAttributeAsync("data-called");
        Assert.DoesNotContain(",", fallen, StringComparison.Ordinal);
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-called", called!); // the second, a moment later, is not called for
    }

    [Fact]
    public async Task Wall_ContactCentreSilent_FiguresStopLookingLive()
    {
        var dashboard = await DashboardUnderTest.StartAsync(TestContext.Current.CancellationToken);
        var wall = await OpenAsync("/wall/all", address: dashboard.Address);

        dashboard.Centre.AddFault(new Fault(FaultKind.Hang));

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "delayed");
        await Expect(wall.Page.Locator(".tile:visible .state:visible").First).ToHaveTextAsync("Delayed");
        await Expect(wall.Page.Locator("#notice")).ToContainTextAsync("Not live: data as of 11:4");
        await Expect(wall.Page.Locator(".tile:visible .now:visible")).ToHaveCountAsync(0);
        await ShotAsync(wall, "wall-delayed");
        dashboard.Centre.ClearFaults();
    }

    [Theory]
    [InlineData(300_001, "stale", "Stale")]
    [InlineData(900_001, "nodata", "No data")]
    public async Task Wall_OldFigures_LookOld(int ageMs, string freshness, string word)
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var wall = await browser.OpenAsync("/favicon.svg", width: 1920, height: 1080);
        await wall.Page.RouteAsync("**/wall/all", async route =>
        {
            var answer = await route.FetchAsync();
            var old = (await answer.TextAsync()).Replace("data-until=\"", $"data-age=\"{ageMs}\" data-until=\"", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = Aged(old, ageMs) });
        });
        await wall.Page.RouteAsync("**/stream*", route => route.AbortAsync());

        await wall.Page.GotoAsync("/wall/all");

        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", freshness);
        await Expect(wall.Page.Locator(".tile:visible")).ToHaveCountAsync(4); // the module has turned to a page
        await Expect(wall.Page.Locator(".tile:visible .state:visible").First).ToHaveTextAsync(word);
        await Expect(wall.Page.Locator(".tile:visible .figure.withdrawn:visible")).ToHaveCountAsync(freshness == "nodata" ? 4 : 0);
        await ShotAsync(wall, "wall-" + freshness);
    }

    // While it still opens its first stream it is told in vain.
    private static async Task ReconnectsUntilAsync(WatchedPage wall, string notice) => await wall.Page.WaitForFunctionAsync(
        "words => document.getElementById('notice').textContent.includes(words) || (dispatchEvent(new Event('wall-reconnect')), false)",
        notice,
        new() { PollingInterval = 500 });

    [Theory]
    [InlineData(401, "Sign this screen in")]
    [InlineData(403, "have access to this board")]
    [InlineData(404, "No board with this name")]
    public async Task Wall_Refused_WithdrawsEverythingAndSaysWhy(int status, string words)
    {
        var wall = await OpenAsync("/wall/all", allowsWorkers: false); // what a page with one asks for is not intercepted

        await wall.Page.RouteAsync("**/wall/all/*", route => route.FulfillAsync(new() { Status = status }));

        await ReconnectsUntilAsync(wall, words);
        await Expect(wall.Page.Locator(".tile")).ToHaveCountAsync(0);
        Assert.Equal(0, await wall.Page.EvaluateAsync<int>("async () => (await caches.keys()).filter(k => k.startsWith('wall-')).length"));
    }

    [Fact]
    public async Task Wall_ServerBusy_SaysSoKeepsItsFiguresAndComesBack()
    {
        var wall = await OpenAsync("/wall/all", allowsWorkers: false); // what a page with one asks for is not intercepted

        await wall.Page.RouteAsync("**/wall/all/*", route => route.FulfillAsync(new() { Status = 503 }));

        await ReconnectsUntilAsync(wall, "the server is busy");
        await Expect(wall.Page.Locator("html")).Not.ToHaveAttributeAsync("data-freshness", "live");
        await Expect(wall.Page.Locator(".tile:visible")).ToHaveCountAsync(4);
        await wall.Page.UnrouteAsync("**/wall/all/*");
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
    }

    /// <summary>A browser of which a test takes away what the modules need, as an older one lacks it.</summary>
    [Fact]
    public async Task Browser_WithoutModules_GetsAPlainPageThatLoadsItselfAgain()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var wall = await browser.OpenAsync("/favicon.svg", width: 1920, height: 1080);
        await wall.Page.AddInitScriptAsync("const later = window.setTimeout.bind(window); window.setTimeout = (act, ms) => later(act, ms / 20);");
        await wall.Page.RouteAsync(
            "**/wall/wall.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "syntax that this browser does not know" }));

        await wall.Page.GotoAsync("/wall/all");

        await wall.Page.Locator(".tile:visible").First.WaitForAsync();
        await wall.Page.WaitForFunctionAsync("() => performance.getEntriesByType('navigation')[0].type === 'reload'");
        await wall.Page.RouteAsync("**/health/live", route => route.AbortAsync());
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "delayed");
    }

    [Fact]
    public async Task Wall_Opened_KeepsTheScreenAwakeAndOffersFullScreenToAPointer()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var wall = await browser.OpenAsync("/favicon.svg", width: 1920, height: 1080);
        await wall.Page.AddInitScriptAsync(
            """
            window.asked = [];
            Object.defineProperty(navigator, 'wakeLock', { value: { request: kind => { asked.push(kind); return Promise.resolve({}); } } });
            Element.prototype.requestFullscreen = () => { asked.push('full screen'); return Promise.resolve(); };
            """);
        await wall.Page.GotoAsync("/wall/all");
        await wall.Page.WaitForFunctionAsync("() => asked.includes('screen')");
        await Expect(wall.Page.Locator("#full-screen")).ToBeHiddenAsync();
        Assert.Equal("none", await wall.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).cursor"));

        await wall.Page.Mouse.MoveAsync(300, 300);
        await wall.Page.EvaluateAsync("() => document.getElementById('full-screen').click()"); // it goes away after three seconds

        await wall.Page.WaitForFunctionAsync("() => asked.includes('full screen')");
        await Expect(wall.Page.Locator("#full-screen")).ToBeHiddenAsync();
    }

    /// <summary>At the quiet hour, and only when it has been there for an hour: by clocks that a test sets.</summary>
    [Fact]
    public async Task Wall_AtTheQuietHour_LoadsThePageAgainOnce()
    {
        var wall = await OpenAsync("/wall/all");
        await wall.Page.EvaluateAsync(
            """
            async () => {
              const { reloadAtQuietHour } = await import('/wall/care.js');
              const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000;
              for (let minute = 0; minute < 60; minute++) reloadAtQuietHour(midnight + (240 + minute) * 60_000, 0);
            }
            """);
        Assert.Null(await wall.Page.EvaluateAsync<string?>("() => sessionStorage.getItem('wall-reloads')")); // it has only just been loaded

        await wall.Page.EvaluateAsync(
            """
            async () => {
              const { reloadAtQuietHour } = await import('/wall/care.js');
              const now = performance.now.bind(performance);
              performance.now = () => now() + 3_700_000;
              window.isOfBefore = true;
              const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000;
              for (let minute = 0; minute < 60; minute++) reloadAtQuietHour(midnight + (240 + minute) * 60_000, 0);
            }
            """);
        await wall.Page.WaitForFunctionAsync("() => !window.isOfBefore");
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
    }

    [Fact]
    public async Task Board_Unknown_IsNotFound()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var wall = await browser.OpenAsync("/wall/nobody");

        Assert.Contains("There is no board", await wall.Page.ContentAsync(), StringComparison.Ordinal);
    }

    private static string Aged(string html, int ageMs)
    {
        const string attribute = "data-until=\"";
        var from = html.IndexOf(attribute, StringComparison.Ordinal) + attribute.Length;
        var to = html.IndexOf('"', from);
        var until = long.Parse(html[from..to], System.Globalization.CultureInfo.InvariantCulture) - ageMs;
        return string.Concat(html.AsSpan(0, from), until.ToString(System.Globalization.CultureInfo.InvariantCulture), html.AsSpan(to));
    }

    private async Task<WatchedPage> OpenAsync(string path, int width = 1920, int height = 1080, Uri? address = null, bool allowsWorkers = true)
    {
        var wall = await browser.OpenAsync(path, width: width, height: height, address: address, allowsWorkers: allowsWorkers);
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        await wall.Page.Locator(".tile:visible").First.WaitForAsync();
        return wall;
    }

    private static Task ShotAsync(WatchedPage wall, string name) =>
        wall.Page.PictureAsync(name);
}
