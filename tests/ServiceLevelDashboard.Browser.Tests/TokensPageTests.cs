using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A program's token from the page that makes it to its end.</summary>
public sealed class TokensPageTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Token_MadeAndRevoked_OpensTheApiInBetween()
    {
        var page = await browser.OpenInteractiveAsync("/admin/tokens");
        var name = page.Page.GetByLabel("Name", new() { Exact = true });

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        await Expect(name).ToHaveAccessibleDescriptionAsync(new Regex("enter what the token is for"));
        await Expect(name).ToBeFocusedAsync();

        await name.FillAsync("<b>Billing</b>");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        var shown = page.Page.Locator(".made input");
        await Expect(shown).ToBeVisibleAsync();
        var token = await shown.InputValueAsync();
        Assert.Empty(await page.SeriousFindingsAsync());
        await page.Page.PictureAsync("tokens");
        Assert.Equal(200, await StatusAsync(token));

        await page.Page.ReloadAsync();
        await page.UntilInteractiveAsync();
        await Expect(page.Page.Locator(".made")).ToHaveCountAsync(0); // shown once
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke token <b>Billing</b>" }).ClickAsync();
        await Expect(page.Page.GetByText("revoked; it no longer works")).ToBeVisibleAsync();
        Assert.Equal(401, await StatusAsync(token));
        page.AssertNoComplaints();
    }

    private async Task<int> StatusAsync(string token)
    {
        using var client = new HttpClient { BaseAddress = browser.Dashboard.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(new Uri("/api/v1/queues", UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
