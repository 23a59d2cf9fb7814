using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The shortcuts, their sheet and the box that leads to any queue.</summary>
public sealed class KeyboardTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task JumpBox_PartOfAName_LeadsToItsQueue()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();
        var name = (await visit.Page.Locator("a.tile .name").Last.InnerTextAsync()).Split('\n')[0].Trim();
        await visit.GoAsync("/history");

        await visit.Page.Keyboard.TypeAsync("gq"); // together: the second key is waited for only so long
        await visit.Page.Keyboard.TypeAsync(name[..6]); // at once: what is typed before the box is there comes into its field
        await Expect(visit.Page.Locator("#jump ul a").First).ToContainTextAsync(name[..6]);
        Assert.Empty(await visit.SeriousFindingsAsync());
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page).ToHaveURLAsync(new Regex("/queues/"));
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync(name[..6]);
        await Expect(visit.Page.Locator("#jump")).ToBeHiddenAsync();
        visit.AssertNoComplaints();
    }

    /// <summary>A page that has just come gives its heading the focus, which on a slow machine is after the first keys.</summary>
    [Fact]
    public async Task JumpBox_HeadingFocusedWhileItOpens_KeepsWhatWasTyped()
    {
        var visit = await browser.OpenInteractiveAsync("/history");

        // in one go, before the server can have drawn the box
        await visit.Page.EvaluateAsync("""
            () => {
              document.querySelector('[data-opens="jump"]').click();
              for (const key of 'board') document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
              const heading = document.querySelector('h1');
              document.activeElement.blur(); // it may have it already
              heading.tabIndex = -1;
              heading.focus();
            }
            """);

        await Expect(visit.Page.Locator(".mud-dialog input")).ToHaveValueAsync("board");
    }

    /// <summary>A server far away gives the heading its focus when somebody is long at work.</summary>
    [Fact]
    public async Task Heading_SomebodyIsAtWorkBefore_LeavesThemTheFocus()
    {
        var visit = await browser.OpenAsync("/favicon.svg");
        await visit.Page.AddInitScriptAsync(
            """
            new MutationObserver((_, observer) => {
              if (!document.querySelector('header[data-interactive]')) return;
              observer.disconnect();
              const search = document.querySelector('[data-search]');
              search.focus();
              search.value = 'a';
              search.dispatchEvent(new Event('input', { bubbles: true }));
            }).observe(document, { subtree: true, childList: true });
            """);

        await visit.GoAsync("/");

        await Expect(visit.Page).ToHaveURLAsync(new Regex(@"\?q=a$")); // the server's answer, which comes after it has given the heading its focus
        await Expect(visit.Page.Locator("[data-search]")).ToBeFocusedAsync();
        await visit.FollowAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }));
        await Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
        await visit.FollowAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Overview", Exact = true }));
        await visit.Page.Locator("a.tile").First.PressAsync("Enter");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/queues/"));
        await Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Palette_ControlK_LeadsToAPageAndChangesTheTheme()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();

        // all before the server can have opened the palette: what is typed waits for it, and so does Enter
        await visit.Page.EvaluateAsync(
            """
            for (const key of ['k', ...'light', 'Enter']) {
              document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: key === 'k', bubbles: true, cancelable: true }));
            }
            """);
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await Expect(visit.Page.Locator("#jump")).ToBeHiddenAsync();

        await visit.Page.Keyboard.PressAsync("Control+k");
        await Expect(visit.Page.Locator("#jump input")).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("dark");
        await visit.Page.Keyboard.PressAsync("Enter"); // at once: matches of a part of the word are not taken
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(visit.Page.Locator("#jump")).ToBeHiddenAsync();

        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.Keyboard.TypeAsync("groups");
        await Expect(visit.Page.Locator("#jump ul a")).ToHaveCountAsync(1);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/groups"));
        await Expect(visit.Page.Locator("#jump")).ToBeHiddenAsync();
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task QuestionMark_Pressed_ListsTheKeysAndEscapeClosesThem()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();

        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.Locator("#shortcuts")).ToBeVisibleAsync();
        Assert.Empty(await visit.SeriousFindingsAsync());
        await visit.Page.Keyboard.PressAsync("Escape");

        await Expect(visit.Page.Locator("#shortcuts")).ToBeHiddenAsync();
        await visit.Page.Keyboard.TypeAsync("gh");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/history"));
    }

    [Fact]
    public async Task Keys_SwitchedOff_DoNothing()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preferences" }).ClickAsync();
        await visit.Page.GetByLabel("Off", new() { Exact = true }).CheckAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Locator("h1").ClickAsync();
        await visit.Page.Keyboard.PressAsync("?");

        await Expect(visit.Page.Locator("#shortcuts")).ToBeHiddenAsync();
    }
}
