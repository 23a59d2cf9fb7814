using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What is on the screen, taken along as a file.</summary>
public sealed class ExportTests(BrowserFixture browser) : BrowserTest
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_Filtered_IsSavedAsItIsShown()
    {
        var visit = await browser.OpenAsync("/?state=on-target");
        await visit.UntilLiveAsync();
        var shown = await visit.Page.Locator("a.tile").CountAsync();

        var csv = await SavedAsync(visit, "Table (CSV)");
        var excel = await SavedAsync(visit, "Table (Excel)");

        var lines = System.Text.Encoding.UTF8.GetString(csv).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length - 1, shown - 2, shown + 2); // a queue may have changed its state meanwhile
        Assert.All(lines[1..], line => Assert.Contains(",On target,", line, StringComparison.Ordinal));
        Assert.Equal("PK"u8.ToArray(), excel[..2]);
        visit.AssertNoComplaints();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/history?from=2026-08-31&to=2026-09-01")]
    [InlineData(null)]
    public async Task Page_AsAPicture_IsDrawn(string? path)
    {
        var visit = await browser.OpenInteractiveAsync(path ?? browser.QueuePath);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).WaitForAsync();

        var picture = await SavedAsync(visit, "Picture (PNG)");

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
        Assert.InRange(picture.Length, 20_000, 8_000_000);
        await File.WriteAllBytesAsync(
            Repository.Screenshot($"picture-{(path is null ? "queue" : path.Length == 1 ? "overview" : "history")}"), picture, Cancellation);
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Queue_AsCsv_HasTheRowsOfItsTable()
    {
        var visit = await browser.OpenInteractiveAsync(browser.QueuePath);

        var csv = System.Text.Encoding.UTF8.GetString(await SavedAsync(visit, "Table (CSV)"));

        Assert.Contains("Start (", csv, StringComparison.Ordinal);
        Assert.True(csv.Split('\n').Length > 10);
    }

    [Fact]
    public async Task Overview_OnPaper_HasNoControls()
    {
        var visit = await browser.OpenAsync();
        await visit.UntilLiveAsync();

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(visit.Page.Locator("header[data-interactive]")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("search.filters")).ToBeHiddenAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export" })).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("a.tile").First).ToBeVisibleAsync();
        Assert.Equal("rgb(255, 255, 255)", await visit.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
    }

    /// <summary>Opens the menu, chooses, and reads what arrives.</summary>
    private static async Task<byte[]> SavedAsync(WatchedPage visit, string choice)
    {
        var file = await visit.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
            await visit.Page.GetByText(choice, new() { Exact = true }).ClickAsync();
        });
        return await File.ReadAllBytesAsync(await file.PathAsync(), Cancellation);
    }
}
