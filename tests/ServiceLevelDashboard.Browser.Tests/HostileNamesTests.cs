using System.Reflection;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Every page, of an organisation whose names attack: nothing of them runs, nothing bursts, and on a phone it fits and can be pressed.</summary>
public sealed class HostileNamesTests(BrowserFixture browser) : BrowserTest
{
    private const string Marked = "document.documentElement.hasAttribute('data-ran') || document.querySelector('[data-ran]') !== null";

    // Elements that only a name could have brought, and texts that reach out of the window.
    private const string Foreign =
        "[...document.querySelectorAll('img[src=x], plaintext, main h1 ~ h1, script:not([src]), [onload], [onerror]')].map(e => e.outerHTML)";

    private const string Bursting = """
        [...document.querySelectorAll('h1, h2, h3, p, li, td, th, label, button, a, .name')]
          .filter(e => { const box = e.getBoundingClientRect(); return box.width > 1 && box.height > 1 && box.right > innerWidth + 1 && !clipped(e); })
          .map(e => e.outerHTML.slice(0, 200))
        """;

    private const string Clipped = """
        const clipped = e => { for (let p = e.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible' && p !== document.body && p !== document.documentElement) return true; return false; };
        """;

    // Live pages draw themselves again once they are connected; static ones bear no mark of Blazor's.
    private const string Settled = """
        () => {
          const comments = document.createNodeIterator(document, NodeFilter.SHOW_COMMENT);
          for (let comment; (comment = comments.nextNode());) if (/Blazor:.*"server"/.test(comment.data)) return document.querySelector('header[data-interactive]') !== null;
          return true;
        }
        """;

    private const string HasScrollable = """
        [...document.querySelectorAll('main *')].some(e =>
          (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight) && /auto|scroll/.test(getComputedStyle(e).overflow))
        """;

    private const string OutsideTheirTile = """
        [...document.querySelectorAll('.slot')].filter(s => s.offsetParent).flatMap(s => {
          const tile = s.getBoundingClientRect();
          return [...s.querySelectorAll('.name, .figure, .side')]
            .filter(e => { const box = e.getBoundingClientRect(); return box.right > tile.right + 1 || box.bottom > tile.bottom + 1; })
            .map(e => e.textContent.slice(0, 60));
        })
        """;

    /// <summary>Names whose letters run the wrong way, or that burst out of their tile without an ellipsis.</summary>
    private const string WrongWay = """
        [...document.querySelectorAll('.tile .name')].filter(e => e.offsetParent).flatMap(e => {
          const text = e.firstChild, at = i => { const range = document.createRange(); range.setStart(text, i); range.setEnd(text, i + 1); return range.getBoundingClientRect(); };
          const runsLeft = /^[\u0590-\u08FF]/.test(text.data);
          const isRight = getComputedStyle(e).direction === (runsLeft ? 'rtl' : 'ltr') && (!runsLeft || at(0).right > at(5).right);
          return isRight ? [] : [e.textContent.slice(0, 60)];
        })
        """;

    [Fact]
    public async Task EveryPage_HostileOrganisation_NothingRunsOrBurstsAndAPhoneShowsIt()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 26, HostileNames = true }, TestContext.Current.CancellationToken,
            settings: new Dictionary<string, string> { ["History:BackfillDays"] = "0" });
        var visit = await browser.OpenAsync(address: dashboard.Address);
        await visit.UntilLiveAsync();
        var queues = await AddressesAsync(visit, "a.tile");
        var explained = await AddressesAsync(visit, "a.explain");
        var wide = await visit.Page.Locator("a.tile").Filter(new() { HasText = "WWWWWWWW" }).First.GetAttributeAsync("href");
        Assert.True(queues.Length >= 24, string.Join('\n', queues));
        await AssertHarmlessAsync(
            visit,
            [
                .. Pages(), "/" + wide, explained[0], .. queues.Take(2), "/?q=%3Cscript%3E&sort=name&division=%22%3E%3Csvg",
                "/history?queue=" + queues[0].Split('/')[2],
            ]);
        visit.AssertNoComplaints();
        await visit.Page.SetViewportSizeAsync(1440, 900);
        await visit.Page.GotoAsync("/");
        await visit.UntilLiveAsync();
        Assert.True(await visit.Page.Locator(".tile .name:dir(rtl)").CountAsync() >= 2, "Names that run from right to left are missing");
        await visit.Page.PictureAsync("hostile-overview", fullPage: true);
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(WrongWay));

        var wall = await browser.OpenAsync("/wall/all", address: dashboard.Address, width: 1920, height: 1080);
        await wall.Page.Locator("#tiles .tile:visible").First.WaitForAsync();
        await wall.Page.PictureAsync("hostile-wall");
        Assert.Empty(await wall.Page.EvaluateAsync<string[]>(OutsideTheirTile));
        Assert.Empty(await wall.Page.EvaluateAsync<string[]>(WrongWay));
        await AssertHarmlessAsync(wall);
        wall.AssertNoComplaints();
    }

    /// <summary>Every page that needs no more than its address.</summary>
    private static IEnumerable<string> Pages() =>
        typeof(DataOrigin).Assembly.GetTypes().SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Select(route => "/" + route.Template.TrimStart('/'))
            .Where(template => !template.Contains('{', StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static Task<string[]> AddressesAsync(WatchedPage page, string links) =>
        page.Page.EvaluateAsync<string[]>("links => [...document.querySelectorAll(links)].map(a => new URL(a.href).pathname + new URL(a.href).search)", links);

    /// <summary>Goes to each address and looks at it as on a desk and as on a phone.</summary>
    private static async Task AssertHarmlessAsync(WatchedPage page, string[] addresses)
    {
        foreach (var address in addresses)
        {
            await page.Page.SetViewportSizeAsync(1440, 900);
            await page.Page.GotoAsync(address);
            await page.Page.WaitForFunctionAsync(Settled);
            await AssertHarmlessAsync(page);
            await page.Page.SetViewportSizeAsync(390, 844);
            await AssertHarmlessAsync(page);
            Assert.Empty((await page.SmallTargetsAsync()).Select(target => $"{address}: {target}"));
            if (await page.Page.EvaluateAsync<bool>(HasScrollable)) // wide tables
            {
                Assert.Empty((await page.SeriousFindingsAsync("scrollable-region-focusable")).Select(finding => $"{address}: {finding}"));
            }
            await page.Page.SetViewportSizeAsync(320, 640); // a narrow phone, or 1280 px at 400 %
            Assert.True(await page.FitsAsync(), $"{address} scrolls sideways at 320 px");
        }
    }

    private static async Task AssertHarmlessAsync(WatchedPage page)
    {
        Assert.False(await page.Page.EvaluateAsync<bool>(Marked), $"A name ran a script on {page.Page.Url}");
        var foreign = await page.Page.EvaluateAsync<string[]>(Foreign);
        Assert.True(foreign.Length == 0, $"{page.Page.Url}: {string.Join('\n', foreign)}");
        Assert.True(await page.FitsAsync(), $"{page.Page.Url} scrolls sideways");
        var bursting = await page.Page.EvaluateAsync<string[]>($"(() => {{ {Clipped} return {Bursting}; }})()");
        Assert.True(bursting.Length == 0, $"{page.Page.Url}: {string.Join('\n', bursting)}");
    }
}
