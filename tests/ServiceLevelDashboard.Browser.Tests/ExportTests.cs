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
    public async Task Page_AsAPicture_IsDrawnInTheLightThemeAndSaysWhatItIs(string? path)
    {
        var visit = await browser.OpenInteractiveAsync(path ?? browser.QueuePath);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).WaitForAsync();
        if (path is "/")
        {
            await visit.Page.EvaluateAsync(ManyTiles);
        }
        else
        {
            await visit.Page.Locator(".trend-chart .apexcharts-line-series path").First.WaitForAsync();
        }
        await visit.Page.EvaluateAsync(Watch);

        var picture = await SavedAsync(visit, "Picture (PNG)");

        await File.WriteAllBytesAsync(
            Repository.Screenshot($"picture-{(path is null ? "queue" : path.Length == 1 ? "overview" : "history")}"), picture, Cancellation);
        AssertLight(await LookAsync(visit, picture));
        var drawn = await visit.Page.EvaluateAsync<string>("window.watched.drawn");
        Assert.Contains("data as of", drawn, StringComparison.Ordinal);
        Assert.Contains("Simulated", drawn, StringComparison.Ordinal);
        Assert.Equal(path is "/", drawn.Contains("The picture shows the first 100 of 120.", StringComparison.Ordinal));
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

    [Fact]
    public async Task Queue_OnPaperFromTheDarkTheme_HasItsLineAndItsTime()
    {
        var visit = await browser.OpenInteractiveAsync(browser.QueuePath);
        var chart = visit.Page.Locator(".trend-chart").First;
        await chart.Locator(".apexcharts-line-series path").First.WaitForAsync();
        Assert.Equal("dark", await visit.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        var shot = await chart.ScreenshotAsync();
        await visit.Page.PictureAsync("print-queue", fullPage: true);

        var look = await LookAsync(visit, shot);
        AssertLight(look);
        Assert.True(look.Ink > look.Width, $"The line has {look.Ink} pixels in a chart of {look.Width}.");
        await Expect(visit.Page.Locator("#imprint")).ToContainTextAsync("data as of");
        await Expect(visit.Page.Locator("#imprint")).ToContainTextAsync("Simulated");

        // paper is narrower than the screen, and no script runs for it: the drawing has to shrink by itself
        await visit.Page.Locator("main").First.EvaluateAsync("main => { window.ResizeObserver = class { observe() {} disconnect() {} }; main.style.width = '700px'; }");
        Assert.True(await chart.EvaluateAsync<bool>("c => [...c.querySelectorAll('svg')].every(s => s.getBoundingClientRect().width <= c.clientWidth + 1)"));
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

    /// <summary>As many tiles as a large overview has, and nothing that waits for them.</summary>
    private const string ManyTiles =
        "() => { const list = document.querySelector('ul.tiles'); while (list.children.length < 120) list.append(list.children[0].cloneNode(true)); }";

    /// <summary>Keeps what is drawn as text.</summary>
    private const string Watch = """
        () => {
          const watched = window.watched = { drawn: '' };
          const write = XMLSerializer.prototype.serializeToString;
          XMLSerializer.prototype.serializeToString = function (node) { watched.drawn += node.textContent.replace(/\s+/g, ' '); return write.call(this, node); };
        }
        """;

    /// <summary>Counts in a picture: blocks of 16 pixels that are black, pixels of ink, and how light it is.</summary>
    private const string Look = """
        async data => {
          const image = new Image();
          image.src = `data:image/png;base64,${data}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const paper = canvas.getContext('2d', { willReadFrequently: true });
          paper.drawImage(image, 0, 0);
          const pixels = paper.getImageData(0, 0, image.width, image.height).data;
          const black = new Map();
          let [ink, light] = [0, 0];
          for (let i = 0; i < pixels.length; i += 4) {
            const most = Math.max(pixels[i], pixels[i + 1], pixels[i + 2]);
            light += most;
            if (most < 60) ink++;
            if (most >= 24) continue;
            const [x, y] = [(i / 4) % image.width >> 4, (i / 4 / image.width | 0) >> 4];
            black.set(`${x},${y}`, (black.get(`${x},${y}`) ?? 0) + 1);
          }
          return [[...black.values()].filter(count => count === 256).length, ink, light / (pixels.length / 4), image.width];
        }
        """;

    private static async Task<Looks> LookAsync(WatchedPage visit, byte[] picture) =>
        await visit.Page.EvaluateAsync<double[]>(Look, Convert.ToBase64String(picture)) is [var black, var ink, var light, var width]
            ? new Looks(black, ink, light, width)
            : throw new InvalidOperationException("The picture was not looked at.");

    private static void AssertLight(Looks look)
    {
        Assert.Equal(0, look.Black);
        Assert.True(look.Light > 200, $"The picture is dark: {look.Light} of 255.");
        Assert.True(look.Ink > 500, $"Nothing is written on it: {look.Ink} dark pixels.");
    }

    private sealed record Looks(double Black, double Ink, double Light, double Width);
}
