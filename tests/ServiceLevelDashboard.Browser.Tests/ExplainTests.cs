using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A figure followed from its tile to its rows, kept, and opened again after it was corrected.</summary>
public sealed partial class ExplainTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Tile_ItsFigure_OpensTheSheetDownToTheRows()
    {
        var page = await OpenSheetAsync(ColorScheme.Dark, 1440);

        await Assertions.Expect(page.Page.Locator("section.lead .sentence")).ToHaveTextAsync(Sentence());
        await Assertions.Expect(page.Page.Locator(".formula").First).ToContainTextAsync("÷");
        var figure = await page.Page.Locator(".figure b").TextContentAsync();
        await Assertions.Expect(page.Page.Locator(".rows tfoot td").Nth(7)).ToHaveTextAsync(figure!.Trim());
        await page.AssertSoundAsync("explain");
        page.AssertNoComplaints();
    }

    [Fact]
    public async Task Sheet_KeyboardAlone_IsReachedFromTheTile()
    {
        var page = await browser.OpenAsync();
        await page.UntilLiveAsync();

        await page.Page.Locator("a.tile").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");

        await page.Page.Locator("section.lead .sentence").WaitForAsync();
    }

    [Fact]
    public async Task Sheet_OnPaper_IsBlackOnWhiteWithoutControls()
    {
        var page = await OpenSheetAsync(ColorScheme.Dark, 1440);

        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(page.Page.Locator(".actions")).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("header[data-interactive]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("section.lead .sentence")).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
        await page.Page.PictureAsync("explain-print", fullPage: true);
    }

    [Fact]
    public async Task Kept_AfterALateCorrection_ShowsOldNewAndTheDifference()
    {
        var page = await OpenSheetAsync(ColorScheme.Light, 1440);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save this figure" }).ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(KeptAddress());
        await Assertions.Expect(page.Page.Locator(".changes dl")).ToBeVisibleAsync();
        var kept = page.Page.Url;
        var was = await page.Page.Locator(".figure b").TextContentAsync();

        await CorrectAsync(await page.Page.Locator(".crumbs a").Nth(1).GetAttributeAsync("href"));
        await page.Page.GotoAsync(kept);

        await Assertions.Expect(page.Page.Locator(".changes tbody tr").First).ToContainTextAsync("changed");
        await Assertions.Expect(page.Page.Locator(".changes td.changed").First).ToContainTextAsync("→");
        await Assertions.Expect(page.Page.Locator(".figure b")).ToHaveTextAsync(was!);
        await Assertions.Expect(page.Page.Locator(".changes dd").Nth(2)).ToContainTextAsync("points");
        await page.AssertSoundAsync("kept");
        page.AssertNoComplaints();
    }

    private async Task<WatchedPage> OpenSheetAsync(ColorScheme theme, int width)
    {
        var page = await browser.OpenAsync(theme: theme, width: width);
        await page.UntilLiveAsync();
        await page.Page.Locator("a.explain").First.ClickAsync();
        await page.Page.Locator("section.lead .sentence").WaitForAsync();
        return page;
    }

    /// <summary>Early in the day, before the trailing window that the collector reads again: five contacts more were offered, answered late.</summary>
    private async Task CorrectAsync(string? queuePath)
    {
        var parts = (queuePath ?? "").Split('/');
        var key = new QueueMedia(new QueueId(Uri.UnescapeDataString(parts[^2])), new MediaType(Uri.UnescapeDataString(parts[^1])));
        var services = browser.Dashboard.Services;
        var snapshot = services.GetRequiredService<ISnapshots>().For(Visibility.Everything).Snapshot!; // there are tiles
        var archive = services.GetRequiredService<IDurableIntervalArchive>();
        var morning = new Interval(snapshot.Day.Start, snapshot.Day.Start.AddHours(8));
        var cancellation = TestContext.Current.CancellationToken;
        var known = await archive.ReadAsync(morning, snapshot.Granularity, [], cancellation);
        var row = known.Rows.First(r => r.Key == key && r.Counts.Answered > 0);
        var corrected = row with
        {
            Counts = row.Counts with
            {
                Offered = row.Counts.Offered + 5,
                AnswerWait = row.Counts.AnswerWait + new DurationStatistics(5, 500_000, 100_000),
                OverSla = row.Counts.OverSla + 5,
                Genesys = row.Counts.Genesys is { } own ? own with { Denominator = own.Denominator + 5 } : null,
            },
        };
        var coverage = new Coverage(row.Interval, snapshot.Granularity, snapshot.Edges, [key.Queue], snapshot.DataUntil);
        await archive.MergeAsync(
            coverage, [.. known.Rows.Where(r => r.Key.Queue == key.Queue && r.Interval == row.Interval && r != row), corrected], cancellation);
    }

    [GeneratedRegex("^On \\w+ \\d+ \\w+ \\d{4} from 00:00 to 1\\d:\\d\\d, .+ of .+ contacts were answered within .+: .+%\\.$")]
    private static partial Regex Sentence();

    [GeneratedRegex("/explain/kept/[0-9a-f]{24}$")]
    private static partial Regex KeptAddress();
}
