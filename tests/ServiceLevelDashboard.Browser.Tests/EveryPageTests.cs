using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What holds for pages enlarged, in high contrast, and when they refresh; <see cref="HostileNamesTests"/> sees every one on a phone.</summary>
public sealed class EveryPageTests(BrowserFixture browser) : BrowserTest
{
    private const string QueuePage = "/queues/{Id}/{Media}";

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

    [Theory]
    [InlineData("/")]
    [InlineData(QueuePage)]
    public async Task Page_InHighContrast_HasNoFaintText(string pattern)
    {
        var visit = await browser.OpenInteractiveAsync(Address(pattern));

        foreach (var theme in (string[])["dark", "light"])
        {
            await visit.Page.EvaluateAsync("theme => Object.assign(document.documentElement.dataset, { theme, contrast: 'more' })", theme);
            Assert.Empty(await visit.FaintTextsAsync());
        }
    }

    /// <summary>With the system's own palette nothing may hang on a background or a border's colour; 1440 px at 200 % are 720.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData(QueuePage)]
    [InlineData("/history")]
    [InlineData("/boards")]
    public async Task Page_InForcedColoursAt200Percent_ShowsFocusStateAndChoice(string pattern)
    {
        var visit = await browser.OpenAsync(Address(pattern), width: 720, height: 450);
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visit.UntilInteractiveAsync();

        Assert.True(await visit.FitsAsync());
        await visit.TabToAsync(visit.Page.Locator("main").Locator("a[href], button, summary").First);
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Unseen));
        await visit.Page.PictureAsync($"forced-{Regex.Replace(pattern, "[^a-z]+", "")}");
    }

    /// <summary>But for the notice that figures are late, which is meant to be seen: it comes on a busy machine and is kept out of the flow here.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData(QueuePage)]
    public async Task Page_RefreshedThreeTimes_DoesNotMove(string pattern)
    {
        var visit = await browser.OpenInteractiveAsync(Address(pattern));
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await visit.Page.EvaluateAsync("""
            () => {
              const apart = new CSSStyleSheet();
              apart.replaceSync('.notice { position: fixed }');
              document.adoptedStyleSheets = [apart];
              window.shifts = [];
              const box = r => `${r.x},${r.y} ${r.width}x${r.height}`;
              const moved = s => `${(s.node?.outerHTML ?? s.node?.textContent ?? 'gone').slice(0, 120)} from ${box(s.previousRect)} to ${box(s.currentRect)}`;
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) window.shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(moved).join(', ')}`);
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

    private string Address(string pattern) => pattern switch
    {
        QueuePage => browser.QueuePath,
        _ => pattern,
    };
}
