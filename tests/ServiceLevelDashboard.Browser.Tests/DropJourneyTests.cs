using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A manager's way from a tile that turns red to the file that proves why.</summary>
public sealed class DropJourneyTests(BrowserFixture browser) : BrowserTest
{
    private const string Name = "Current Accounts";

    /// <summary>Nine in London; four weeks before are undisturbed.</summary>
    private static readonly DateTimeOffset _nine = new(2026, 9, 1, 8, 0, 30, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Manager_TileTurnsRed_FindsWhyDownToTheFile()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var clock = new ShiftedClock(_nine);
        var options = new SimulatorOptions { Seed = 7, Queues = 2, Scenarios = [new Scenario(Name, _nine) { Volume = 1.8 }] };
        var dashboard = await DashboardUnderTest.StartAsync(
            options, Cancellation, clock, settings: new Dictionary<string, string> { ["History:BackfillDays"] = "28" });
        await UntilThePastIsThereAsync(dashboard);
        var visit = await browser.OpenAsync("/", ColorScheme.Light, address: dashboard.Address);
        await visit.UntilLiveAsync();
        var tile = visit.Page.Locator("a.tile", new() { HasText = Name });
        await Assertions.Expect(tile).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("\\bbelow\\b"));

        clock.Skip(TimeSpan.FromHours(2.6));
        await Assertions.Expect(tile).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("\\bbelow\\b"));
        await tile.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator(".verdict .words")).ToContainTextAsync("more contacts than usual explain about");
        await visit.FollowAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Why", Exact = true }));
        var why = visit.Page.Locator(".why[data-verdict=Explained]");
        await why.WaitForAsync();
        await Assertions.Expect(why.Locator("li").First).ToHaveAttributeAsync("data-cause", "Volume");
        Assert.Empty(await visit.SeriousFindingsAsync());
        await why.PictureAsync("why-light-1440");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await visit.FitsAsync());
        Assert.Empty(await visit.SeriousFindingsAsync());
        await why.PictureAsync("why-dark-390");

        await why.Locator("li a").First.ClickAsync();
        await visit.Page.Locator("section.lead .sentence").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Locator("a[href*='.csv'], a[download]").First.ClickAsync());

        var file = await File.ReadAllTextAsync(await download.PathAsync(), Cancellation);
        Assert.Contains(Name, file, StringComparison.Ordinal);
        visit.AssertNoComplaints();
    }

    private static async Task UntilThePastIsThereAsync(DashboardUnderTest dashboard)
    {
        var status = dashboard.Services.GetRequiredService<IBackfillStatus>();
        var started = TimeProvider.System.GetTimestamp();
        while (status.Current is not { Done: >= 28, Left: 0 })
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(90), $"The past is not there: {status.Current}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        }
    }
}
