using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

/// <summary>The dashboard on a port, behind a proxy (the test) that says who the visitor is, with tight limits and one site that may embed it.</summary>
public sealed class LimitedHost : SimulatedHost
{
    internal const int RequestsPerSecond = 2, Burst = 20 * RequestsPerSecond, Streams = 2, Pages = 2;

    public LimitedHost()
    {
        UseKestrel();
        StartServer();
    }

    /// <summary>Whom limits were held against in each circuit, when its connection was up.</summary>
    internal ConcurrentQueue<string> CircuitVisitors { get; } = new();

    /// <summary>An answer to a visitor of an address.</summary>
    internal async Task<HttpResponseMessage> AskAsync(string path, string client, Action<HttpRequestMessage>? change = null)
    {
        using var http = CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", client);
        change?.Invoke(request);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    internal async Task<HttpStatusCode> StatusAsync(string path, string client, Action<HttpRequestMessage>? change = null)
    {
        using var answer = await AskAsync(path, client, change);
        return answer.StatusCode;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Simulator:Queues", "2");
        builder.UseSetting("Security:Proxies", "127.0.0.1;::1");
        builder.UseSetting("Security:Embedders", "https://intranet.example;https://*.portal.example");
        builder.UseSetting("Security:RequestsPerSecond", $"{RequestsPerSecond}");
        builder.UseSetting("Security:StreamsPerClient", $"{Streams}");
        builder.UseSetting("Security:PagesPerClient", $"{Pages}");
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(CircuitVisitors);
            services.AddScoped<CircuitHandler, TellsTheVisitor>();
        });
    }

    private sealed class TellsTheVisitor(Viewer viewer, ConcurrentQueue<string> told) : CircuitHandler
    {
        /// <summary>After the dashboard's own.</summary>
        public override int Order => 100;

        public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            told.Enqueue(viewer.Visitor);
            return Task.CompletedTask;
        }
    }
}
