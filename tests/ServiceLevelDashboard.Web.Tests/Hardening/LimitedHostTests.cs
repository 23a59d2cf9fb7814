using System.Net;
using System.Net.WebSockets;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class LimitedHostTests(LimitedHost host) : IClassFixture<LimitedHost>
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
            Assert.Contains("frame-ancestors https://intranet.example https://*.portal.example", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
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

    private async Task<ClientWebSocket> ConnectAsync(string client, string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Forwarded-For", client);
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }
        try
        {
            await socket.ConnectAsync(new UriBuilder(host.ClientOptions.BaseAddress) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
