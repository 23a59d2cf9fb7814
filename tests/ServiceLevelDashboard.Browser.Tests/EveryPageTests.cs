using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using ServiceLevelDashboard.Web;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What holds for every page there is: on a phone, enlarged, in high contrast, and when it refreshes.</summary>
public sealed class EveryPageTests(BrowserFixture browser)
{
    private const string QueuePage = "/queues/{Id}/{Media}", ExplainPage = "/explain";

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
            return pattern;
        await using var visit = await browser.OpenAsync();
        await visit.Page.Locator("a.tile").First.WaitForAsync();
        var link = visit.Page.Locator(pattern == QueuePage ? "a.tile" : "a.explain").First;
        return await link.GetAttributeAsync("href") ?? throw new InvalidOperationException("The tile has no link.");
    }
}
