using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

public sealed partial class OverviewTests(BrowserFixture browser) : BrowserTest
{
    // Two copies of the script once took turns: one said stale, the other live. Both speak once a second.
    private const string ChangesOfFreshness = """
        () => new Promise(done => {
          let changes = 0;
          new MutationObserver(seen => changes += seen.length).observe(document.documentElement, { attributeFilter: ['data-freshness'] });
          setTimeout(() => done(changes), 2200);
        })
        """;

    [Fact]
    public async Task Overview_Opened_ShowsTilesAndRefreshesByItself()
    {
        var page = await browser.OpenAsync();
        await page.UntilLiveAsync();
        await Expect(page.Page.Locator("header").GetByText("Simulated", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync(QueuesNeedYou());
        var source = page.Page.Locator("[data-freshness-source]");
        var before = await source.GetAttributeAsync("data-until-ms");

        await Expect(source).Not.ToHaveAttributeAsync("data-until-ms", before!);
        page.AssertNoComplaints();
    }

    [Fact]
    public async Task Filter_Chosen_IsInTheAddressAndSurvivesAReload()
    {
        var page = await browser.OpenAsync();
        await page.UntilLiveAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { NameRegex = OnTargetChip() }).ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(OnTargetAddress());
        await page.Page.ReloadAsync();

        await Expect(page.Page.Locator("a.tile.on-target").First).ToBeVisibleAsync();
        await Expect(page.Page.Locator("a.tile:not(.on-target)")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Search_ByKeyboardAlone_LeadsToAQueue()
    {
        var page = await browser.OpenAsync();
        await page.UntilLiveAsync();
        var first = page.Page.Locator("a.tile").First;
        var name = (await first.Locator(".name").InnerTextAsync()).Split('\n')[0].Trim();

        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync(name[..5]);
        await Expect(page.Page).ToHaveURLAsync(new Regex(@"\?q=" + Regex.Escape(Uri.EscapeDataString(name[..5])) + "$"));
        await Expect(page.Page.Locator("a.tile").Filter(new() { HasNotText = name[..5] })).ToHaveCountAsync(0); // else a tile goes with the focus on it
        for (var i = 0; i < 20; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<bool>("document.activeElement.matches('a.tile')"))
            {
                break;
            }
        }

        Assert.True(await page.Page.EvaluateAsync<bool>("document.activeElement.matches('a.tile:focus-visible')"));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page).ToHaveURLAsync(QueueAddress());
    }

    [Fact]
    public async Task Theme_Switched_IsKept()
    {
        var page = await browser.OpenAsync(theme: ColorScheme.Dark);
        var root = page.Page.Locator("html");
        await Expect(root).ToHaveAttributeAsync("data-theme", "dark");
        await page.UntilLiveAsync(); // the circuit draws the menu anew when it comes

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Preferences" }).ClickAsync();
        await page.Page.GetByLabel("Light").CheckAsync();
        await Expect(root).ToHaveAttributeAsync("data-theme", "light");
        await page.Page.ReloadAsync();

        await Expect(root).ToHaveAttributeAsync("data-theme", "light");
    }

    [Fact]
    public async Task Overview_AnyThemeAndWidth_IsSound()
    {
        var page = await browser.OpenAsync(width: 1920, height: 1080);
        await page.UntilLiveAsync();
        Assert.True(await page.FitsAsync());
        await page.Page.PictureAsync("overview-1920");

        await page.Page.SetViewportSizeAsync(1440, 900);
        await page.AssertSoundAsync("overview");
        page.AssertNoComplaints();
    }

    [Fact]
    public async Task Server_Gone_FiguresNoLongerLookLive()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var dashboard = await DashboardUnderTest.StartAsync(TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync(address: dashboard.Address);
        await page.UntilLiveAsync();

        await dashboard.DisposeAsync();

        await Expect(page.Page.GetByText("Not connected")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "stale");
        await Expect(page.Page.Locator(".tile .aged").First).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".tile .state").First).ToBeHiddenAsync();
        Assert.Equal(0, await page.Page.EvaluateAsync<int>(ChangesOfFreshness));
        await page.Page.PictureAsync("overview-disconnected");
    }

    [GeneratedRegex("needs? attention")]
    private static partial Regex QueuesNeedYou();

    [GeneratedRegex("^On target")]
    private static partial Regex OnTargetChip();

    [GeneratedRegex(@"\?state=on-target$")]
    private static partial Regex OnTargetAddress();

    [GeneratedRegex("/queues/")]
    private static partial Regex QueueAddress();
}
