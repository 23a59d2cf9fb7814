using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceLevelDashboard.Simulator.Settings;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The main journey of the managers' pages with the keyboard alone, and what axe finds on the way in both themes.</summary>
public sealed partial class KeyboardJourneyTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Manager_KeyboardAlone_GroupsTotalsTableQueueAndChart()
    {
        var dashboard = await StartAsync();
        var visit = await OpenAsync(dashboard, "/groups");
        var page = visit.Page;

        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "New group" }), byKeyboard: true);
        await visit.TypeIntoAsync(page.GetByLabel("Name", new() { Exact = true }), "Everything");
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Everything", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(await visit.SeriousFindingsInBothThemesAsync());

        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Everything", Exact = true }), byKeyboard: true);
        await visit.TabToAsync(page.GetByLabel("Totals", new() { Exact = true }));
        await page.Keyboard.PressAsync("End"); // by group, the last of the choices
        await visit.PressOnAsync(page.Locator(".totals a[aria-expanded]").First);
        await Expect(page.Locator(".totals tbody table")).ToBeVisibleAsync();
        Assert.Empty(await visit.SeriousFindingsInBothThemesAsync());

        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Table", Exact = true }), byKeyboard: true);
        await visit.PressOnAsync(page.Locator("th[scope=col] a[href*='sort=offered']"));
        await Expect(page).ToHaveURLAsync(SortedByOffered());
        Assert.Empty(await visit.SeriousFindingsInBothThemesAsync());
        await visit.PressOnAsync(page.Locator("tbody th a[href*='queues/']").Last);

        var chart = page.Locator(".trend-chart").First;
        await chart.Locator(".apexcharts-line-series").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await visit.PressOnAsync(chart, "End");
        await Expect(chart.Locator(".trend-tip")).ToContainTextAsync("offered");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Expect(chart.Locator(".trend-selection")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(PartOfTheDay());
        await visit.PressOnAsync(page.GetByRole(AriaRole.Link, new() { Name = "Intervals", Exact = true }));
        await Expect(page.Locator(".intervals tbody tr")).ToHaveCountAsync(3);
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Manager_KeyboardAlone_SiteAnnotationUndoAndHistory()
    {
        var dashboard = await StartAsync();
        var visit = await OpenAsync(dashboard, "/sites");
        var page = visit.Page;

        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "New site" }), byKeyboard: true);
        await visit.TypeIntoAsync(page.GetByLabel("Name", new() { Exact = true }), "London");
        await visit.TypeIntoAsync(page.GetByLabel("Opening hours"), "Mon-Sun 06:00-22:00");
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "London" })).ToBeVisibleAsync();
        Assert.Empty(await visit.SeriousFindingsInBothThemesAsync());
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Delete London" }));
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "London" })).ToHaveCountAsync(0);
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Undo" }));
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "London" })).ToBeVisibleAsync();

        await page.Keyboard.TypeAsync("gm");
        await visit.PressOnAsync(page.GetByRole(AriaRole.Link, new() { Name = "Annotations" }));
        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "New annotation" }), byKeyboard: true);
        await visit.TypeIntoAsync(page.GetByLabel("What happened"), "Line down");
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Outage: Line down" })).ToBeVisibleAsync();
        Assert.Empty(await visit.SeriousFindingsInBothThemesAsync());

        await visit.GoAsync("/history?from=2026-08-31&to=2026-09-01");
        await visit.TabToAsync(page.GetByLabel("Group by"));
        await page.Keyboard.PressAsync("Home"); // by interval, the first of the choices
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }));
        await Expect(page).ToHaveURLAsync(ByInterval());
        var chart = page.Locator(".trend-chart").First;
        await chart.Locator(".apexcharts-line-series").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(page.Locator(".trend").First).ToContainTextAsync("Annotations: Outage: Line down");
        await visit.PressOnAsync(chart, "End");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(TodayAlone());
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Supervisor_KeyboardAlone_MakesABoardAndDeletesIt()
    {
        var visit = await browser.OpenAsync("/boards");
        var page = visit.Page;
        await visit.UntilInteractiveAsync();

        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "New board" }), byKeyboard: true);
        await visit.TypeIntoAsync(page.GetByLabel("Title", new() { Exact = true }), "By keys");
        await visit.TypeIntoAsync(page.GetByLabel("Name in the address"), "by-keys");
        await visit.TypeIntoAsync(page.GetByLabel("Find a queue to add"), "s");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = Remove() })).ToHaveCountAsync(1);
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        await Expect(page.Locator(".said")).ToContainTextAsync("Saved.");

        await visit.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "All boards" }), byKeyboard: true);
        await visit.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Delete By keys" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "By keys" })).ToHaveCountAsync(0);
        visit.AssertNoComplaints();
    }

    private async Task<DashboardUnderTest> StartAsync()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        return await DashboardUnderTest.StartAsync(new SimulatorOptions { Seed = 7, Queues = 4 }, TestContext.Current.CancellationToken);
    }

    private async Task<WatchedPage> OpenAsync(DashboardUnderTest dashboard, string path)
    {
        var visit = await browser.OpenAsync("/", address: dashboard.Address);
        await visit.UntilLiveAsync(); // then the day is in the archive
        await visit.GoAsync(path);
        return visit;
    }

    [GeneratedRegex("^Remove ")]
    private static partial Regex Remove();

    [GeneratedRegex("sort=offered")]
    private static partial Regex SortedByOffered();

    [GeneratedRegex(@"\?from=2026-[^&]+Z&to=2026-09-01T")]
    private static partial Regex PartOfTheDay();

    [GeneratedRegex("by=interval")]
    private static partial Regex ByInterval();

    [GeneratedRegex("from=2026-09-01&to=2026-09-01")]
    private static partial Regex TodayAlone();
}
