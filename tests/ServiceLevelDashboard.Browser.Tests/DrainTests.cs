using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceLevelDashboard.Web.Hosting;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Pages whose server goes while somebody types: they live on at another one, and nothing that was typed is lost.</summary>
public sealed class DrainTests(BrowserFixture browser) : BrowserTest
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Board_WhoseServerGoesWhileItIsTyped_IsTypedOnAtAnother(bool isAskedToEnd)
    {
        var settings = new Dictionary<string, string> { ["Drain:Seconds"] = "2" };
        var one = await StartAsync(settings);
        var other = await StartAsync(settings);
        await using var proxy = new WallProxy(one.Address);
        var visit = await browser.OpenAsync("/boards/new", address: proxy.Address);
        await visit.UntilInteractiveAsync();
        var title = visit.Page.GetByLabel("Title", new() { Exact = true });
        var size = visit.Page.GetByLabel("Screen size, inches");
        var message = visit.Page.GetByLabel("Line of text");
        await title.FillAsync("Night shift");
        await visit.Page.GetByLabel("Find a queue to add").FillAsync("s");
        var first = visit.Page.GetByRole(AriaRole.Option).First;
        await Expect(first).ToContainTextAsync(new Regex("s", RegexOptions.IgnoreCase));
        var queue = await first.InnerTextAsync();
        await first.ClickAsync();
        await Expect(visit.Page.Locator("iframe").ContentFrame.Locator(".tile .name").First).ToContainTextAsync(queue);
        await size.FillAsync("");
        await message.PressSequentiallyAsync("Cake at th");
        await visit.Page.EvaluateAsync("window.isOld = true");

        proxy.LeadTo(other.Address);
        if (isAskedToEnd)
        {
            _ = one.Services.GetRequiredService<Drain>().RunAsync(Cancellation);
        }
        else
        {
            proxy.Set(ProxyMode.Cut);
            proxy.Set(ProxyMode.Pass);
        }
        await visit.Page.WaitForFunctionAsync("() => !window.isOld", null, new() { Timeout = 30_000 });

        await Expect(visit.Page.GetByText("What you typed is here again.")).ToBeVisibleAsync();
        await Expect(message).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("ree");
        await Expect(title).ToHaveValueAsync("Night shift");
        await Expect(size).ToHaveValueAsync("");
        await Expect(message).ToHaveValueAsync("Cake at three");
        await size.FillAsync("55");
        await visit.Page.GetByLabel("Name in the address").FillAsync("night");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/boards/board/night$"));
        await Expect(visit.Page.Locator("iframe").ContentFrame.Locator(".tile .name").First).ToContainTextAsync(queue);
    }

    private static async Task<DashboardUnderTest> StartAsync(Dictionary<string, string> settings)
    {
        var dashboard = await DashboardUnderTest.StartAsync(
            new ServiceLevelDashboard.Simulator.Settings.SimulatorOptions { Seed = 7, Queues = 4 }, Cancellation, settings: settings);
        await dashboard.UntilFiguresAsync(Cancellation);
        return dashboard;
    }
}
