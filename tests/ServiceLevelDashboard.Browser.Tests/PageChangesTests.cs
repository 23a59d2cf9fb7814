using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Somebody looks through pages faster than their charts are made.</summary>
public sealed class PageChangesTests(BrowserFixture browser) : BrowserTest
{
    /// <summary>
    /// Goes to one address after the other as soon as the last one's page has a place for its chart, or up to four frames later: the chart is asked for,
    /// being made, or made. Returns what a page that shows no chart shows instead.
    /// </summary>
    private const string Leaf =
        """
        async ([addresses, changes]) => {
          const frame = () => new Promise(requestAnimationFrame);
          for (let change = 0; change < changes; change++) {
            const address = addresses[change % addresses.length];
            Blazor.navigateTo(address);
            let place;
            const patience = Date.now() + 60_000;
            while (!(place = document.querySelector('.trend-chart:not([data-seen])'))) {
              if (document.querySelector('main [role=alert]') || Date.now() > patience)
                return `${change} ${address}: ${document.querySelector('main').innerText}`;
              await frame();
            }
            place.setAttribute('data-seen', '');
            for (let frames = change % 5; frames > 0; frames--) await frame();
          }
          return '';
        }
        """;

    /// <summary>As Blazor does when the server has ended the circuit: the page would stand there and answer nothing.</summary>
    [Fact]
    public async Task Circuit_EndedByAnError_PageIsLoadedAgain()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();

        await EndCircuitAsync(visit, ageOfThePageMs: 1_000);
        await visit.Page.Locator("#blazor-error-ui").GetByRole(AriaRole.Button).ClickAsync(); // it stays: loading it again may break it again
        await UntilLoadedAgainAsync(visit);

        await EndCircuitAsync(visit, ageOfThePageMs: 3_600_000);
        await UntilLoadedAgainAsync(visit);
    }

    [Fact]
    public async Task Pages_ChangedTwentyTimesInASlowBrowser_NothingBreaks()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var dashboard = await DashboardUnderTest.StartAsync(TestContext.Current.CancellationToken); // its log is of this page alone
        var visit = await browser.OpenAsync(address: dashboard.Address);
        await visit.UntilLiveAsync();
        var queue = await visit.Page.Locator("a.tile").First.GetAttributeAsync("href");
        var session = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });

        var broken = await visit.Page.EvaluateAsync<string>(Leaf, new object?[] { new[] { queue, "/history?from=2026-09-01&to=2026-09-01&by=interval" }, 20 });
        Assert.Empty(broken);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 1 });
        await visit.Page.EvaluateAsync("Blazor.navigateTo('/')");
        // Twenty pages of work stand in the queue before it.
        await visit.Page.Locator("a.tile").First.WaitForAsync(new() { Timeout = 120_000 });
        await visit.UntilLiveAsync();

        await Expect(visit.Page.Locator("main [role=alert]")).ToHaveCountAsync(0);
        Assert.DoesNotContain(
            dashboard.Log.Lines,
            line => line.Text.Contains("ScriptModule", StringComparison.Ordinal) || line.Text.Contains("CircuitHost", StringComparison.Ordinal));
        visit.AssertNoComplaints();
    }

    private static async Task EndCircuitAsync(WatchedPage visit, int ageOfThePageMs) => await visit.Page.EvaluateAsync(
        """
        age => {
          performance.now = () => age;
          window.isOfBefore = true;
          document.getElementById('blazor-error-ui').style.display = 'block';
        }
        """,
        ageOfThePageMs);

    private static async Task UntilLoadedAgainAsync(WatchedPage visit)
    {
        await visit.Page.WaitForFunctionAsync("() => !window.isOfBefore");
        await visit.UntilLiveAsync();
    }
}
