using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Tests.Proxies;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>At <c>https://host/sld/</c> behind the packaged nginx, with the sign-in on.</summary>
[Trait("Length", "Long")]
public sealed class BelowAPathTests(BrowserFixture browser) : BrowserTest
{
    private const string Path = "/sld", Password = "correct horse battery";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A Tuesday forenoon that is not over: a browser keeps no cookie that has run out by its own clock.</summary>
    private static DateTimeOffset TuesdayAhead
    {
        get
        {
            var week = TimeSpan.FromDays(7);
            return DashboardUnderTest.Tuesday + (week * Math.Max(Math.Ceiling((TimeProvider.System.GetUtcNow() - DashboardUnderTest.Tuesday) / week), 0));
        }
    }

    [Fact]
    public async Task Dashboard_BelowAPath_WorksThereAloneAndStaysLiveThroughAReloadOfTheProxy()
    {
        var (root, proxy) = await StartAsync();
        var visit = await browser.OpenAsync("favicon.svg", address: root);
        var traffic = new Traffic(visit.Page, root);

        await visit.Page.GotoAsync(root.ToString());
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("root");
        await visit.Page.GetByLabel("Password").FillAsync(Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.UntilLiveAsync();
        await Expect(visit.Page.Locator("a.tile").First).Not.ToHaveCSSAsync("border-radius", "0px"); // the styles are there
        await AssertSavesAsync(visit.Page);
        await visit.Page.Locator("a.tile").First.ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("^" + Regex.Escape($"{root}queues/")));
        await visit.Page.Locator(".trend-chart .apexcharts-line-series path").First.WaitForAsync();
        await AssertSavesAsync(visit.Page);

        var screen = await visit.Page.Context.NewPageAsync();
        await screen.GotoAsync($"{root}screen");
        await Expect(screen.Locator("#code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("[A-Z0-9]{4}"));
        await screen.CloseAsync();
        var wall = await visit.Page.Context.NewPageAsync();
        await wall.GotoAsync($"{root}wall/all");
        await Expect(wall.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");

        await proxy.ReloadAsync(Cancellation);
        await AssertFollowsAsync(wall.Locator("html"), "data-until");
        await Expect(wall.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        await AssertFollowsAsync(visit.Page.Locator("[data-freshness-source]"), "data-until-ms");
        await visit.Page.Locator("a.brand").ClickAsync();
        await visit.UntilLiveAsync();
        await visit.Page.GetByPlaceholder("Find a queue").FillAsync("no queue of this name");
        await Expect(visit.Page.Locator("a.tile")).ToHaveCountAsync(0); // the circuit hears what is typed

        traffic.AssertWithin();
        visit.AssertNoComplaints();
    }

    private async Task<(Uri Root, PackagedProxy Proxy)> StartAsync()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        PackagedProxy.SkipWithout("nginx");
        var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 6 }, Cancellation, new ShiftedClock(TuesdayAhead),
            settings: new Dictionary<string, string> { ["Security:SignIn"] = "Always", ["Security:Proxies"] = "127.0.0.1", ["PathBase"] = Path });
        var setUp = dashboard.Services.GetRequiredService<SetUp>();
        Assert.True((await setUp.MakeFirstAsync(setUp.Code, "root", Password, Cancellation))?.IsDone);
        await dashboard.UntilFiguresAsync(Cancellation);
        var proxy = Opened(await PackagedProxy.StartAsync("nginx", dashboard.Address.Port, Path, compresses: false, Cancellation));
        return (new Uri($"https://localhost:{proxy.Port}{Path}/"), proxy);
    }

    private static async Task AssertSavesAsync(IPage page)
    {
        var file = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
            await page.GetByText("Table (CSV)", new() { Exact = true }).ClickAsync();
        });
        Assert.EndsWith(".csv", file.SuggestedFilename, StringComparison.Ordinal);
        Assert.NotEmpty(await File.ReadAllBytesAsync(await file.PathAsync(), Cancellation));
    }

    /// <summary>Newer figures arrive by themselves.</summary>
    private static async Task AssertFollowsAsync(ILocator source, string until)
    {
        var before = await source.GetAttributeAsync(until);
        Assert.NotNull(before);
        await Expect(source).Not.ToHaveAttributeAsync(until, before);
    }

    /// <summary>All that a browser asks for.</summary>
    private sealed class Traffic
    {
        private readonly ConcurrentQueue<Uri> _asked = new();
        private readonly ConcurrentQueue<string> _refused = new();
        private readonly Uri _root;

        public Traffic(IPage page, Uri root)
        {
            _root = root;
            page.WebSocket += (_, socket) => _asked.Enqueue(new Uri(socket.Url));
            page.Context.Request += (_, request) => _asked.Enqueue(new Uri(request.Url));
            page.Context.Response += (_, answer) =>
            {
                if (answer.Status >= 400)
                {
                    _refused.Enqueue($"{answer.Status} {answer.Url}");
                }
            };
        }

        /// <summary>All of it is below the root and there.</summary>
        public void AssertWithin()
        {
            Assert.Empty(_refused);
            Assert.Contains(_asked, static asked => asked.Scheme == "wss");
            Assert.Contains(_asked, static asked => asked.AbsolutePath.EndsWith(".css", StringComparison.Ordinal));
            Assert.DoesNotContain(
                _asked,
                asked => asked.Scheme is not ("data" or "blob")
                    && (asked.Authority != _root.Authority || !asked.AbsolutePath.StartsWith(_root.AbsolutePath, StringComparison.Ordinal)));
        }
    }
}
