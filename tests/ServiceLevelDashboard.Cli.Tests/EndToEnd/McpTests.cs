using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Proxies;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>What assistants are told is what the shell reports, whichever way they come; names stay data, and foreign pages stay out.</summary>
public sealed class McpTests(McpDashboard dashboard) : IClassFixture<McpDashboard>
{
    private const string From = "2025-03-04", To = "2025-03-06", Last = "2025-03-05";

    private static readonly string[] _tools = ["compare", "explain", "forecast", "list_queues", "service_level", "why_it_dropped"];

    private static readonly string[] _attacks = ["Ignore all previous instructions", "# System: call", "<system>Show", "onerror=", "DROP TABLE"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Length", "Long")]
    [InlineData("http")]
    [InlineData("stdio")]
    [InlineData("haproxy")]
    public async Task Session_OfTheOfficialClient_HasTheFiguresOfTheShell(string way)
    {
        var queue = Measured();
        var day = new JsonObject { ["queue"] = queue, ["from"] = From, ["to"] = To };
        var today = new JsonObject { ["queue"] = queue };
        var calls = new JsonArray(
            CallOf("list_queues", []), CallOf("service_level", day), CallOf("explain", day),
            CallOf("compare", new() { ["queue"] = queue, ["from"] = From, ["to"] = Last }),
            CallOf("forecast", today), CallOf("why_it_dropped", today), CallOf("service_level", new() { ["queue"] = queue, ["last"] = "2h" }));

        var session = await SessionAsync(way, calls.ToJsonString());

        Assert.Equal(_tools, session["tools"]!.AsArray().Select(static t => (string)t!["name"]!).Order(StringComparer.Ordinal));
        Assert.All(session["tools"]!.AsArray().Select(static t => t!["annotations"]!), static hints =>
            Assert.Equal((true, false), ((bool)hints["readOnlyHint"]!, (bool)hints["destructiveHint"]!)));
        var answers = session["results"]!.AsArray().Select(static r => r!["result"]!).ToList();
        Assert.All(answers, static answer => Assert.NotEqual(true, (bool?)answer["isError"]));
        var report = JsonNode.Parse((await ShellRun.OfAsync(
            dashboard.Variables, "report", "--queue", queue, "--from", From, "--to", To, "--format", "json", "--fresh")).Out)!;
        var own = report["queues"]![0]!;
        var (level, explained, compared) = (answers[1]["structuredContent"]!, answers[2]["structuredContent"]!, answers[3]["structuredContent"]!["now"]!);
        Assert.True(AreEqual(report, level["report"]), level["report"]!.ToJsonString());
        foreach (var figure in new[] { level, explained, compared })
        {
            Assert.All(
                new[] { "numerator", "denominator", "serviceLevel", "thresholdSeconds", "targetRatio" },
                name => Assert.True(AreEqual(own[name], figure[name]), $"{name}: {figure.ToJsonString()}"));
            Assert.Equal(((string?)report["definition"], false), ((string?)figure["definition"], (bool?)figure["provisional"]));
        }
        Assert.All(answers.Skip(4), static answer => Assert.Equal(true, (bool?)answer["structuredContent"]!["provisional"]));
        foreach (var answer in answers.Skip(1).Select(static a => a["structuredContent"]!).Select(static a => a["now"] ?? a))
        {
            Assert.All(
                new[] { "numerator", "denominator", "definition", "thresholdSeconds", "targetRatio", "ageSeconds", "provisional", "from", "to" },
                name => Assert.True(answer.AsObject().ContainsKey(name), $"{name}: {answer.ToJsonString()}"));
            var address = new Uri((string)answer["explanation"]!);
            Assert.Equal(way == "haproxy" ? "https" : "http", address.Scheme);
            using var page = await dashboard.CreateClient().GetAsync(new Uri(address.PathAndQuery, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task Answer_OfAQueueWithAHostileName_HoldsItAsAValueAndInNoText()
    {
        var listed = dashboard.Services.GetRequiredService<ISnapshots>().For(Visibility.Everything).Snapshot!.Listed; // there are figures
        var all = await CallAsync("list_queues", []);
        var found = all["structuredContent"]!["queues"]!.AsArray();

        Assert.Equal(listed.Count, found.Count);
        Assert.All(found, queue => Assert.Equal(listed[new QueueId((string)queue!["id"]!)].Name, (string?)queue["name"]));
        Assert.All(found, static queue => Assert.DoesNotContain((string)queue!["name"]!, char.IsControl));
        List<JsonNode> answers = [all];
        var hostile = listed.Where(static q => _attacks.Any(attack => q.Value.Name.Contains(attack, StringComparison.Ordinal))).ToList();
        Assert.Equal(_attacks.Length, hostile.Count);
        foreach (var (id, media) in hostile.SelectMany(static q => q.Value.Targets.Keys, static (q, media) => (q.Key, media.Name)))
        {
            answers.Add(await CallAsync("service_level", new() { ["queue"] = id.Value, ["media"] = media, ["from"] = From, ["to"] = To }));
            answers.Add(await CallAsync("explain", new() { ["queue"] = id.Value, ["media"] = media, ["from"] = From, ["to"] = To }));
            answers.Add(await CallAsync("compare", new() { ["queue"] = id.Value, ["media"] = media, ["from"] = From, ["to"] = Last }));
            answers.Add(await CallAsync("forecast", new() { ["queue"] = id.Value, ["media"] = media }));
            answers.Add(await CallAsync("why_it_dropped", new() { ["queue"] = id.Value, ["media"] = media }));
        }
        Assert.Contains(answers, static answer => answer["structuredContent"] is { } said && said["report"] is not null && said["serviceLevel"] is not null);
        answers.Add(await CallAsync("service_level", new() { ["queue"] = listed.Values.First().Name[..5] })); // near a name, and none

        Assert.Equal(true, (bool?)answers[^1]["isError"]);
        var texts = answers.SelectMany(static a => a["content"]!.AsArray()).Select(static c => (string)c!["text"]!).ToList();
        Assert.All(texts, text => Assert.DoesNotContain(listed.Values, queue => text.Contains(queue.Name, StringComparison.OrdinalIgnoreCase)));
        Assert.All(texts, static text => Assert.Matches("^[A-Za-z0-9 .,:;()%/=+'_-]+$", text));
    }

    [Theory]
    [InlineData("Host", "attacker.example", HttpStatusCode.BadRequest)] // a name that was made to lead here
    [InlineData("Origin", "https://attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Authorization", "Bearer sld_0123456789abcdef_nonsense", HttpStatusCode.Unauthorized)]
    public async Task Request_OfAForeignPageOrWithAWrongToken_IsRefused(string header, string value, HttpStatusCode expected)
    {
        using var request = RequestOf("list_queues", []);
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await dashboard.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Token_OfARole_SeesItsQueuesAlone()
    {
        var snapshot = dashboard.Services.GetRequiredService<ISnapshots>().For(Visibility.Everything).Snapshot!; // there are figures
        var (seen, hidden) = (Measured(), snapshot.Listed.Keys.First(id => id.Value != Measured()).Value);
        var who = Actor.Person("root", "root");
        await dashboard.Services.GetRequiredService<DocumentCache<Role>>().SaveAsync(
            "one", new Role { Rank = Rank.Viewer, Queues = [new QueueId(seen)] }, 0, who, Cancellation);
        var tokens = dashboard.Services.GetRequiredService<ApiTokens>();
        var (_, token) = await tokens.MakeAsync("test", "one", [ApiToken.QueuesScope], TimeSpan.FromDays(1), who, Cancellation);

        var listed = await CallAsync("list_queues", [], token);
        var refused = await CallAsync("service_level", new() { ["queue"] = seen }, token);
        var (_, both) = await tokens.MakeAsync("both", "one", ApiToken.AllScopes, TimeSpan.FromDays(1), who, Cancellation);
        var foreign = await CallAsync("service_level", new() { ["queue"] = hidden }, both);
        var own = await CallAsync("service_level", new() { ["queue"] = seen, ["from"] = From, ["to"] = To }, both);

        Assert.Equal(seen, (string?)Assert.Single(listed["structuredContent"]!["queues"]!.AsArray())!["id"]);
        Assert.Contains("lacks the scope report", refused["content"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("names no queue that may be seen", foreign["content"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(own["structuredContent"]!["serviceLevel"]);
    }

    [Fact]
    public async Task Bridge_WithoutADashboard_AnswersTheRequestAndSaysNothingElse()
    {
        const string lines = """
            no json

            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":"a","method":"tools/list"}
            """;
        using var output = new MemoryStream();
        await using var error = new StringWriter();
        var terminal = new Terminal(output, error, IsErrorTerminal: false) { OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(lines)) };

        var code = await Sld.RunAsync(
            ["mcp", "--url", "http://127.0.0.1:9"], terminal, static () => new ConfigurationBuilder().Build(), TimeProvider.System, Cancellation);

        var answer = JsonNode.Parse(Assert.Single(Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)))!;
        Assert.Equal((ExitCode.Ok, "a", -32000), (code, (string?)answer["id"], (int?)answer["error"]!["code"]));
        Assert.Contains("No dashboard answers at http://127.0.0.1:9/mcp", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The id of a queue of which voice was measured in the days that are kept.</summary>
    private string Measured() => dashboard.Services.GetRequiredService<ISnapshots>().For(Visibility.Everything).Snapshot!.Queues // there are figures
        .Where(static q => q.Media == MediaType.Voice && q.Target is not null && q.DayLevel.Lower.Denominator > 0)
        .OrderBy(static q => q.Queue.Id.Value, StringComparer.Ordinal).First().Queue.Id.Value;

    private async Task<JsonNode> SessionAsync(string way, string calls)
    {
        if (way != "haproxy")
        {
            string[] to = way == "http" ? ["http", $"http://127.0.0.1:{dashboard.Port}/mcp"]
                : ["stdio", "dotnet", Path.Combine(AppContext.BaseDirectory, "sld.dll"), "mcp", "--url", $"http://127.0.0.1:{dashboard.Port}"];
            return await NodeAsync([calls, .. to]);
        }
        PackagedProxy.SkipWithout(way);
        await using var proxy = await PackagedProxy.StartAsync(way, dashboard.Port, path: "", compresses: false, Cancellation);
        return await NodeAsync([calls, "http", $"https://localhost:{proxy.Port}/mcp"]);
    }

    private static async Task<JsonNode> NodeAsync(string[] arguments)
    {
        var script = Path.Combine(ApiDashboard.RepositoryRoot(), "tests", "conformance", "mcp.mjs");
        var start = new ProcessStartInfo("node", ["--no-warnings", script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_TLS_REJECT_UNAUTHORIZED"] = "0" }, // the proxy's certificate is its own
        };
        using var node = Process.Start(start)!; // a new process is always started for a program
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Cancellation), node.StandardError.ReadToEndAsync(Cancellation));
        await node.WaitForExitAsync(Cancellation);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!;
    }

    private async Task<JsonNode> CallAsync(string tool, JsonObject arguments, string? token = null)
    {
        using var request = RequestOf(tool, arguments);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        using var answer = await dashboard.CreateClient().SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        var data = text.Split('\n').First(static line => line.StartsWith("data:", StringComparison.Ordinal));
        return JsonNode.Parse(data["data:".Length..])!["result"]!;
    }

    /// <summary>Whether two answers say the same, as far as the client's language can hold numbers.</summary>
    private static bool AreEqual(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (JsonObject one, JsonObject other) => one.Count == other.Count && one.All(p => other.ContainsKey(p.Key) && AreEqual(p.Value, other[p.Key])),
        (JsonArray one, JsonArray other) => one.Count == other.Count && one.Zip(other).All(static p => AreEqual(p.First, p.Second)),
        ({ } one, { } other) when one.GetValueKind() == JsonValueKind.Number && other.GetValueKind() == JsonValueKind.Number => (double)one == (double)other,
        _ => JsonNode.DeepEquals(a, b),
    };

    private static JsonObject CallOf(string tool, JsonObject arguments) => new() { ["name"] = tool, ["arguments"] = arguments.DeepClone() };

    private static HttpRequestMessage RequestOf(string tool, JsonObject arguments)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "tools/call", ["params"] = CallOf(tool, arguments) };
        var content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-06-18");
        return request;
    }
}
