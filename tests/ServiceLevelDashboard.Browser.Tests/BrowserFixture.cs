using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Addresses;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(ServiceLevelDashboard.Browser.Tests.BrowserFixture))]

// Tests wait for a browser and a server, so two for each core of a small machine keep it busy. More make each other slow: every page that is open goes on
// drawing its figures while another is waited for.
[assembly: Parallelization(MaxThreads = 4)]

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>One browser and one dashboard for all tests. Without Chromium the tests that ask for a page are skipped by name.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string? Chromium = new[]
    {
        Environment.GetEnvironmentVariable("CHROMIUM"),
        "/usr/bin/chromium-headless-shell", // the same engine without windows of its own: a third of the work
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        Environment.ExpandEnvironmentVariables(@"%ProgramFiles%\Google\Chrome\Application\chrome.exe"),
    }.FirstOrDefault(File.Exists);

    /// <summary>Why a test is skipped.</summary>
    internal const string Missing = "Chromium is not installed: set CHROMIUM to its path.";

    /// <summary>How long a state is waited for. A machine may be busy with anything: a test waits, it does not measure.</summary>
    internal const float PatienceMs = 90_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private DashboardUnderTest? _dashboard;

    /// <summary>Whether there is no browser.</summary>
    internal bool IsMissing => _browser is null;

    /// <summary>The shared dashboard, with figures; whoever injects faults into its contact centre takes them back.</summary>
    internal DashboardUnderTest Dashboard =>
        BrowserTest.Used(_dashboard ?? throw new InvalidOperationException("There is no browser, so nothing was started."));

    /// <summary>The path of the shared dashboard's busiest queue.</summary>
    internal string QueuePath => QueueUrls.Of(Busiest.Queue.Key);

    /// <summary>The path of the sheet that explains the day of that queue.</summary>
    internal string ExplainPath => ExplainUrls.Of(Busiest.Queue.Key, ExplainAddress.SoFar(Busiest.Snapshot));

    private (Snapshot Snapshot, QueueSummary Queue) Busiest
    {
        get
        {
            Assert.SkipWhen(_browser is null, Missing);
            var snapshot = Dashboard.Services.GetRequiredService<ISnapshots>().For(Visibility.Everything).Snapshot!; // there are figures
            return (snapshot, snapshot.Queues.MaxBy(queue => queue.Day.Offered)!); // and queues
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium is null)
        {
            return;
        }

        _dashboard = await DashboardUnderTest.StartAsync(CancellationToken.None);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        });
        await _dashboard.UntilFiguresAsync(CancellationToken.None);
    }

    /// <summary>A page of its own, of which everything that the browser complains about is collected. It is closed when the running test has ended.</summary>
    internal async Task<WatchedPage> OpenAsync(
        string path = "/", ColorScheme theme = ColorScheme.Dark, int width = 1440, int height = 900, Uri? address = null, string language = "en-GB",
        bool allowsWorkers = true)
    {
        Assert.SkipWhen(_browser is null, Missing);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions // not null: skipped above
        {
            BaseURL = (address ?? Dashboard.Address).ToString(),
            ColorScheme = theme,
            Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            ServiceWorkers = allowsWorkers ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
            IgnoreHTTPSErrors = address?.Scheme == Uri.UriSchemeHttps, // nobody has signed the certificate of a test's proxy
        });
        var page = BrowserTest.Opened(new WatchedPage(context, await context.NewPageAsync()));
        await page.Page.GotoAsync(path);
        return page;
    }

    /// <summary>The same, once the circuit has taken the page over: until then clicks and keys go nowhere.</summary>
    internal async Task<WatchedPage> OpenInteractiveAsync(
        string path = "/", ColorScheme theme = ColorScheme.Dark, int width = 1440, int height = 900, Uri? address = null, string language = "en-GB")
    {
        var page = await OpenAsync(path, theme, width, height, address, language);
        await page.UntilInteractiveAsync();
        return page;
    }

    /// <summary>
    /// A wall whose long waits take a twentieth of their time: between two tries of a screen that was refused, and before a page loads itself again, which
    /// it does without a random delay. <c>window.cared</c> counts the latter.
    /// </summary>
    internal async Task<WatchedPage> OpenHastyWallAsync(string path, Uri? address = null)
    {
        var wall = await OpenAsync("/favicon.svg", width: 1920, height: 1080, address: address);
        await wall.Page.AddInitScriptAsync(
            """
            const later = window.setTimeout.bind(window);
            window.cared = 0;
            Math.random = () => 0;
            window.setTimeout = (act, ms, ...rest) => {
              const isCare = new Error().stack.includes('/wall/care.js');
              if (isCare) window.cared++;
              return later(act, isCare || ms >= 20_000 ? ms / 20 : ms, ...rest);
            };
            """);
        await wall.Page.GotoAsync(path);
        return wall;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
        }
    }
}
