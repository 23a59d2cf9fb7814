using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A page and what its browser complained about: errors in scripts, failed loads, reports of the content security policy.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.SetDefaultTimeout(20_000);
    }

    public IPage Page { get; }

    /// <summary>Waits until figures are shown and the page answers to events.</summary>
    public async Task UntilLiveAsync()
    {
        await Page.Locator("a.tile").First.WaitForAsync();
        await Page.Locator("header[data-interactive]").WaitForAsync();
    }

    /// <summary>What axe finds of impact serious or critical, each with its rule and place.</summary>
    public async Task<string[]> SeriousFindingsAsync()
    {
        var result = await Page.RunAxe();
        return
        [
            .. from violation in result.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes
               select $"{violation.Id}: {node.Html}",
        ];
    }

    /// <summary>What the browser complained about so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public void AssertNoComplaints() => Assert.Empty(_complaints);

    /// <summary>Whether the page is wider than its window.</summary>
    public Task<bool> ScrollsSidewaysAsync() =>
        Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
