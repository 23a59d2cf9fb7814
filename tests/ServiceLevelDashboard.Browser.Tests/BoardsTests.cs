using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Boards as a supervisor makes them, and the screens that follow.</summary>
public sealed partial class BoardsTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Board_MadeEditedAndDeleted_IsFollowedByAScreenAndComesBack()
    {
        var desk = await OpenAsync("/boards");
        Assert.Empty(await desk.SeriousFindingsInBothThemesAsync());
        await desk.FollowAsync(desk.Page.GetByRole(AriaRole.Link, new() { Name = "New board" }));
        await desk.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Journey");
        await desk.Page.GetByLabel("Name in the address").FillAsync("journey");
        await desk.Page.GetByLabel("Find a queue to add").FillAsync("s");
        var first = desk.Page.GetByRole(AriaRole.Option).First;
        await Expect(first).ToContainTextAsync(new Regex("s", RegexOptions.IgnoreCase)); // before, it is the first of all
        var queue = await first.InnerTextAsync();
        await first.ClickAsync();
        await Expect(desk.Page.Locator(".sizes")).ToContainTextAsync("4 tiles per page.");
        await Expect(Preview(desk).Locator(".tile .name").First).ToContainTextAsync(queue);
        await desk.Page.PictureAsync("board-editor");
        Assert.Empty(await desk.SeriousFindingsInBothThemesAsync());
        await SaveAsync(desk);

        var wall = await browser.OpenHastyWallAsync("/wall/journey");
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-freshness", "live");
        await Expect(wall.Page.Locator(".tile:visible")).ToHaveCountAsync(1);
        await desk.Page.GetByLabel("Line of text").FillAsync("Cake <b>at</b> three");
        await SaveAsync(desk);
        await Expect(wall.Page.Locator("#message")).ToContainTextAsync("Cake <b>at</b> three");
        // another screen's size is another layout: the page loads itself again
        await desk.Page.GetByLabel("Viewing distance, metres").FillAsync("5");
        await SaveAsync(desk);
        await Expect(wall.Page.Locator("html")).ToHaveAttributeAsync("data-columns", "3");

        await desk.FollowAsync(desk.Page.GetByRole(AriaRole.Link, new() { Name = "All boards" }));
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Delete Journey" }).ClickAsync();
        await Expect(wall.Page.Locator("#notice")).ToContainTextAsync("No board with this name");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Journey" })).ToBeVisibleAsync();
        await Expect(wall.Page.Locator(".tile:visible")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Board_ChangedBySomebodyElse_SaysSoAndLosesNothingTyped()
    {
        var one = await OpenAsync("/boards/new");
        await one.Page.GetByLabel("Name in the address").FillAsync("shared");
        await SaveAsync(one);
        await Expect(one.Page).ToHaveURLAsync(EditorOfShared());
        var other = await OpenAsync("/boards/board/shared");

        await other.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Theirs");
        await SaveAsync(other);
        await one.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Mine");
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(one.Page.Locator(".said")).ToContainTextAsync("someone else has changed this board");
        await Expect(one.Page.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync("Mine");
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Overwrite with my version" }).ClickAsync();
        await Expect(one.Page.Locator(".said")).ToContainTextAsync("Saved.");
    }

    [Fact]
    public async Task Board_WrongInput_IsNamedAtItsFieldAndKept()
    {
        var desk = await OpenAsync("/boards/new");

        await desk.Page.GetByLabel("Name in the address").FillAsync("Big Floor");
        await desk.Page.GetByLabel("Screen size, inches").FillAsync("20");
        await desk.Page.GetByLabel("Viewing distance, metres").FillAsync("12");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("Not saved");
        await Expect(desk.Page.GetByLabel("Name in the address")).ToHaveAccessibleDescriptionAsync(new Regex("lower case letters"));
        await Expect(desk.Page.GetByLabel("Name in the address")).ToBeFocusedAsync();
        await Expect(desk.Page.GetByText("are readable from")).ToBeVisibleAsync();
        await Expect(desk.Page.GetByLabel("Name in the address")).ToHaveValueAsync("Big Floor");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "All boards" }).ClickAsync();
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("You have unsaved changes");
    }

    /// <summary>A pixel of a style sheet is 1.279 minutes of arc at an arm's length: there the preview has the angles of the floor.</summary>
    [Fact]
    public async Task Preview_AtArmsLength_HasTheAnglesOfTheFloor()
    {
        var desk = await OpenAsync("/boards/board/all");
        var handle = await desk.Page.WaitForFunctionAsync(
            """
            () => {
              const tile = document.querySelector('iframe')?.contentDocument?.querySelector('.tile');
              const sizes = tile && ['.name', '.figure:not(.withdrawn)'].map(s => parseFloat(getComputedStyle(tile.querySelector(s)).fontSize) * 0.7 * 1.279);
              return sizes && sizes[1] > 25 ? sizes : null; // the frame's style sheets come after it
            }
            """);
        var sizes = await handle.JsonValueAsync<double[]>();

        Assert.InRange(sizes[0], 15.9, 22);
        Assert.InRange(sizes[1], 39.9, 60);
        var frame = await desk.Page.Locator("iframe").EvaluateAsync<int[]>("f => [f.clientWidth, f.clientHeight]");
        Assert.InRange(frame[0] * 1.279, 520, 526); // 55 inches seen from 8 m are 523 minutes wide
        Assert.InRange(frame[1] * 1.279, 291, 297);
        desk.AssertNoComplaints();
    }

    [Fact]
    public async Task Import_WithAMistake_NamesItsLineAndThenTakesAll()
    {
        var desk = await OpenAsync("/boards/import");
        await desk.Page.GetByLabel("or paste its text").FillAsync("boards:\n  from-git:\n    titel: From git\n");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(desk.Page.Locator(".problems")).ToContainTextAsync("Line 3: Unknown field \"titel\". Did you mean \"title\"?");
        Assert.Empty(await desk.SeriousFindingsAsync());

        await desk.Page.GetByLabel("or paste its text").FillAsync("boards:\n  from-git:\n    title: From git\n  second: {}\n");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Import 2 boards" }).ClickAsync();
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("2 boards imported.");

        var exported = await (await desk.Page.APIRequest.GetAsync("/boards/boards.yaml")).TextAsync();
        Assert.Contains("  from-git:\n    title: From git\n", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfALargePaste_IsTakenAndATooLongOneIsSaidWithNothingLost()
    {
        var desk = await OpenAsync("/boards/import");
        var text = desk.Page.GetByLabel("or paste its text");
        var boards = Enumerable.Range(0, 2_500).Select(static i => $"  large-{i}:\n    message: {new string('ü', 60)}\n");
        var large = "boards:\n" + string.Concat(boards); // 220,000 characters
        await PasteAsync(text, large);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "Import 2,500 boards" })).ToBeVisibleAsync();

        await PasteAsync(text, string.Concat(Enumerable.Repeat(new string('ü', 99) + "\n", 22_000)));
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("larger than 2 MB");
        Assert.Equal(2_200_000, await text.EvaluateAsync<int>("field => field.value.length"));

        await desk.Page.GotoAsync("/boards/new");
        await desk.UntilInteractiveAsync();
        var title = desk.Page.GetByLabel("Line of text");
        await desk.Page.GetByLabel("Name in the address").FillAsync("long");
        await PasteAsync(title, new string('x', 40_000));
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var said = await title.EvaluateAsync<string>("field => field.validationMessage");
        Assert.StartsWith("This text is longer than a field can hold.", said, StringComparison.Ordinal);
        Assert.Equal(40_000, await title.EvaluateAsync<int>("field => field.value.length"));
        await title.FillAsync("Short");
        await SaveAsync(desk);
        desk.AssertNoComplaints();
    }

    /// <summary>At once, as from the clipboard: typing so much takes the browser minutes.</summary>
    private static async Task PasteAsync(ILocator field, string text) => await field.EvaluateAsync(
        "(field, text) => { field.focus(); field.value = text; field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' })); }",
        text);

    private Task<WatchedPage> OpenAsync(string path) => browser.OpenInteractiveAsync(path);

    private static IFrameLocator Preview(WatchedPage desk) => desk.Page.FrameLocator("iframe");

    private static async Task SaveAsync(WatchedPage desk)
    {
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("Unsaved changes"); // the circuit has taken what was typed
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("Saved.");
    }

    [GeneratedRegex("/boards/board/shared$")]
    private static partial Regex EditorOfShared();
}
