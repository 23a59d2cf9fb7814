using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Proxies;

/// <summary>Three instances behind the packaged proxies: a visitor stays at one, and is led to another when that one ends or dies.</summary>
[Trait("Length", "Long")]
public sealed class SeveralInstancesTests
{
    private static readonly string[] _names = ["North hall", "East hall", "West hall"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task Visitor_OfThree_StaysAtOneAndFindsAnother(string kind)
    {
        PackagedProxy.SkipWithout(kind);
        var instances = _names.Select(n => new Instance(n)).ToList();
        try
        {
            await Task.WhenAll(instances.Select(i => i.Services.GetRequiredService<ISnapshots>().FirstAsync(static _ => true, Cancellation)));
            await using var proxy = await PackagedProxy.StartAsync(
                kind, [.. instances.Select(i => i.ClientOptions.BaseAddress.Port)], "", compresses: false, Cancellation);
            await AllReadyAsync(proxy);
            using var handler = Handler();
            using var client = Client(handler, proxy);

            var home = await NameAsync(client);
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(home, await NameAsync(client));
            }
            Assert.All(handler.CookieContainer.GetAllCookies(), c => Assert.True(c is { Secure: true, HttpOnly: true }, c.Name));

            using var stream = await client.GetAsync("wall/all/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
            var running = instances[Array.IndexOf(_names, home)].Services.GetRequiredService<Drain>().RunAsync(Cancellation);
            var second = await NameAsync(client); // at once, whether the proxy has asked or not
            Assert.NotEqual(home, second);
            using var again = await client.GetAsync("wall/all/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            await running;

            await instances[Array.IndexOf(_names, second)].DisposeAsync();
            var third = await NameAsync(client);
            Assert.DoesNotContain(third, new[] { home, second });
        }
        finally
        {
            foreach (var instance in instances)
            {
                await instance.DisposeAsync();
            }
        }
    }

    /// <summary>Waits until visitors without a cookie are led to each of them, which a proxy that asks whether they are ready does after a moment.</summary>
    private static async Task AllReadyAsync(PackagedProxy proxy)
    {
        var seen = new HashSet<string>();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (seen.Count < _names.Length && await again.WaitForNextTickAsync(Cancellation))
        {
            using var handler = Handler();
            using var client = Client(handler, proxy);
            seen.Add(await NameAsync(client));
        }
    }

    /// <summary>Which instance answers: its boards have its name.</summary>
    private static async Task<string> NameAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "boards");
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await client.SendAsync(request, Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {page}");
        return _names.Single(n => page.Contains(n, StringComparison.Ordinal));
    }

    private static HttpClient Client(SocketsHttpHandler handler, PackagedProxy proxy) =>
        new(handler, disposeHandler: false) { BaseAddress = new Uri($"https://localhost:{proxy.Port}/") };

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => PackagedProxy.IsOwn(certificate),
        },
    };

    private sealed class Instance : SimulatedHost
    {
        private readonly string _name;

        public Instance(string name)
        {
            _name = name;
            UseKestrel();
            StartServer();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("Simulator:Queues", "2");
            builder.UseSetting("Security:SignIn", "Never");
            builder.UseSetting("Security:Proxies", "127.0.0.1");
            builder.UseSetting("Drain:Seconds", "2");
            builder.UseSetting("Boards:hall:Title", _name);
        }
    }
}
