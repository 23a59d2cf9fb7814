using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ServiceLevelDashboard.Browser.Tests.BrowserFixture))]

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>One browser and one dashboard for all tests. Without Chromium the tests that ask for a page are skipped by name.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string? Chromium = new[]
    {
        Environment.GetEnvironmentVariable("CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        Environment.ExpandEnvironmentVariables(@"%ProgramFiles%\Google\Chrome\Application\chrome.exe"),
    }.FirstOrDefault(File.Exists);

    /// <summary>Why a test is skipped.</summary>
    internal const string Missing = "Chromium is not installed: set CHROMIUM to its path.";

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private DashboardUnderTest? _dashboard;

    /// <summary>Whether there is no browser.</summary>
    internal bool IsMissing => _browser is null;

    /// <summary>The shared dashboard's contact centre, to inject faults; whoever does takes them back.</summary>
    internal DashboardUnderTest Dashboard => _dashboard ?? throw new InvalidOperationException("There is no browser, so nothing was started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium is null)
        {
            return;
        }
        _dashboard = await DashboardUnderTest.StartAsync(CancellationToken.None);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(20_000); // the machine may be busy: a test waits, it does not measure
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A page of its own, of which everything that the browser complains about is collected.</summary>
    internal async Task<WatchedPage> OpenAsync(string path = "/", ColorScheme theme = ColorScheme.Dark, int width = 1440, int height = 900, Uri? address = null, string language = "en-GB")
    {
        Assert.SkipWhen(_browser is null, Missing);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions // not null: skipped above
        {
            BaseURL = (address ?? Dashboard.Address).ToString(),
            ColorScheme = theme,
            Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = new WatchedPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(path);
        return page;
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
