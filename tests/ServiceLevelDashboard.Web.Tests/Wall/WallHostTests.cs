using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed partial class WallHostTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_HasAPolicyWithoutAnythingInline()
    {
        using var answer = await host.CreateClient().GetAsync("/wall/all", Cancellation);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.DoesNotContain("unsafe", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch(Inline(), html);
        Assert.DoesNotContain("_framework", html, StringComparison.Ordinal);
        Assert.DoesNotContain("MudBlazor", html, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    /// <summary>That it is live is for its script to say: nothing else would notice when it is no longer.</summary>
    [Fact]
    public async Task Document_Served_SaysThatItIsNotLiveYet()
    {
        await UntilReadyAsync();
        var html = await host.CreateClient().GetStringAsync("/wall/all", Cancellation);

        Assert.Contains("data-freshness=\"waiting\"", html, StringComparison.Ordinal);
        Assert.Matches("id=\"notice\"[^>]*>Not live: ", html);
        Assert.Matches("data-word[^>]*>Not live<", html);
    }

    /// <summary>For browsers without scripts: nothing of a script, the time of its figures, and loaded again within a page's turn.</summary>
    [Fact]
    public async Task Document_Plain_LoadsItselfAgainAndNeverSaysThatItIsLive()
    {
        await UntilReadyAsync();
        var html = await host.CreateClient().GetStringAsync("/wall/all?plain", Cancellation);

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("<meta http-equiv=\"refresh\" content=\"15\"", html, StringComparison.Ordinal);
        Assert.Contains("data-freshness=\"served\"", html, StringComparison.Ordinal);
        Assert.InRange(html.Split("class=\"slot\"").Length - 1, 1, 4); // one page
        Assert.Matches("id=\"notice\"[^>]*>Not live: data as of [0-9]{2}:[0-9]{2}<", html);
    }

    /// <summary>Every file of the wall's folder counts, whichever page loads it: a chiming board, an enrolled screen, one without scripts.</summary>
    [Fact]
    public async Task Weight_OfEverythingWithItsTypeface_IsAtMost80Kilobytes()
    {
        var client = host.CreateClient();
        var total = 0;
        var folder = Path.Combine(DashboardHost.RepositoryRoot, "wwwroot", "wall");
        var files = Directory.EnumerateFiles(folder).Select(file => $"/wall/{Path.GetFileName(file)}").ToHashSet();
        Assert.Superset(new HashSet<string> { "/wall/wall.js", "/wall/sound.js", "/wall/sound.css", "/wall/report.js", "/wall/worker.js" }, files);
        string[] others =
        [
            "/wall/all", "/wall/all/size.css", "/wall/all/state", "/css/tokens.css", "/favicon.svg", "/screen-worker.js",
            "/lib/roboto-condensed/roboto-condensed-latin-500.woff2", "/lib/roboto-condensed/roboto-condensed-latin-600.woff2",
        ];
        foreach (var path in files.Concat(others))
        {
            using var answer = await client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var body = await answer.Content.ReadAsByteArrayAsync(Cancellation);
            total += path.EndsWith(".woff2", StringComparison.Ordinal) ? body.Length : Compressed(body);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{total} bytes");
        Assert.InRange(total, 1_000, 80_000);
    }

    /// <summary>As a published program sends it; a build for development stores files without compressing them, gzip by name only.</summary>
    private static int Compressed(byte[] body)
    {
        using var to = new MemoryStream();
        using (var zip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(body);
        }
        return (int)to.Length;
    }

    [Fact]
    public async Task State_AskedForAgain_IsNotSentTwice()
    {
        var client = host.CreateClient();
        using var first = await client.GetAsync("/wall/all/state", Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/wall/all/state");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(again, Cancellation);

        // the figures may have changed in between: then the tag has too
        Assert.True(second.StatusCode == HttpStatusCode.NotModified || !first.Headers.ETag!.Equals(second.Headers.ETag));
    }

    [Theory]
    [InlineData("/wall/nobody")]
    [InlineData("/wall/nobody/state")]
    [InlineData("/wall/nobody/stream")]
    [InlineData("/wall/nobody/time")]
    [InlineData("/wall/nobody/size.css")]
    public async Task Board_Unknown_IsNotFound(string path)
    {
        using var answer = await host.CreateClient().GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Screen_TooSmallForTheDistance_IsRefusedWithWhatWouldDo()
    {
        using var answer = await host.CreateClient().GetAsync("/wall/all?diagonal=24&distance=9", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("24 inches are readable from", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Opened_LivesAndTellsTheVersionAlone()
    {
        using var answer = await host.CreateClient().GetAsync("/wall/all/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
        using var lines = new StreamReader(stream);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("event: state", await LineAsync(lines));
        Assert.Matches("^data: [0-9]{13}$", await LineAsync(lines));
        using var state = JsonDocument.Parse((await LineAsync(lines))!["data: ".Length..]);
        Assert.Equal(state.RootElement.GetProperty("version").GetString(), state.RootElement.GetProperty("from").GetString());
        Assert.Empty(state.RootElement.GetProperty("parts").EnumerateObject());
    }

    [Fact]
    public async Task Board_InTheArchive_IsShownAndABrokenEditLeavesItAsItWas()
    {
        var (boards, archive) = (host.Services.GetRequiredService<BoardRegistry>(), host.Services.GetRequiredService<IDocumentStore>());
        var kept = host.Services.GetRequiredService<DocumentCache<BoardOptions>>();
        Assert.True(await archive.WriteAllAsync(
            BoardDocuments.Kind.Name,
            [new DocumentWrite("hall", "{\"title\":\"Hall\",\"hideWaiting\":true,\"message\":\"<b>Cake</b>\"}", 0)],
            new Change(DateTimeOffset.UnixEpoch, Actor.Program),
            Cancellation));
        await kept.RefreshAsync(Cancellation);

        var html = await host.CreateClient().GetStringAsync("/wall/hall", Cancellation);
        Assert.Contains("&lt;b&gt;Cake", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" waiting<", html, StringComparison.Ordinal);

        Assert.True(await archive.WriteAllAsync(
            BoardDocuments.Kind.Name,
            [new DocumentWrite("hall", "{\"tittle\":\"Hall\"}", 1)],
            new Change(DateTimeOffset.UnixEpoch.AddDays(1), Actor.Program),
            Cancellation));
        await kept.RefreshAsync(Cancellation);
        Assert.Equal("Hall", boards.Find("hall", Visibility.Everything)!.Title);

        Assert.True(await archive.RemoveAsync(BoardDocuments.Kind.Name, "hall", new Change(DateTimeOffset.UnixEpoch, Actor.Program), Cancellation));
        await kept.RefreshAsync(Cancellation);
        Assert.Null(boards.Find("hall", Visibility.Everything));
    }

    private Task<Snapshot> UntilReadyAsync() => host.Services.GetRequiredService<ISnapshots>().FirstAsync(static _ => true, Cancellation);

    private static async Task<string?> LineAsync(StreamReader lines) =>
        await lines.ReadLineAsync(Cancellation).AsTask().Soon();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)|<style|\\bstyle=|\\bon[a-z]+=\"")]
    private static partial Regex Inline();
}
