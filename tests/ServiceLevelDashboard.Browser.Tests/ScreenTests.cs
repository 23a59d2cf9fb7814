using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A screen's life: from a code to its board, as it is asked for its name and given another board, until its access is taken away.</summary>
public sealed class ScreenTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Screen_FromCodeToRevocation()
    {
        var screen = await browser.OpenAsync("/screen", width: 1920, height: 1080);
        var code = await screen.Page.Locator("#code").InnerTextAsync();
        await Expect(screen.Page.Locator("#left")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(10:00|9:[0-9]{2})$"));
        await screen.Page.PictureAsync("screen-code");
        Assert.Empty(await screen.SeriousFindingsAsync());

        var phone = await browser.OpenInteractiveAsync($"/screens/approve?code={code}", width: 390, height: 844);
        await Expect(phone.Page.Locator("form dl")).ToContainTextAsync("127.0.0.1");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(phone.Page.GetByText("Enter the location")).ToBeVisibleAsync();
        var place = "Hall " + code;
        await phone.Page.GetByLabel("Location").FillAsync(place);
        await phone.Page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        Assert.True(await phone.FitsAsync());
        Assert.Empty(await phone.SeriousFindingsAsync());
        await phone.Page.PictureAsync("screen-approve-390");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(phone.Page.Locator(".said")).ToContainTextAsync($"{place} approved");

        await Expect(screen.Page).ToHaveURLAsync(new Regex("/wall/all\\?kiosk$"));
        await Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        Assert.Empty(await screen.Page.EvaluateAsync<string>("document.cookie"));

        await phone.Page.SetViewportSizeAsync(1440, 900);
        await phone.Page.Locator(".said a").ClickAsync();
        var row = phone.Page.Locator("tbody tr", new() { HasText = place }).First;
        await Expect(row).ToContainTextAsync("connected");
        await Expect(row).ToContainTextAsync("1920 × 1080");
        await Expect(row).ToContainTextAsync("current");
        Assert.Empty(await phone.SeriousFindingsAsync());
        await phone.Page.PictureAsync("screens-fleet");
        await phone.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await phone.FitsAsync());
        await phone.Page.PictureAsync("screens-fleet-390");

        await row.GetByText("Identify").ClickAsync();
        await Expect(screen.Page.Locator("#identity")).ToHaveTextAsync(place);
        await Expect(screen.Page.Locator("#identity")).ToBeVisibleAsync();
        await screen.Page.PictureAsync("screen-identify");

        await row.GetByText("Revoke").ClickAsync();
        await phone.Page.GetByText("goes blank immediately").WaitForAsync();
        await phone.Page.Locator("tr.opened button").First.ClickAsync();
        await Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("data-refused", "yes");
        await Expect(screen.Page.Locator("#notice")).ToContainTextAsync("access was revoked");
        await Expect(screen.Page.Locator("#notice")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator("#identity")).ToBeHiddenAsync(); // it may not hide the reason
        await Expect(screen.Page.Locator(".tile")).ToHaveCountAsync(0);
        Assert.Equal(0, await screen.Page.EvaluateAsync<int>("async () => (await caches.keys()).filter(k => k.startsWith('wall-')).length"));
        await screen.Page.PictureAsync("screen-revoked");
        await screen.Page.GotoAsync("/wall/all");
        await Expect(screen.Page.Locator("body")).ToContainTextAsync("access was revoked");
        await screen.Page.GotoAsync("/screen");
        await Expect(screen.Page.Locator("#code")).Not.ToHaveTextAsync(code);
    }

    [Fact]
    public async Task Screen_AfterAPowerCutWhileTheServerIsDown_ShowsWhatItHadComesBackWithoutACodeAndFollowsAChange()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var server = await WallServer.StartAsync("--Boards:hall:Title=Hall");
        var screen = await browser.OpenAsync("/screen", width: 1920, height: 1080, address: server.Address);
        await screen.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        var phone = await browser.OpenInteractiveAsync("/screens/approve?code=" + await screen.Page.Locator("#code").InnerTextAsync(), address: server.Address);
        await phone.Page.GetByLabel("Location").FillAsync("Hall");
        await phone.Page.GetByLabel("Hall", new() { Exact = true }).CheckAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(phone.Page.Locator(".said")).ToContainTextAsync(" approved");

        await UntilLiveAsync(screen);
        await screen.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        await screen.Page.ReloadAsync(); // the wall's worker sees a page from its second coming on
        await UntilLiveAsync(screen);

        await server.KillAsync();
        await screen.Page.GotoAsync("/screen");

        await Expect(screen.Page).ToHaveURLAsync(new Uri(server.Address, "/wall/hall?kiosk").ToString());
        await Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "unknown");
        await server.StartAgainAsync();
        await UntilLiveAsync(screen);
        await screen.Page.GotoAsync("/screen");
        await UntilLiveAsync(screen);

        // once its frames are counted
        await screen.Page.WaitForFunctionAsync("() => performance.now() > 3_100 && (dispatchEvent(new Event('wall-reconnect')), true)");
        var desk = await browser.OpenInteractiveAsync("/screens", address: server.Address);
        await Expect(desk.Page.Locator("tbody .facts")).ToContainTextAsync("page 1920 × 1080, scale 1");
        await Expect(desk.Page.Locator("tbody .facts")).ToContainTextAsync(" fps");
        await Expect(desk.Page.Locator("tbody .odd", new() { HasText = "clock" })).ToHaveCountAsync(0);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Change: Hall" }).ClickAsync();
        await desk.Page.GetByLabel("all", new() { Exact = true }).CheckAsync();
        await desk.Page.GetByLabel("Hall", new() { Exact = true }).UncheckAsync();
        Assert.Empty(await desk.SeriousFindingsAsync());
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Uri(server.Address, "/wall/all?kiosk").ToString());
    }

    private static async Task UntilLiveAsync(WatchedPage screen)
    {
        await Expect(screen.Page.Locator("html[data-screen=yes]")).ToHaveAttributeAsync("data-freshness", "live");
        await Expect(screen.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/wall/[a-z]+\\?kiosk$"));
    }
}
