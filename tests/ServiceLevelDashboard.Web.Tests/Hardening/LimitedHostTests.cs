using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed partial class LimitedHostTests(LimitedHost host) : IClassFixture<LimitedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_TooManyOfOneAddress_OthersAreServed()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3 * LimitedHost.Burst; i++)
        {
            answers.Add(await host.StatusAsync("/health/live", "192.0.2.1"));
        }

        Assert.All(answers.Take(LimitedHost.Burst), status => Assert.Equal(HttpStatusCode.OK, status));
        using var refused = await host.AskAsync("/health/live", "192.0.2.1");
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.True(refused.StatusCode != HttpStatusCode.TooManyRequests || refused.Headers.RetryAfter is not null);
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync("/health/live", "192.0.2.2"));
    }

    /// <summary>A program learns how many are left before it is refused, and then that it is, as a problem.</summary>
    [Fact]
    public async Task Requests_OfAProgram_SayHowManyAreLeft()
    {
        HttpResponseMessage? refused = null;
        var left = new List<int>();
        for (var i = 0; i < 3 * LimitedHost.Burst && refused is null; i++)
        {
            var answer = await host.AskAsync("/api/v1/nothing", "192.0.2.30");
            Assert.Equal($"\"address\";q={LimitedHost.Burst};w=20", answer.Headers.GetValues("RateLimit-Policy").Single());
            left.Add(int.Parse(Left().Match(answer.Headers.GetValues("RateLimit").Single()).Groups[1].Value, CultureInfo.InvariantCulture));
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer : null;
        }

        Assert.Equal((LimitedHost.Burst - 1, 0), (left[0], left[^1]));
        Assert.NotNull(refused);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Retry-After", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Streams_TooManyOfOneAddress_AreAskedToComeBack()
    {
        using var first = await host.AskAsync("/wall/all/stream", "192.0.2.3");
        using var second = await host.AskAsync("/wall/all/stream", "192.0.2.3");
        using var third = await host.AskAsync("/wall/all/stream", "192.0.2.3");
        using var other = await host.AskAsync("/wall/all/stream", "192.0.2.4");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            new[] { first, second, third, other }.Select(a => a.StatusCode));
        Assert.NotNull(third.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("/wall/all/STREAM", "192.0.2.20")]
    [InlineData("/wall/all/stream/", "192.0.2.21")]
    [InlineData("/WALL/all/stream?since=", "192.0.2.22")]
    [InlineData("/wall/all/%73tream", "192.0.2.23")]
    public async Task Streams_HoweverTheAddressIsWritten_AreCounted(string path, string client)
    {
        using var first = await host.AskAsync("/wall/all/stream", client);
        using var second = await host.AskAsync(path, client);
        using var third = await host.AskAsync(path, client);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], new[] { first, second, third }.Select(a => a.StatusCode));
    }

    [Fact]
    public async Task LivePage_OfAVisitorBehindAProxy_IsHeldAgainstTheVisitorsAddress()
    {
        const string visitor = "198.51.100.9";
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", visitor);

        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);
        var drawn = await CircuitClient.DrawAsync(client, "/", page, static socket => socket.SetRequestHeader("X-Forwarded-For", visitor), Cancellation);

        Assert.Contains(LayoutText.SkipToContent, drawn, StringComparison.Ordinal); // it is the page
        Assert.Contains(visitor, host.CircuitVisitors);
    }

    [Theory]
    [InlineData("/_blazor/", "192.0.2.24")]
    [InlineData("/_BLAZOR", "192.0.2.25")]
    public async Task LivePages_HoweverTheAddressIsWritten_AreCounted(string path, string client)
    {
        using var first = await ConnectAsync(client, path: path);
        using var second = await ConnectAsync(client, path: path);

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(client, path: path));
    }

    [Fact]
    public async Task LivePages_TooManyOfOneAddress_AreRefused()
    {
        using var first = await ConnectAsync("192.0.2.5");
        using var second = await ConnectAsync("192.0.2.5");

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync("192.0.2.5"));
        using var other = await ConnectAsync("192.0.2.6");

        Assert.Equal(WebSocketState.Open, other.State);
    }

    [Fact]
    public async Task LivePage_ForeignOrigin_IsRefused()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync("192.0.2.7", "https://attacker.example"));
        using var own = await ConnectAsync("192.0.2.7", host.ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority));

        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Theory]
    [InlineData("GET", "/wall/all/stream")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/")]
    public async Task Request_ForeignOrigin_IsRefused(string method, string path)
    {
        var status = await host.StatusAsync(path, "192.0.2.8", request =>
        {
            request.Method = new HttpMethod(method);
            request.Headers.Add("Origin", "https://attacker.example");
        });

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Fact]
    public async Task Embedders_Named_MayFrame()
    {
        using var page = await host.AskAsync("/", "192.0.2.9");
        using var wall = await host.AskAsync("/wall/all", "192.0.2.9");

        foreach (var answer in new[] { page, wall })
        {
            Assert.Contains(
                "frame-ancestors https://intranet.example https://*.portal.example",
                answer.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("X-Frame-Options"));
        }
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Proxy_Named_IsBelievedAboutTheScheme(string scheme, bool expected)
    {
        using var answer = await host.AskAsync("/", "192.0.2.10", request => request.Headers.Add("X-Forwarded-Proto", scheme));

        Assert.Equal(expected, answer.Headers.Contains("Strict-Transport-Security"));
    }

    private async Task<ClientWebSocket> ConnectAsync(string client, string? origin = null, string path = "/_blazor")
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Forwarded-For", client);
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }
        try
        {
            await socket.ConnectAsync(new UriBuilder(host.ClientOptions.BaseAddress) { Scheme = "ws", Path = path }.Uri, Cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [GeneratedRegex("^\"address\";r=([0-9]+);t=[0-9]+$")]
    private static partial Regex Left();
}
