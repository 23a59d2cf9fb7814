using System.Diagnostics;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ServiceLevelDashboard.Browser.Tests.QueuePageTests;

/// <summary>
/// The program itself, as a process on its embedded simulator, and a browser: once for all tests of these pages. (A host inside the
/// test would not do: the factory for tests takes the first host that the program builds, which is the simulator's.)
/// </summary>
public sealed partial class Site : IAsyncLifetime
{
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _program;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var root = RepoRoot();
        // The tests' own folder is bin/CONFIGURATION/FRAMEWORK: the program was built into one of the same names.
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(root, "src", "ServiceLevelDashboard.Web", "bin", built.Parent!.Name, built.Name, "ServiceLevelDashboard.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        _program = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        _program.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && Listening().Match(text) is { Success: true } match)
                _address.TrySetResult(match.Groups[1].Value);
        };
        _program.BeginOutputReadLine();
        await _address.Task.WaitAsync(TimeSpan.FromSeconds(60));

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A page of its own that keeps what its console and its content policy complained about.</summary>
    public async Task<Visit> OpenAsync(string path, int width = 1440, string theme = "dark")
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions // set by InitializeAsync
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddInitScriptAsync($"localStorage.setItem('theme', '{theme}')");
        var page = await context.NewPageAsync();
        var visit = new Visit(context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                visit.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => visit.Complaints.Add(error);
        page.SetDefaultTimeout(15_000);
        await page.GotoAsync(await _address.Task + path);
        return visit;
    }

    /// <summary>The path of the first queue that has a tile.</summary>
    public async Task<string> QueuePathAsync()
    {
        await using var visit = await OpenAsync("/");
        var tile = visit.Page.Locator("a[href^='/queues/']").First;
        await tile.WaitForAsync();
        return await tile.GetAttributeAsync("href") ?? throw new InvalidOperationException("The tile has no link.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _program?.Kill();
        _program?.Dispose();
    }

    [GeneratedRegex("Listening on (http://127\\.0\\.0\\.1:[0-9]+)")]
    private static partial Regex Listening();

    private static string RepoRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ServiceLevelDashboard.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository's root is not above the tests.");
    }
}

/// <summary>One browser page and what went wrong on it.</summary>
public sealed class Visit(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    public List<string> Complaints { get; } = [];

    /// <summary>Waits until both charts are drawn.</summary>
    public async Task ChartsAsync()
    {
        await page.Locator(".apexcharts-line-series path").First.WaitForAsync();
        await page.Locator(".apexcharts-line-series path").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Serious and critical findings, one line each.</summary>
    public async Task<IEnumerable<string>> SeriousFindingsAsync()
    {
        var result = await page.RunAxe();
        return result.Violations
            .Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
    }

    /// <summary>How far the page can be scrolled sideways, in pixels.</summary>
    public Task<int> SidewaysAsync() => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");

    public ValueTask DisposeAsync() => new(context.CloseAsync());
}
