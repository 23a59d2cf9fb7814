using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Targets, the budget, the definitions side by side and another threshold: with the keyboard alone, and as axe sees them.</summary>
public sealed partial class ContractPagesTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Targets_MadeAndDeletedByKeyboard_AreListedAndGone()
    {
        var visit = await browser.OpenInteractiveAsync("/targets/edit", ColorScheme.Light);
        var page = visit.Page;

        await page.GetByLabel("Queue or group").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        Assert.Empty(await visit.SeriousFindingsAsync());
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Queue or group")).Not.ToHaveValueAsync("");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        var name = await page.GetByLabel("Queue or group").InputValueAsync();
        // The list takes the focus back once the server has heard of the choice: what is typed key by key meanwhile would go there.
        var percent = page.GetByLabel("Target, per cent");
        await percent.FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).PressAsync("Enter");
        await Expect(percent).ToHaveAccessibleDescriptionAsync(new Regex("^Target: enter a number above 0"));
        await Expect(percent).ToBeFocusedAsync();
        Assert.Empty(await visit.SeriousFindingsAsync());
        await percent.FillAsync("92");
        await page.GetByLabel("First day", new() { Exact = true }).FillAsync("1/1/2099"); // far ahead: no figure of another test changes
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).PressAsync("Enter");

        var row = page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("92") });
        await Expect(row).ToContainTextAsync(name);
        await Expect(row).ToContainTextAsync("upcoming");
        Assert.Empty(await visit.SeriousFindingsAsync());
        Assert.True(await visit.FitsAsync());
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Delete") }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(row).ToHaveCountAsync(0);
        visit.AssertNoComplaints();
    }

    /// <summary>Made, looked at as a mail, and deleted: with the keyboard alone.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public async Task Schedule_MadePreviewedAndDeletedByKeyboard_IsShownInAFrameThatMayDoNothing()
    {
        var visit = await browser.OpenInteractiveAsync("/schedules/edit", ColorScheme.Light);
        var page = visit.Page;

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Keyboard report");
        await page.GetByLabel("Mail addresses").FillAsync("anna@example.org");
        await Expect(page.Locator(".times li")).ToHaveCountAsync(3);
        Assert.Empty(await visit.SeriousFindingsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).PressAsync("Enter");
        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Preview: Keyboard report" }), byKeyboard: true);

        var mail = page.FrameLocator("iframe[sandbox='']");
        await Expect(mail.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Service level");
        Assert.Empty(await visit.SeriousFindingsAsync());
        Assert.True(await visit.FitsAsync());
        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Schedules", Exact = true }), byKeyboard: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Keyboard report" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("Keyboard report") })).ToHaveCountAsync(0);
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Budget_WeekAndMonthOpenedByKeyboard_StandBesideTheDay()
    {
        var visit = await OpenQueueAsync();
        var budget = visit.Page.Locator("section.budget");

        await budget.Locator("button[aria-expanded]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(budget.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(budget.Locator("svg")).ToHaveAttributeAsync("aria-label", SomeWords());
        Assert.Empty(await visit.SeriousFindingsAsync());
        Assert.True(await visit.FitsAsync());
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(budget.Locator("table")).ToHaveCountAsync(0);
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Sheet_SliderAndDefinitionsByKeyboard_SayTheLevelAndMarkTheContracts()
    {
        var visit = await OpenSheetAsync();
        var whatIf = visit.Page.Locator(".what-if");
        var slider = whatIf.Locator("input[type=range]");
        var before = await whatIf.Locator("b").InnerTextAsync();
        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await Expect(whatIf.Locator("b")).Not.ToHaveTextAsync(before);
        await Expect(whatIf).ToContainTextAsync("not per contract");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", SomeDigit());
        var longest = await whatIf.Locator("b").InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(whatIf.Locator("b")).Not.ToHaveTextAsync(longest);

        var all = visit.Page.Locator("details", new() { HasText = "All definitions compared" });

        await all.Locator("summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(all.Locator("tbody tr")).ToHaveCountAsync(8);
        await Expect(all.Locator("tr.contract")).ToContainTextAsync("per contract");
        Assert.Empty(await visit.SeriousFindingsAsync());
        Assert.True(await visit.FitsAsync());
        await all.Locator("tr:not(.contract) th a").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page).ToHaveURLAsync(new Regex("definition="));
        await Expect(visit.Page.GetByText("not per contract").First).ToBeVisibleAsync();
        visit.AssertNoComplaints();
    }

    private async Task<WatchedPage> OpenQueueAsync()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();
        await visit.Page.Locator("a.tile").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.FollowAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Miss allowance", Exact = true }));
        await visit.Page.Locator("section.budget").WaitForAsync();
        return visit;
    }

    private async Task<WatchedPage> OpenSheetAsync()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();
        await visit.Page.Locator("a.explain").First.ClickAsync();
        await visit.Page.Locator(".what-if").WaitForAsync();
        return visit;
    }

    [GeneratedRegex("\\d")]
    private static partial Regex SomeDigit();

    [GeneratedRegex("\\w+ \\w+")]
    private static partial Regex SomeWords();
}
