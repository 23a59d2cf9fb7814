using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Web.Administration;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

public sealed partial class HostTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", true)]
    [InlineData("/health/live", true)]
    [InlineData("/no-such-page", true)]
    [InlineData("/css/app.css", false)] // a file is no document
    public async Task Answer_Any_CarriesTheSecurityHeaders(string path, bool mayBeADocument)
    {
        using var answer = await host.CreateClient().GetAsync(path, Cancellation);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches(ScriptSource(), policy);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(mayBeADocument, answer.Headers.Contains("Permissions-Policy"));
        Assert.Equal(mayBeADocument, answer.Headers.Contains("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Page_Asked_HasANonceOfItsOwnAndIsKeptByNobody()
    {
        using var first = await host.CreateClient().GetAsync("/", Cancellation);
        using var second = await host.CreateClient().GetAsync("/", Cancellation);

        var nonce = Nonce().Match(first.Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value;
        Assert.NotEmpty(nonce);
        Assert.NotEqual(nonce, Nonce().Match(second.Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value);
        var page = await first.Content.ReadAsStringAsync(Cancellation);
        Assert.All(
            Script().Matches(page), script => Assert.Contains($"nonce=\"{nonce}\"", System.Net.WebUtility.HtmlDecode(script.Value), StringComparison.Ordinal));
        Assert.Contains("no-store", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_ByNobodyThatIsNamed_IsNotBelieved()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");

        using var answer = await host.CreateClient().SendAsync(request, Cancellation);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Overview_WithoutCredentials_ShowsSimulatedTiles()
    {
        await UntilReadyAsync();

        var page = await PageAsync("/");

        Assert.Contains("Simulated", page, StringComparison.Ordinal);
        Assert.Contains("class=\"tile ", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    public async Task Page_Any_HoldsNoSecretNoForeignHostNoInlineScript(string path)
    {
        await UntilReadyAsync();

        var page = await PageAsync(path);

        Assert.DoesNotContain("not-a-secret", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(ForeignAddress(), page);
        Assert.DoesNotMatch(InlineScript(), page);
    }

    [Fact]
    public async Task Page_Assets_AreServed()
    {
        var client = host.CreateClient();
        var addresses = Asset().Matches(await PageAsync("/")).Select(m => m.Groups[1].Value).ToList();

        Assert.True(addresses.Count >= 9, string.Join(' ', addresses));
        foreach (var address in addresses)
        {
            using var answer = await client.GetAsync("/" + address, Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Page_ToABrowserThatUnpacks_IsCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");

        using var answer = await host.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
    }

    [Fact]
    public async Task Settings_AreNotServed()
    {
        using var answer = await host.CreateClient().GetAsync("/appsettings.json", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Health_Live_AnswersAtOnce()
    {
        using var answer = await host.CreateClient().GetAsync("/health/live", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Health_Ready_SaysTheAge()
    {
        await UntilReadyAsync();

        using var answer = await host.CreateClient().GetAsync("/health/ready", Cancellation);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", body.RootElement.GetProperty("status").GetString());
        Assert.InRange(body.RootElement.GetProperty("ageSeconds").GetInt32(), 0, 60);
        Assert.Empty(body.RootElement.GetProperty("failing").EnumerateArray());
        Assert.False(body.RootElement.TryGetProperty("workFailing", out _));
        Assert.Contains(body.RootElement.GetProperty("push").GetProperty("status").GetString(), Enum.GetNames<PushStatus>());
        Assert.Equal(0, body.RootElement.GetProperty("push").GetProperty("differencesTotal").GetInt32());
    }

    [Fact]
    public void Services_InTheBackground_HaveTitles()
    {
        var names = host.Services.GetServices<IHostedService>().OfType<PeriodicService>().Select(static s => s.Name).ToList();

        Assert.Equal(24, names.Distinct().Count());
        Assert.DoesNotContain(names, static name => BackgroundWork.TitleOf(name) == name);
    }

    [Fact]
    public async Task Page_Unknown_IsNotFoundInOurWords()
    {
        using var answer = await host.CreateClient().GetAsync("/no-such-page", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Page not found", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ForeignName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "attacker.example";

        using var answer = await host.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    /// <summary>The document with every style sheet, script and typeface that it loads, as a published program sends them to the plainest browser.</summary>
    [Fact]
    public async Task Weight_OfTheOverviewWithAllThatItLoads_IsAtMost260Kilobytes()
    {
        await UntilReadyAsync();
        var client = host.CreateClient();
        var page = await PageAsync("/");
        var addresses = Asset().Matches(page).Select(m => m.Groups[1].Value)
            .Concat(Needs().Match(page).Groups[1].Value.Split(' '))
            .Concat(Face().Matches(page).Select(m => m.Groups[1].Value))
            .Distinct()
            .ToList();
        Assert.Contains("_content/MudBlazor/MudBlazor.min.css", addresses);
        Assert.Contains("_content/MudBlazor/MudBlazor.min.js", addresses);
        Assert.Contains(addresses, a => a.EndsWith(".woff2", StringComparison.Ordinal));

        var total = Compressed(Encoding.UTF8.GetBytes(page));
        foreach (var address in addresses)
        {
            var body = await client.GetByteArrayAsync("/" + address, Cancellation);
            total += address.EndsWith(".woff2", StringComparison.Ordinal) ? body.Length : Compressed(body);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{total} bytes of {addresses.Count} files");
        Assert.InRange(total, 150_000, 260_000);
    }

    private static int Compressed(byte[] body)
    {
        using var to = new MemoryStream();
        using (var zip = new GZipStream(to, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(body);
        }
        return (int)to.Length;
    }

    private async Task<string> PageAsync(string path)
    {
        using var answer = await host.CreateClient().GetAsync(path, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private Task<Snapshot> UntilReadyAsync() => host.Services.GetRequiredService<ISnapshots>().FirstAsync(static _ => true, Cancellation);

    [GeneratedRegex("script-src 'self'( 'nonce-[A-Za-z0-9+/]{24}')?;")]
    private static partial Regex ScriptSource();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex("(?:src|href)=\"(?:https?:)?//")]
    private static partial Regex ForeignAddress();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)")]
    private static partial Regex InlineScript();

    [GeneratedRegex("(?:src|href)=\"([^\"/#?][^\"]*\\.(?:js|css|svg))\"")]
    private static partial Regex Asset();

    [GeneratedRegex("data-needs=\"([^\"]+)\"")]
    private static partial Regex Needs();

    [GeneratedRegex("href=\"([^\"]+\\.woff2)\"")]
    private static partial Regex Face();
}
