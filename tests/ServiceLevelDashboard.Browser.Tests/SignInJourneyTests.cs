using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>From the console's address to somebody invited, who is signed out while looking.</summary>
public sealed class SignInJourneyTests(BrowserFixture browser) : BrowserTest
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task People_FromTheFirstAdministratorToASignOutEverywhere_GoAllTheWay()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 12 }, TestContext.Current.CancellationToken, TimeProvider.System,
            settings: new Dictionary<string, string> { ["Security:SignIn"] = "Always" });

        var admin = await OpenAsync(dashboard, $"/set-up?code={dashboard.Services.GetRequiredService<SetUp>().Code}", 390);
        await ChooseAsync(admin, "root", "Create administrator");
        await SignInAsync(admin, "root");
        await admin.UntilLiveAsync();
        await RefreshAsync(admin, "overview-signed-in");

        await admin.GoAsync("/people");
        await admin.Page.Locator("form.add").GetByLabel("Name").FillAsync("Vic");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        var invitation = await admin.Page.Locator("input.address").InputValueAsync();
        await admin.Page.GetByLabel("Role name").FillAsync("Shop");
        await admin.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Online Shop" }).CheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add role" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByText("Role Shop saved.")).ToBeVisibleAsync();
        await admin.ChooseAsync("Role of Vic", "Shop");
        await Assertions.Expect(admin.Page.GetByText("Vic changed.")).ToBeVisibleAsync();
        await RefreshAsync(admin, "people");

        var invited = await OpenAsync(dashboard, new Uri(invitation).PathAndQuery, 1440);
        await RefreshAsync(invited, "invitation");
        await ChooseAsync(invited, null, "Set password");
        await SignInAsync(invited, "vic");
        await invited.UntilLiveAsync();
        await Assertions.Expect(invited.Page.GetByRole(AriaRole.Link, new() { Name = "Administration" })).ToHaveCountAsync(0);
        await Assertions.Expect(invited.Page.Locator("p.part")).ToContainTextAsync("queues you have access to");
        await RefreshAsync(invited, "overview-part");

        // an open page follows its viewer's rights, up and down, by itself
        await admin.ChooseAsync("Role of Vic", "Supervisor");
        await Assertions.Expect(invited.Page.Locator("p.part")).ToHaveCountAsync(0);
        await admin.ChooseAsync("Role of Vic", "Shop");
        await Assertions.Expect(invited.Page.Locator("p.part")).ToContainTextAsync("queues you have access to");

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere: Vic" }).ClickAsync();
        await Assertions.Expect(invited.Page).ToHaveURLAsync(new Regex("/sign-in\\?from=")); // by itself: its circuit has ended
        await RefreshAsync(invited, "sign-in");

        await admin.Page.GotoAsync("/changes");
        await Assertions.Expect(admin.Page.Locator("tbody tr")).ToHaveCountAsync(8); // the invitation too
        await RefreshAsync(admin, "changes");

        // a wall that was opened in this browser has kept its figures for a power cut
        var wall = await admin.Page.Context.NewPageAsync();
        await wall.GotoAsync(new Uri(dashboard.Address, "/wall/all").ToString());
        await UntilAsync(wall, "await caches.has('wall-state')");
        await wall.CloseAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync(); // on a phone
        await admin.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "root" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).WaitForAsync();
        await RefreshAsync(admin, "account");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Assertions.Expect(admin.Page).ToHaveURLAsync(new Regex("/sign-in$"));
        await UntilAsync(admin.Page, "(await caches.keys()).length === 0");
        admin.AssertNoComplaints();
        invited.AssertNoComplaints();
    }

    private Task<WatchedPage> OpenAsync(DashboardUnderTest dashboard, string path, int width) =>
        browser.OpenAsync(path, width == 390 ? ColorScheme.Light : ColorScheme.Dark, width, address: dashboard.Address);

    private static async Task ChooseAsync(WatchedPage page, string? name, string button)
    {
        if (name is not null)
        {
            await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        }
        await page.Page.GetByLabel("New password", new() { Exact = true }).FillAsync(Password);
        await page.Page.GetByLabel("Confirm new password").FillAsync(Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("/sign-in$"));
    }

    /// <summary>Waits within the page: what the browser keeps is known by promises alone.</summary>
    private static async Task UntilAsync(IPage page, string holds) => await page.EvaluateAsync(
            $"async () => {{ while (!({holds})) await new Promise(requestAnimationFrame); }}")
        .Soon();

    private static async Task SignInAsync(WatchedPage page, string name)
    {
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.Page.GetByLabel("Password").FillAsync(Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task RefreshAsync(WatchedPage page, string name)
    {
        await page.Page.PictureAsync($"doors-{name}", fullPage: true);
        Assert.Empty(await page.SeriousFindingsAsync());
        Assert.True(await page.FitsAsync());
    }
}
