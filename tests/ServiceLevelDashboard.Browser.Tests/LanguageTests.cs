using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The reader's language, in the first answer and in everything that the circuit draws afterwards.</summary>
public sealed class LanguageTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Browser_German_ReadsGermanAlsoAfterARefresh()
    {
        var page = await browser.OpenAsync(language: "de-DE");
        await page.UntilLiveAsync();
        var source = page.Page.Locator("[data-freshness-source]");
        var before = await source.GetAttributeAsync("data-until-ms");

        await Expect(source).Not.ToHaveAttributeAsync("data-until-ms", before!);

        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page.Page.Locator("h1")).ToContainTextAsync("Warteschlange");
        await Expect(page.Page.Locator("[data-freshness-source]")).ToContainTextAsync("Datenstand");
        Assert.Empty(await page.SeriousFindingsAsync());
        Assert.True(await page.FitsAsync());
    }

    [Fact]
    public async Task Language_ChosenInTheMenu_IsKept()
    {
        var page = await browser.OpenAsync();
        await page.UntilLiveAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Preferences" }).ClickAsync();
        await page.Page.GetByLabel("Deutsch").ClickAsync();
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await page.Page.GotoAsync("/history");
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Verlauf");
        await page.UntilInteractiveAsync(); // what the circuit draws closes a menu that is open

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Einstellungen" }).ClickAsync();
        await Expect(page.Page.GetByLabel("Deutsch")).ToBeCheckedAsync();
    }
}
