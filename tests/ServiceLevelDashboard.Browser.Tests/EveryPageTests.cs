using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using ServiceLevelDashboard.Web;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What holds for every page there is: on a phone, enlarged, in high contrast, and when it refreshes.</summary>
public sealed class EveryPageTests(BrowserFixture browser)
{
    private const string QueuePage = "/queues/{Id}/{Media}", ExplainPage = "/explain";

    /// <summary>Shapes in the colour of what they lie on, states without a word, and choices that look like the others beside them.</summary>
    private const string Unseen = """
        () => {
          const found = [];
          for (const shape of document.querySelectorAll('main svg:has(path, circle, polygon):not(.trend-chart *)')) {
            const paints = [...shape.querySelectorAll('path, circle, polygon')].map(getComputedStyle).flatMap(s => [s.fill, s.stroke]);
            if (paints.every(c => c === 'none' || c === getComputedStyle(document.body).backgroundColor)) found.push(`not seen: ${shape.outerHTML.slice(0, 90)}`);
          }
          for (const state of document.querySelectorAll('main :is(.tile .state, td.state, .standing)')) if (!/\w/.test(state.textContent)) found.push(`no word: ${state.outerHTML.slice(0, 90)}`);
          const look = e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.borderTopStyle, s.outlineStyle, s.fontWeight, s.textDecorationLine].join(); };
          for (const chosen of document.querySelectorAll('main .chip[aria-current]')) {
            const other = [...document.querySelectorAll('main .chip')].find(c => !c.matches('[aria-current], .primary') && c !== document.activeElement);
            if (other && look(other) === look(chosen)) found.push(`not seen to be chosen: ${chosen.textContent.trim()}`);
          }
          return found;
        }
        """;

    /// <summary>Nobody sees these but who opens them by mistake or before there is anybody.</summary>
    private static readonly string[] WithoutContent = ["/error", "/not-found"];

    /// <summary>The pages without anything to fill in, and the two that one gets to from a tile.</summary>
    public static TheoryData<string> Pages() =>
    [
        .. typeof(WebApp).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template)
            .Where(t => t == QueuePage || !t.Contains('{', StringComparison.Ordinal)).Except(WithoutContent).Order(),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_OnAPhone_FitsAndCanBePressed(string pattern)
    {
        await using var visit = await browser.OpenAsync(await AddressAsync(pattern), width: 390, height: 844);
        await visit.Page.Locator("h1").First.WaitForAsync();

        Assert.Empty(await visit.SmallTargetsAsync());
        Assert.True(await visit.FitsAsync());
        await visit.Page.SetViewportSizeAsync(320, 640); // a narrow phone, or 1280 px at 400 %
        Assert.True(await visit.FitsAsync());
    }

    [Theory]
    [InlineData("/", "dark")]
    [InlineData("/", "light")]
    [InlineData(QueuePage, "dark")]
    [InlineData(QueuePage, "light")]
    public async Task Page_InHighContrast_HasNoFaintText(string pattern, string theme)
    {
        await using var visit = await browser.OpenAsync(await AddressAsync(pattern));
        await visit.Page.Locator("header[data-interactive]").WaitForAsync();

        await visit.Page.EvaluateAsync("theme => Object.assign(document.documentElement.dataset, { theme, contrast: 'more' })", theme);

        Assert.Empty(await visit.FaintTextsAsync());
    }

    /// <summary>With the system's own palette nothing may hang on a background or a border's colour; 1440 px at 200 % are 720.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData(QueuePage)]
    [InlineData("/history")]
    [InlineData("/boards")]
    public async Task Page_InForcedColoursAt200Percent_ShowsFocusStateAndChoice(string pattern)
    {
        await using var visit = await browser.OpenAsync(await AddressAsync(pattern), width: 720, height: 450);
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visit.Page.Locator("header[data-interactive]").WaitForAsync();

        Assert.True(await visit.FitsAsync());
        await visit.TabToAsync(visit.Page.Locator("main").Locator("a[href], button, summary").First);
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Unseen));
        await visit.Page.ScreenshotAsync(new() { Path = Repository.Screenshot($"forced-{Regex.Replace(pattern, "[^a-z]+", "")}") });
    }

    [Theory]
    [InlineData("/")]
    [InlineData(QueuePage)]
    public async Task Page_RefreshedThreeTimes_DoesNotMove(string pattern)
    {
        await using var visit = await browser.OpenAsync(await AddressAsync(pattern));
        await visit.Page.Locator("header[data-interactive]").WaitForAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await visit.Page.EvaluateAsync("""
            () => {
              window.shifts = [];
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) window.shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(s => s.node?.className ?? s.node?.nodeName).join(', ')}`);
              }).observe({ type: 'layout-shift' });
            }
            """);
        var source = visit.Page.Locator("[data-freshness-source]");

        for (var refresh = 0; refresh < 3; refresh++)
        {
            var before = await source.GetAttributeAsync("data-until-ms");
            await Expect(source).Not.ToHaveAttributeAsync("data-until-ms", before!);
        }

        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("() => window.shifts.filter(s => parseFloat(s) > 0.002)"));
    }

    private async Task<string> AddressAsync(string pattern)
    {
        if (pattern is not (QueuePage or ExplainPage))
        {
            return pattern;
        }
        await using var visit = await browser.OpenAsync();
        await visit.Page.Locator("a.tile").First.WaitForAsync();
        var link = visit.Page.Locator(pattern == QueuePage ? "a.tile" : "a.explain").First;
        return await link.GetAttributeAsync("href") ?? throw new InvalidOperationException("The tile has no link.");
    }
}
