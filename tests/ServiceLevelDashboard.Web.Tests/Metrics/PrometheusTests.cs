using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Metrics;

/// <summary>A real Prometheus with the packaged settings reads a dashboard and answers every query of the packaged board and rules.</summary>
[Trait("Length", "Long")]
public sealed partial class PrometheusTests
{
    /// <summary>Not there while nobody waits, and while no history says how much of the day is to come.</summary>
    private static readonly string[] MayBeAbsent = ["sld_contacts_longest_wait_seconds", "sld_miss_allowance_left_today"];

    private const string Program = "/usr/bin/prometheus";

    private static readonly string Packaging = Path.Combine(RepositoryFolder.FullName, "packaging");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_WithThePackagedSettings_SeesTheDashboardAndAnswersTheBoard()
    {
        Assert.SkipUnless(File.Exists(Program), "Prometheus is not here. On Debian: apt-get install -y --no-install-recommends prometheus");
        var folder = Directory.CreateTempSubdirectory("sld-prometheus-");
        await using var host = new OnAPort();
        await host.SnapshotAsync();
        var port = LoopbackPort.Free();
        using var prometheus = await StartAsync(folder.FullName, host.ClientOptions.BaseAddress.Port, port);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

            await UntilAsync(client, "count_over_time(sld_genesys_calls_total[1m]) >= 2"); // a rate needs two
            Assert.Equal("1", await FirstAsync(client, "up"));
            var targets = await AskAsync(client, "api/v1/targets?state=active");
            Assert.Equal("up", (string?)targets["activeTargets"]![0]!["health"]);

            var queries = Queries().ToList();
            Assert.True(queries.Count >= 15, $"{queries.Count} queries");
            foreach (var query in queries)
            {
                var isAnswered = await FirstAsync(client, query) is not null || MayBeAbsent.Any(query.Contains);
                Assert.True(isAnswered, $"{query} has no answer");
            }

            var rules = (await AskAsync(client, "api/v1/rules"))["groups"]!.AsArray().SelectMany(static g => g!["rules"]!.AsArray()).ToList();
            Assert.Equal(7, rules.Count);
            Assert.All(rules, static rule => Assert.NotEqual("err", (string?)rule!["health"]));
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync(CancellationToken.None);
            folder.Remove();
        }
    }

    /// <summary>The queries of every panel, for all queues.</summary>
    private static IEnumerable<string> Queries() =>
        from panel in JsonNode.Parse(File.ReadAllText(Path.Combine(Packaging, "grafana", "service-levels.json")))!["panels"]!.AsArray()
        from target in panel["targets"]!.AsArray()
        select ((string)target!["expr"]!).Replace("$queue", ".*", StringComparison.Ordinal).Replace("$__rate_interval", "1m", StringComparison.Ordinal);

    private static async Task<Process> StartAsync(string folder, int dashboard, int port)
    {
        var settings = await File.ReadAllTextAsync(Path.Combine(Packaging, "prometheus", "prometheus.yml"), Cancellation);
        Assert.Contains("127.0.0.1:5080", settings, StringComparison.Ordinal);
        settings = Often().Replace(settings, "$1: 200ms").Replace("127.0.0.1:5080", $"127.0.0.1:{dashboard}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), settings, Cancellation);
        File.Copy(Path.Combine(Packaging, "prometheus", "service-level-dashboard.rules.yml"), Path.Combine(folder, "service-level-dashboard.rules.yml"));
        var process = Process.Start(new ProcessStartInfo(
            Program,
            [
                $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
            ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!; // starts or throws
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await LoopbackPort.OpensAsync(port, process, Cancellation);
        return process;
    }

    private static async Task UntilAsync(HttpClient client, string query)
    {
        using var bound = Patience.Bound(Cancellation);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await again.WaitForNextTickAsync(bound.Token))
        {
            if (await FirstAsync(client, query) is not null)
            {
                return;
            }
        }
    }

    /// <summary>The first value of an answer; null when there is none, or while Prometheus is not ready.</summary>
    private static async Task<string?> FirstAsync(HttpClient client, string query)
    {
        using var answer = await client.GetAsync(new Uri($"api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative), Cancellation);
        if (answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.True((string?)body["status"] == "success", $"{query}: {body}");
        return (string?)body["data"]!["result"]!.AsArray().FirstOrDefault()?["value"]![1];
    }

    private static async Task<JsonNode> AskAsync(HttpClient client, string address) =>
        JsonNode.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation))!["data"]!; // an answer has data

    [GeneratedRegex("(scrape_interval|evaluation_interval): 30s")]
    private static partial Regex Often();

    /// <summary>A dashboard on a port, of a site where it is early in the afternoon: whatever can be known is.</summary>
    private sealed class OnAPort : GuardedHost
    {
        public OnAPort()
            : base(new() { ["urls"] = "http://127.0.0.1:0", ["Simulator:Queues"] = "3", ["Site:TimeZone"] = Afternoon })
        {
            UseKestrel();
            StartServer();
        }

        // Etc/GMT-3 is three hours ahead
        private static string Afternoon => TimeProvider.System.GetUtcNow().Hour - 13 is var behind && behind == 0
            ? "Etc/GMT"
            : FormattableString.Invariant($"Etc/GMT{Math.Clamp(behind, -13, 10):+0;-0}");
    }
}
