using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

/// <summary>A simulator on a clock that stands still, with a client that has logged in.</summary>
internal sealed class TestSimulator : IAsyncDisposable
{
    public const string Queues = "/api/v2/routing/queues";
    public const string Aggregates = "/api/v2/analytics/conversations/aggregates/query";
    public const string Observations = "/api/v2/analytics/queues/observations/query";

    /// <summary>A Wednesday, 11:40 in London.</summary>
    public static readonly DateTimeOffset Now = new(2026, 9, 2, 10, 40, 0, TimeSpan.Zero);

    private TestSimulator(SimulatorServer server, FakeTimeProvider time)
    {
        (Server, Time) = (server, time);
        Client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(20) };
    }

    public SimulatorServer Server { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Client { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestSimulator> StartAsync(SimulatorOptions? options = null, DateTimeOffset? now = null)
    {
        var time = new FakeTimeProvider(now ?? Now);
        var simulator = new TestSimulator(await SimulatorServer.StartAsync(options ?? new SimulatorOptions { Queues = 16 }, time, Cancelled), time);
        simulator.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await simulator.TokenAsync());
        return simulator;
    }

    public static Fault Fault(string text) => FaultParser.TryParse(text, out var fault, out var error) ? fault : throw new ArgumentException(error);

    public async Task<string> TokenAsync()
    {
        using var answer = await LogInAsync(Server.ClientId, Server.ClientSecret);
        answer.EnsureSuccessStatusCode();
        return (await JsonAsync(answer)).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> LogInAsync(string id, string secret, string path = "/oauth/token", string grant = "client_credentials")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", grant)]);
        return await Client.SendAsync(request, Cancelled);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, Cancelled);

    public async Task<HttpResponseMessage> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Client.PostAsync(path, content, Cancelled);
    }

    public async Task<HttpResponseMessage> ControlAsync(HttpMethod method, string path, string? json = null, string? token = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Control-Token", token ?? Server.ControlToken);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        return await Client.SendAsync(request, Cancelled);
    }

    public async Task<IReadOnlyDictionary<string, string>> QueueIdsByNameAsync()
    {
        using var answer = await GetAsync($"{Queues}?pageSize=500");
        return (await JsonAsync(answer)).GetProperty("entities").EnumerateArray()
            .ToDictionary(queue => queue.GetProperty("name").GetString()!, queue => queue.GetProperty("id").GetString()!);
    }

    /// <summary>Asks for everything between two instants, one row for each queue, media type and bucket.</summary>
    public async Task<IReadOnlyList<AggregateRow>> AggregateAsync(
        DateTimeOffset from, DateTimeOffset to, string granularity = "PT1H", string? filter = null, string? views = null, string? zone = null)
    {
        var body = $$"""
            {
              "interval": "{{from:yyyy-MM-ddTHH:mm:ss.fffzzz}}/{{to:yyyy-MM-ddTHH:mm:ss.fffzzz}}", "granularity": "{{granularity}}",
              "groupBy": ["queueId", "mediaType"], {{(zone is null ? "" : $"\"timeZone\": \"{zone}\",")}}
              "metrics": ["nOffered", "tAnswered", "tAbandon", "tShortAbandon", "tFlowOut", "nOverSla", "oServiceLevel", "tWait", "tTalkComplete", "tHandle"]
              {{(filter is null ? "" : $", \"filter\": {filter}")}} {{(views is null ? "" : $", \"views\": {views}")}}
            }
            """;
        using var answer = await PostAsync(Aggregates, body);
        Assert.Equal(200, (int)answer.StatusCode);
        return AggregateRow.All(await JsonAsync(answer));
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(Cancelled), cancellationToken: Cancelled);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>One bucket of one group as it came over the wire.</summary>
internal sealed record AggregateRow(string? Queue, string MediaType, DateTimeOffset Start, DateTimeOffset End, JsonElement Metrics, JsonElement Views)
{
    public int Offered => Count("nOffered");

    public int Answered => Count("tAnswered");

    public int Abandoned => Count("tAbandon");

    public int FlowedOut => Count("tFlowOut");

    public static IReadOnlyList<AggregateRow> All(JsonElement answer) =>
    [
        .. from result in answer.GetProperty("results").EnumerateArray()
           let @group = result.GetProperty("group")
           from data in result.GetProperty("data").EnumerateArray()
           let ends = data.GetProperty("interval").GetString()!.Split('/')
           select new AggregateRow(
               @group.TryGetProperty("queueId", out var queue) ? queue.GetString() : null,
               @group.GetProperty("mediaType").GetString()!,
               DateTimeOffset.Parse(ends[0], System.Globalization.CultureInfo.InvariantCulture),
               DateTimeOffset.Parse(ends[1], System.Globalization.CultureInfo.InvariantCulture),
               data.GetProperty("metrics"),
               data.TryGetProperty("views", out var views) ? views : default),
    ];

    public int Count(string metric) => (int)Stat(metric, "count");

    public double Stat(string metric, string statistic) => Value(Metrics, "metric", metric, statistic);

    public int ViewCount(string view) => (int)Value(Views, "name", view, "count");

    public override string ToString() => $"{Queue} {MediaType} {Start:u} {Metrics} {Views}";

    private static double Value(JsonElement items, string key, string name, string statistic)
    {
        if (items.ValueKind != JsonValueKind.Array)
        {
            return 0;
        }
        foreach (var item in items.EnumerateArray())
        {
            if (item.GetProperty(key).GetString() == name && item.GetProperty("stats").TryGetProperty(statistic, out var value))
            {
                return value.GetDouble();
            }
        }

        return 0;
    }
}
