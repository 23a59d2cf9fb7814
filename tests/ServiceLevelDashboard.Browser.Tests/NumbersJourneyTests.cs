using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceLevelDashboard.Simulator.Settings;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A manager's way from the least likely target to the formulas behind it, to the week, and to the floor.</summary>
public sealed partial class NumbersJourneyTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Manager_OrdersByChance_TakesItApartAndPutsTheBudgetOnTheFloor()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 6 }, TestContext.Current.CancellationToken,
            settings: new Dictionary<string, string> { ["History:BackfillDays"] = "14" });
        var visit = await browser.OpenAsync("/?sort=chance", address: dashboard.Address);
        await visit.UntilLiveAsync();
        var page = visit.Page;

        // the past has to be fetched and learnt from first
        await Expect(page.Locator(".tile .takes").First).ToHaveTextAsync(KnownChance());
        await page.ReloadAsync(); // an order is kept for a minute, and this one was of chances that nobody knew
        await visit.UntilLiveAsync();
        var said = await page.Locator(".tile .takes").AllInnerTextsAsync();
        Assert.Equal(said.Count, await page.Locator(".tile").CountAsync());
        Assert.Equal(said.Order(Comparer<string>.Create((a, b) => Tens(a).CompareTo(Tens(b)))), said);
        await page.PictureAsync("overview-chance");

        var chance = page.GetByRole(AriaRole.Combobox, new() { Name = "Chance of meeting target" });
        var band = Tens(said[0]) switch { <= 30 => "low", <= 60 => "even", _ => "high" };
        await chance.SelectOptionAsync(band);
        await Expect(page).ToHaveURLAsync(new Regex($@"\?sort=chance&chance={band}$"));
        await page.ReloadAsync();
        await visit.UntilLiveAsync();
        await Expect(chance).ToHaveValueAsync(band);
        Assert.Empty(await visit.SeriousFindingsAsync());

        await page.Locator(".tile").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Miss allowance", Exact = true }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Week and month" }).ClickAsync();
        var week = page.Locator("tr", new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = "This week" }) });
        await Expect(week.Locator("td").Nth(4)).ToHaveTextAsync(Digits());
        await page.Locator(".verdict a.how").ClickAsync();
        await Expect(page.Locator(".numbers .formula").First).ToContainTextAsync("missed = ");
        await Expect(page.Locator(".numbers")).ToContainTextAsync("chance of meeting target = ");
        await Expect(page.Locator(".numbers")).ToContainTextAsync("Wilson at 95");
        Assert.Empty(await visit.SeriousFindingsAsync());
        await page.Locator(".numbers").PictureAsync("explain-numbers-1440");
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(await visit.FitsAsync());
        await page.Locator(".numbers").PictureAsync("explain-numbers-390");

        await page.SetViewportSizeAsync(1440, 900);
        await visit.GoAsync("/boards/new");
        await page.GetByLabel("Miss allowance left").CheckAsync();
        await visit.ChooseAsync("Details below the service level", "3");
        for (var i = 0; i < 3; i++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Move Miss allowance left up" }).ClickAsync();
        }
        await Expect(page.FrameLocator("iframe").Locator(".tile .foot .now").First).ToHaveTextAsync(BudgetLine());
        await page.PictureAsync("board-budget");
        visit.AssertNoComplaints();
    }

    /// <summary>What is not known stands last.</summary>
    private static int Tens(string said) => Digits().Match(said) is { Success: true } number
        ? int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture)
        : int.MaxValue;

    [GeneratedRegex("^chance of meeting target: (about|under|over) ")]
    private static partial Regex KnownChance();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex("^allowance: [0-9,]+ (left|over)$")]
    private static partial Regex BudgetLine();
}
