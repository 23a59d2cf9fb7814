using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A page and what its browser complained about: errors in scripts, failed loads, reports of the content security policy.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(1);

    private const int MostTabs = 80;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
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

    /// <summary>
    /// What axe finds of impact serious or critical, each with its rule and place. Not inside frames: one without scripts never answers axe, and what is in it
    /// is the wall, which has tests of its own.
    /// </summary>
    public async Task<string[]> SeriousFindingsAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { Iframes = false }).WaitAsync(LongestLook);
        return
        [
            .. from violation in result.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes
               select $"{violation.Id}: {node.Html}",
        ];
    }

    /// <summary>The same, and what is too faint in the other theme: colours are all that a theme changes.</summary>
    public async Task<string[]> SeriousFindingsInBothThemesAsync()
    {
        var findings = await SeriousFindingsAsync();
        var (now, other) = await Page.EvaluateAsync<string>("document.documentElement.dataset.theme") == "dark" ? ("dark", "light") : ("light", "dark");
        await SwitchAsync(other);
        var result = await Page.RunAxe(new AxeRunOptions { Iframes = false, RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } }).WaitAsync(LongestLook);
        await SwitchAsync(now);
        return [.. findings, .. result.Violations.SelectMany(v => v.Nodes).Select(n => $"{other}: {n.Html}")];
    }

    private async Task SwitchAsync(string theme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light });
        await Page.Locator($"html[data-theme={theme}]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Presses Tab until something has the focus, and sees that it shows it.</summary>
    public async Task TabToAsync(ILocator target)
    {
        await target.WaitForAsync();
        for (var presses = 0; presses < MostTabs; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (!await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                continue;
            }
            Assert.True(await target.EvaluateAsync<bool>("e => getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2"), $"No focus is seen on {target}.");
            return;
        }

        Assert.Fail($"{target} cannot be reached by Tab.");
    }

    /// <summary>Goes to something by Tab and presses a key on it.</summary>
    public async Task PressOnAsync(ILocator target, string key = "Enter")
    {
        await TabToAsync(target);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to a field by Tab and types into it.</summary>
    public async Task TypeIntoAsync(ILocator field, string text)
    {
        await TabToAsync(field);
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>What the browser complained about so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Texts of less than 7:1, as high contrast promises.</summary>
    public async Task<string[]> FaintTextsAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast-enhanced"] },
            Rules = new Dictionary<string, RuleOptions> { ["color-contrast-enhanced"] = new() { Enabled = true } },
        });
        return [.. result.Violations.SelectMany(v => v.Nodes).Select(n => n.Html)];
    }

    /// <summary>What one presses that is lower than 44 px; within a sentence or a table's row it may be.</summary>
    public Task<string[]> SmallTargetsAsync() => Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
          .filter(e => e.checkVisibility() && !e.closest('table, p, dialog, [popover]'))
          .filter(e => ![...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim()))
          .map(e => [(e.closest('label') ?? e).getBoundingClientRect(), e])
          .filter(([r]) => r.width > 2 && r.height < 43.5)
          .map(([r, e]) => `${Math.round(r.width)} x ${Math.round(r.height)}: ${e.outerHTML.slice(0, 100)}`)
        """);

    public void AssertNoComplaints() => Assert.Empty(_complaints);

    /// <summary>Waits until the page needs no scrolling sideways, which a chart takes a moment for; false when it always does.</summary>
    public Task<bool> FitsAsync() => Page.EvaluateAsync<bool>("""
        async () => {
          const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
          for (let look = 0; look < 50 && !fits(); look++) await new Promise(done => setTimeout(done, 100));
          return fits();
        }
        """);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
