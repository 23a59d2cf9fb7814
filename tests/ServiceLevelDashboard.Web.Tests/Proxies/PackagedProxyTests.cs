using System.IO.Compression;
using System.Net;
using System.Net.Security;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Proxies;

/// <summary>
/// Behind the proxies that the packaged settings are for: over HTTP/1.1 and HTTP/2, at the root of a host and below a path, with the sign-in on.
/// </summary>
[Trait("Length", "Long")]
public sealed class PackagedProxyTests(PackagedProxyTests.AtTheRoot root, PackagedProxyTests.BelowAPath below)
    : IClassFixture<PackagedProxyTests.AtTheRoot>, IClassFixture<PackagedProxyTests.BelowAPath>
{
    private const string Path = "/sld";

    private static readonly Version[] _versions = [HttpVersion.Version11, HttpVersion.Version20];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nginx", "")]
    [InlineData("nginx", Path)]
    [InlineData("haproxy", "")]
    [InlineData("haproxy", Path)]
    [InlineData("caddy", "")]
    [InlineData("caddy", Path)]
    public async Task Dashboard_BehindAPackagedProxy_SignsInAndStaysLiveThroughAReload(string kind, string path)
    {
        PackagedProxy.SkipWithout(kind);
        GuardedHost host = path.Length == 0 ? root : below;
        await using var proxy = await StartAsync(kind, host, path, compresses: false);

        foreach (var version in _versions)
        {
            using var handler = Handler();
            using var client = Client(handler, proxy, path, version);
            using var signedIn = await new Visitor(client).TrySignInAsync("root", GuardedHost.Password, $"{path}/sign-in");

            Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
            Assert.Equal(version, signedIn.Version);
            Assert.True(signedIn.Headers.Contains("Strict-Transport-Security"));
            Assert.All(handler.CookieContainer.GetAllCookies(), c => Assert.True(c.Secure, c.Name)); // it is believed that it came by HTTPS
            // that of the proxy alone, which says which instance it is, is of the whole host
            Assert.All(handler.CookieContainer.GetAllCookies().Where(c => c.Name != "sld-instance"), c => Assert.Equal(path.Length == 0 ? "/" : path, c.Path));
            Assert.EndsWith($"{path}/", signedIn.Headers.Location?.ToString(), StringComparison.Ordinal);

            using var plain = await StreamAsync(client, "identity");
            using var packed = await StreamAsync(client, "gzip, br");
            await AssertLiveAsync(client, handler);
            await proxy.ReloadAsync(Cancellation);
            using var again = await StreamAsync(client, "identity");
            await AssertLiveAsync(client, handler);
        }
    }

    /// <summary>A proxy that compresses all that it can, also what never ends: no event waits for the next.</summary>
    [Fact]
    public async Task Stream_ThatNginxCompresses_ArrivesAsItIsWritten()
    {
        PackagedProxy.SkipWithout("nginx");
        await using var proxy = await StartAsync("nginx", below, Path, compresses: true);

        foreach (var version in _versions)
        {
            using var handler = Handler();
            using var client = Client(handler, proxy, Path, version);
            using var signedIn = await new Visitor(client).TrySignInAsync("root", GuardedHost.Password, $"{Path}/sign-in");

            using var packed = await StreamAsync(client, "gzip", isPacked: true);
            using var plain = await StreamAsync(client, "identity");
        }
    }

    /// <summary>A proxy before a dashboard that has figures and its first administrator.</summary>
    private static async Task<PackagedProxy> StartAsync(string kind, GuardedHost host, string path, bool compresses)
    {
        await host.SnapshotAsync();
        var setUp = host.Services.GetRequiredService<SetUp>();
        if (await setUp.IsOpenAsync(Cancellation))
        {
            await setUp.MakeFirstAsync(setUp.Code, "root", GuardedHost.Password, Cancellation);
        }
        return await PackagedProxy.StartAsync(kind, host.ClientOptions.BaseAddress.Port, path, compresses, Cancellation);
    }

    /// <summary>A page is drawn over its socket, and its files are there.</summary>
    private static async Task AssertLiveAsync(HttpClient client, SocketsHttpHandler handler)
    {
        var page = await new Visitor(client).PageAsync("history");
        var text = await client.GetStringAsync(new Uri("history", UriKind.Relative), Cancellation);
        Assert.True(CircuitClient.IsLive(page), page);
        var drawn = await CircuitClient.DrawAsync(client, "history", text, Dial, Cancellation);
        Assert.Contains("RenderBatch", drawn, StringComparison.Ordinal);
        using var sheet = await client.GetAsync(new Uri("css/tokens.css", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);

        void Dial(System.Net.WebSockets.ClientWebSocketOptions socket)
        {
            socket.Cookies = handler.CookieContainer;
            socket.RemoteCertificateValidationCallback = static (_, certificate, _, _) => PackagedProxy.IsOwn(certificate);
        }
    }

    /// <summary>A wall's stream, which has said its state: nothing in between holds it back.</summary>
    private static async Task<HttpResponseMessage> StreamAsync(HttpClient client, string encodings, bool isPacked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "wall/all/stream")
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        request.Headers.Add("Accept-Encoding", encodings);
        using var bound = Patience.Bound(Cancellation);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(isPacked ? ["gzip"] : [], answer.Content.Headers.ContentEncoding);
        var body = await answer.Content.ReadAsStreamAsync(bound.Token);
        await using var unpacked = isPacked ? new GZipStream(body, CompressionMode.Decompress, leaveOpen: true) : null;
        using var lines = new StreamReader(unpacked ?? body, leaveOpen: true);
        while (await lines.ReadLineAsync(bound.Token) is var line && line != "event: state")
        {
            Assert.NotNull(line); // the stream ended
        }
        return answer;
    }

    private static HttpClient Client(SocketsHttpHandler handler, PackagedProxy proxy, string path, Version version) => new(handler, disposeHandler: false)
    {
        BaseAddress = new Uri($"https://localhost:{proxy.Port}{path}/"),
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => PackagedProxy.IsOwn(certificate),
        },
    };

    /// <summary>The dashboard on a port, which believes proxies of this machine.</summary>
    public sealed class AtTheRoot : GuardedHost
    {
        public AtTheRoot()
            : base(new() { ["Security:Proxies"] = "127.0.0.1", ["Simulator:Queues"] = "3", ["urls"] = "http://127.0.0.1:0" })
        {
            UseKestrel();
            StartServer();
        }
    }

    /// <summary>The same below a path.</summary>
    public sealed class BelowAPath : GuardedHost
    {
        public BelowAPath()
            : base(new() { ["PathBase"] = Path, ["Security:Proxies"] = "127.0.0.1", ["Simulator:Queues"] = "3", ["urls"] = "http://127.0.0.1:0" })
        {
            UseKestrel();
            StartServer();
        }
    }
}
