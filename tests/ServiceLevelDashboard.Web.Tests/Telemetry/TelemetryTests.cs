using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Telemetry;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Telemetry;

/// <summary>What is sent by OpenTelemetry's protocol, what is not, and that nothing is where nobody asked for it.</summary>
public sealed class TelemetryTests
{
    private const string Secret = "MARKER-genesys-1f7e", Query = "MARKER-query-77aa", Person = "zephyrine", HeaderSecret = "MARKER-header-55cc",
    Agent = "MARKER-agent-0b0b";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Length", "Long")]
    public async Task Telemetry_SentToAReceiver_NamesTurnsCallsAndViewersAndNoSecret()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        await using var centre = await SimulatorServer.StartAsync(
            new SimulatorOptions { Queues = 3, ClientSecret = Secret }, TimeProvider.System, Cancellation);
        string token;
        await using (var host = new LoggingHost(new()
        {
            [TelemetryServices.EndpointKey] = receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"authorization={HeaderSecret}",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_SERVICE_NAME"] = "north-wing",
            ["GENESYS_CLIENT_ID"] = centre.ClientId,
            ["GENESYS_CLIENT_SECRET"] = Secret,
            ["GENESYS_URL"] = centre.Address.ToString(),
            ["Site:TimeZone"] = "Europe/London",
            ["Logging:LogLevel:Default"] = "Debug",
            ["Logging:Console:LogLevel:Default"] = "None",
        }))
        {
            await host.AdministratorAsync();
            await host.SnapshotAsync();
            token = (await host.Services.GetRequiredService<ApiTokens>().MakeAsync(
                Person, "viewer", ApiToken.AllScopes, TimeSpan.FromDays(1), Actor.Person(Person, Person), Cancellation)).Token!; // saved
            var visitor = await host.SomebodyAsync(Person, "viewer");
            visitor.Client.DefaultRequestHeaders.Add("User-Agent", Agent);
            await visitor.PageAsync($"/history?q={Query}");
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/report?last=1h&queue={Query}");
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await host.CreateClient().SendAsync(request, Cancellation);

            await receiver.UntilAsync(
                "/v1/traces",
                ["refresh queues", "refresh intervals", "refresh observations", "merge", "publish", "list the queues", "GET /api/v1/report", "north-wing"],
                Cancellation);
            await receiver.UntilAsync(
                "/v1/metrics",
                [
                    "sld.turn.duration", "sld.merge.duration", "sld.rows.merged", "sld.data.age", "sld.api.calls",
                    "sld.api.throttled_calls", "sld.api.quota.used",
                    "sld.viewers", "circuit", "wall", "screen", "dotnet.gc.collections",
                ],
                Cancellation);
            await receiver.UntilAsync("/v1/logs", ["refreshed."], Cancellation);
        }

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], receiver.Paths);
        var all = receiver.Text; // also what was sent at the end
        string[] secrets = [Secret, HeaderSecret, token.Split('_', 3)[2], GuardedHost.Password];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
        var spans = receiver.TextOf("/v1/traces");
        string[] words = [Query, Person, Agent, "url.query", "url.full", "user_agent"];
        Assert.All(words, word => Assert.DoesNotContain(word, spans, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task Turn_OfEachSource_IsOneSpanWithItsCallsAndStepsAsChildren()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("ServiceLevelDashboard", StringComparison.Ordinal) || source.Name == "System.Net.Http",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = new GuardedHost([]);
        var centre = new Uri(host.Services.GetRequiredService<IConfiguration>()["GENESYS_URL"]!).Port; // the embedded one's

        Assert.Equal(["list the queues", "publish"], await ChildrenOfAsync("refresh queues", "queues"));
        Assert.Equal(["ask for intervals", "merge", "publish"], await ChildrenOfAsync("refresh intervals", "intervals"));
        Assert.Equal(["ask for the queues of this moment", "publish"], await ChildrenOfAsync("refresh observations", "observations"));

        // the first turn that is this host's own: others run in this process too
        async Task<IEnumerable<string>> ChildrenOfAsync(string name, string source)
        {
            using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            Activity? turn;
            do
            {
                turn = ended.FirstOrDefault(s => s.OperationName == name
                    && ended.Any(r => r.TraceId == s.TraceId && r.GetTagItem("server.port") is int port && port == centre));
            }
            while (turn is null && await again.WaitForNextTickAsync(Cancellation));
            Assert.NotNull(turn);
            Assert.Equal((source, default), (turn.GetTagItem("sld.source"), turn.ParentSpanId));
            var children = ended.Where(s => s.ParentSpanId == turn.SpanId).OrderBy(static s => s.StartTimeUtc).ToList();
            Assert.Contains(ended, request => request.ParentSpanId == children[0].SpanId && request.Source.Name == "System.Net.Http");
            return children.Select(static s => s.OperationName).Distinct(); // an answer may take several calls
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Telemetry_WithoutAnAddress_IsNotThere(string address)
    {
        await using var host = new GuardedHost(new() { [TelemetryServices.EndpointKey] = address });

        Assert.Null(host.Services.GetService<TracerProvider>());
        Assert.Null(host.Services.GetService<ProgramMetrics>());
        var services = host.Services.GetServices<IHostedService>().Select(static s => s.GetType().FullName!); // a type has a name
        Assert.DoesNotContain(services, static name => name.Contains("OpenTelemetry", StringComparison.Ordinal));
    }

    [Fact]
    public void Span_OfAnInstrumentation_KeepsWhatIsKnownToBeHarmless()
    {
        using var span = new Activity("GET");
        span.SetTag("http.request.method", "GET").SetTag("url.full", $"https://x/?token={Query}").SetTag("new.in.a.later.version", Query)
            .SetStatus(ActivityStatusCode.Error, Query);
        using var plain = new SpanAttributeFilter();

        plain.OnEnd(span);

        Assert.Equal(["http.request.method"], span.TagObjects.Select(static tag => tag.Key));
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
    }

    private sealed class LoggingHost(Dictionary<string, string> settings) : GuardedHost(settings)
    {
        protected override bool Logs => true;
    }
}
