using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A page and what its browser complained about: errors in scripts, failed loads, reports of the content security policy.</summary>
internal sealed class WatchedPage : IAsyncDisposable, IEvidence
{
    private static readonly string AxeScript = new BundledAxeScriptProvider().GetScript();
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(BrowserFixture.PatienceMs);

    private const int MostTabs = 80;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly ConcurrentQueue<string> _console = new();

    public WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            _console.Enqueue($"{message.Type}: {message.Text}");
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) =>
        {
            _console.Enqueue(error);
            _complaints.Add(error);
        };
        page.RequestFailed += (_, request) => _console.Enqueue($"failed: {request.Method} {request.Url} {request.Failure}");
        page.SetDefaultTimeout(BrowserFixture.PatienceMs);
    }

    public IPage Page { get; }

    /// <summary>Waits until figures are shown and the page answers to events.</summary>
    public async Task UntilLiveAsync()
    {
        await Page.Locator("a.tile").First.WaitForAsync();
        await UntilInteractiveAsync();
    }

    /// <summary>Waits until the circuit has taken the page over: until then clicks and keys go nowhere.</summary>
    public Task UntilInteractiveAsync() => Page.Locator("header[data-interactive]").WaitForAsync();

    /// <summary>Goes to an address as one does who types it, and waits until its page is interactive.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await UntilInteractiveAsync();
    }

    /// <summary>
    /// What axe finds of impact serious or critical, each with its rule and place. Not inside frames: one without scripts never answers axe, and what is in it
    /// is the wall, which has tests of its own.
    /// </summary>
    /// <param name="rules">The rules to look by; all of them when none is given.</param>
    public async Task<string[]> SeriousFindingsAsync(params string[] rules)
    {
        if (rules.Length > 0)
        {
            return await AxeAsync(new { runOnly = rules });
        }
        // a title goes for a moment as the circuit takes a page over, so it is waited for and not among what is looked at once
        await Expect(Page).ToHaveTitleAsync(new Regex(@"\S"));
        return await AxeAsync(new { rules = new Dictionary<string, object> { ["document-title"] = new { enabled = false } } });
    }

    /// <summary>The same, and what is too faint in the other theme: colours are all that a theme changes.</summary>
    public async Task<string[]> SeriousFindingsInBothThemesAsync()
    {
        var findings = await SeriousFindingsAsync();
        var (now, other) = await Page.EvaluateAsync<string>("document.documentElement.dataset.theme") == "dark" ? ("dark", "light") : ("light", "dark");
        await SwitchAsync(other);
        var inOther = await SeriousFindingsAsync("color-contrast");
        await SwitchAsync(now);
        return [.. findings, .. inOther.Select(finding => $"{other}: {finding}")];
    }

    /// <summary>
    /// Nothing serious in either theme nor on a phone, nothing that reaches out of a phone's window, and a picture of both widths. Of a page at a desk's width.
    /// </summary>
    /// <param name="name">The pictures' name.</param>
    public async Task AssertSoundAsync(string name)
    {
        await Page.PictureAsync(name + "-1440", fullPage: true);
        Assert.Empty(await SeriousFindingsInBothThemesAsync());
        Assert.True(await FitsAsync(), "It scrolls sideways at 1440 px.");
        await Page.SetViewportSizeAsync(390, 844);
        Assert.True(await FitsAsync(), "It scrolls sideways at 390 px.");
        Assert.Empty(await SeriousFindingsAsync());
        await Page.PictureAsync(name + "-390", fullPage: true);
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
            Assert.True(
                await target.EvaluateAsync<bool>("e => getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2"),
                $"No focus is seen on {target}.");
            return;
        }

        Assert.Fail($"{target} cannot be reached by Tab.");
    }

    /// <summary>Follows a link, by Tab and Enter or by the mouse, and waits until the page that it leads to is interactive.</summary>
    public async Task FollowAsync(ILocator link, bool byKeyboard = false)
    {
        await link.WaitForAsync();
        var from = Page.Url;
        await (byKeyboard ? PressOnAsync(link) : link.ClickAsync());
        await Expect(Page).Not.ToHaveURLAsync(from);
        await UntilInteractiveAsync();
    }

    /// <summary>Goes to something by Tab and presses a key on it.</summary>
    public async Task PressOnAsync(ILocator target, string key = "Enter")
    {
        await TabToAsync(target);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Opens a field that offers a few, and chooses one. The server has heard of it once the field shows it; nothing else is pressed before.</summary>
    public async Task ChooseAsync(string label, string option)
    {
        await Page.GetByLabel(label, new() { Exact = true }).ClickAsync();
        var offered = Page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true });
        await offered.ClickAsync();
        await Expect(offered).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true })).ToHaveValueAsync(option);
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
    public Task<string[]> FaintTextsAsync() =>
        AxeAsync(new
        {
            runOnly = new[] { "color-contrast-enhanced" },
            rules = new Dictionary<string, object> { ["color-contrast-enhanced"] = new { enabled = true } },
        });

    /// <summary>
    /// Runs axe in the page itself. The library's own way opens a second page for each look, which is for pages with frames and takes twice as long.
    /// </summary>
    private async Task<string[]> AxeAsync(object options)
    {
        if (!await Page.EvaluateAsync<bool>("'axe' in window"))
        {
            await Page.EvaluateAsync(AxeScript);
        }
        // of what is right it would list every element
        return await Page.EvaluateAsync<string[]>("""
            async options => {
              const { violations } = await axe.run({ iframes: false, resultTypes: ['violations'], ...options });
              return violations.filter(v => ['serious', 'critical'].includes(v.impact)).flatMap(v => v.nodes.map(node => `${v.id}: ${node.html}`));
            }
            """, options).WaitAsync(LongestLook);
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

    public async Task KeepAsync(string path, DateTimeOffset since)
    {
        var shown = "";
        try
        {
            await Page.ScreenshotAsync(new() { Path = path + ".png" });
            shown = await Page.Locator("body").InnerTextAsync(new() { Timeout = 20_000 });
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            shown = $"No picture: {e.Message}"; // it was closed, or it hangs: what is known is kept
        }

        await File.WriteAllLinesAsync(path + ".page.txt", [Page.Url, "", "console:", .. _console, "", "shown:", shown]);
    }
}
