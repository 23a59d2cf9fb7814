using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>An organisation whose names attack: on every page nothing of them runs and nothing bursts.</summary>
public sealed class HostileNamesTests(BrowserFixture browser)
{
    private const string Marked = "document.documentElement.hasAttribute('data-ran') || document.querySelector('[data-ran]') !== null";

    // Elements that only a name could have brought, and texts that reach out of the window.
    private const string Foreign = "[...document.querySelectorAll('img[src=x], plaintext, main h1 ~ h1, script:not([src]), [onload], [onerror]')].map(e => e.outerHTML)";

    private const string Bursting = """
        [...document.querySelectorAll('h1, h2, h3, p, li, td, th, label, button, a, .name')]
          .filter(e => { const box = e.getBoundingClientRect(); return box.width > 1 && box.height > 1 && box.right > innerWidth + 1 && !clipped(e); })
          .map(e => e.outerHTML.slice(0, 200))
        """;

    private const string Clipped = """
        const clipped = e => { for (let p = e.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible' && p !== document.body && p !== document.documentElement) return true; return false; };
        """;

    [Fact]
    public async Task EveryPage_HostileOrganisation_NothingRunsAndNothingBursts()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 26, HostileNames = true }, TestContext.Current.CancellationToken);
        await using var page = await browser.OpenAsync(address: dashboard.Address);
        await page.UntilLiveAsync();
        var queues = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a.tile')].map(a => a.getAttribute('href'))");
        Assert.True(queues.Length >= 24, string.Join('\n', queues));

        var explain = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a.explain')].slice(0, 2).map(a => a.getAttribute('href'))");
        foreach (var address in (string[])[.. Pages(), .. explain, .. queues.Take(8), "/?q=%3Cscript%3E&sort=name&division=%22%3E%3Csvg", "/history?queue=" + queues[0].Split('/')[2]])
        {
            await page.Page.GotoAsync(address);
            await AssertHarmlessAsync(page, address);
        }

        page.AssertNoComplaints();
    }

    [Fact]
    public async Task Phone_HostileOrganisation_DoesNotScrollSideways()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 26, HostileNames = true }, TestContext.Current.CancellationToken);
        await using var page = await browser.OpenAsync(address: dashboard.Address, width: 390, height: 844);
        await page.UntilLiveAsync();
        var wide = await page.Page.Locator("a.tile").Filter(new() { HasText = "WWWWWWWW" }).First.GetAttributeAsync("href");
        await page.Page.ScreenshotAsync(new() { Path = Repository.Screenshot("hostile-phone") });

        foreach (var address in (string[])["/", wide!, .. Pages()]) // not null: a link
        {
            await page.Page.GotoAsync(address);
            await AssertHarmlessAsync(page, address);
        }
    }

    [Fact]
    public async Task Wall_HostileOrganisation_KeepsEveryNameInItsTile()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        await using var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 26, HostileNames = true }, TestContext.Current.CancellationToken);
        await using var page = await browser.OpenAsync("/", address: dashboard.Address, width: 1920, height: 1080);
        await page.UntilLiveAsync(); // then the wall has figures from its first picture on
        await page.Page.GotoAsync("/wall/all");
        await page.Page.Locator("#tiles .tile").First.WaitForAsync();

        var outside = await page.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.slot')].filter(s => s.offsetParent).flatMap(s => {
              const tile = s.getBoundingClientRect();
              return [...s.querySelectorAll('.name, .figure, .side')].filter(e => { const b = e.getBoundingClientRect(); return b.right > tile.right + 1 || b.bottom > tile.bottom + 1; }).map(e => e.textContent.slice(0, 60));
            })
            """);
        await page.Page.ScreenshotAsync(new() { Path = Repository.Screenshot("hostile-wall") });

        Assert.Empty(outside);
        await AssertHarmlessAsync(page, "/wall/all");
        page.AssertNoComplaints();
    }

    /// <summary>Every page that needs no more than its address.</summary>
    private static IEnumerable<string> Pages() =>
        typeof(DataOrigin).Assembly.GetTypes().SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template).Where(template => !template.Contains('{', StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task AssertHarmlessAsync(WatchedPage page, string address)
    {
        await page.Page.WaitForLoadStateAsync(LoadState.Load);
        if (await page.Page.Locator("header[data-interactive], header:not([data-interactive])").CountAsync() > 0 && !address.StartsWith("/wall", StringComparison.Ordinal))
            await page.Page.Locator("header[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.False(await page.Page.EvaluateAsync<bool>(Marked), $"A name ran a script on {address}");
        var foreign = await page.Page.EvaluateAsync<string[]>(Foreign);
        Assert.True(foreign.Length == 0, $"{address}: {string.Join('\n', foreign)}");
        var bursting = await page.Page.EvaluateAsync<string[]>($"(() => {{ {Clipped} return {Bursting}; }})()");
        Assert.True(bursting.Length == 0, $"{address}: {string.Join('\n', bursting)}");
        Assert.False(await page.ScrollsSidewaysAsync(), $"{address} scrolls sideways");
    }
}
