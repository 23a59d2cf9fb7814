using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

/// <summary>Channels, subscriptions and what comes over the socket, seen by a plain client.</summary>
public sealed class PushTests
{
    private const string Channels = "/api/v2/notifications/channels";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channel_Opened_IsThereAndListed()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var channel = await OpenAsync(simulator);

        Assert.Equal(TestSimulator.Now.AddHours(24), channel.GetProperty("expires").GetDateTimeOffset());
        Assert.StartsWith(
            $"ws://127.0.0.1:{simulator.Server.Address.Port}/channels/streaming-", channel.GetProperty("connectUri").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, await HeadAsync(simulator, IdOf(channel)));
        Assert.Equal(404, await HeadAsync(simulator, "streaming-0-none"));
        using var listed = await simulator.GetAsync(Channels);
        Assert.Equal(IdOf(channel), IdOf(Assert.Single((await TestSimulator.JsonAsync(listed)).GetProperty("entities").EnumerateArray())));
    }

    [Fact]
    public async Task Channel_OneTooMany_TakesThePlaceOfTheOldestWithoutConnection()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 2, Limits = new SimulatorLimits { Channels = 3 } });
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(IdOf(await OpenAsync(simulator)));
            simulator.Time.Advance(TimeSpan.FromSeconds(1));
        }

        using var socket = await ConnectAsync(simulator, ids[0]);
        await OpenAsync(simulator);

        Assert.Equal(200, await HeadAsync(simulator, ids[0]));
        Assert.Equal(404, await HeadAsync(simulator, ids[1]));
        Assert.Equal(200, await HeadAsync(simulator, ids[2]));
    }

    [Fact]
    public async Task Channel_After24Hours_IsGone()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var id = IdOf(await OpenAsync(simulator));
        simulator.Time.Advance(TimeSpan.FromHours(24));

        simulator.Client.DefaultRequestHeaders.Authorization = new("Bearer", await simulator.TokenAsync());
        Assert.Equal(404, await HeadAsync(simulator, id));
    }

    [Fact]
    public async Task Subscriptions_PutPostGetDelete_ReplaceAddListAndClear()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var topics = (await simulator.QueueIdsByNameAsync()).Values.Take(3).Select(Topic).ToList();
        var path = $"{Channels}/{IdOf(await OpenAsync(simulator))}/subscriptions";

        Assert.Equal(topics[..2], await TopicsAsync(await SendAsync(simulator, HttpMethod.Put, path, topics[..2])));
        Assert.Equal(topics[2..], await TopicsAsync(await SendAsync(simulator, HttpMethod.Put, path, topics[2..])));
        Assert.Equal([topics[2], topics[0]], await TopicsAsync(await SendAsync(simulator, HttpMethod.Post, path, topics[..1])));
        Assert.Equal([topics[2], topics[0]], await TopicsAsync(await simulator.GetAsync(path)));
        Assert.Empty(await TopicsAsync(await SendAsync(simulator, HttpMethod.Delete, path, null)));
        Assert.Empty(await TopicsAsync(await simulator.GetAsync(path)));
    }

    [Fact]
    public async Task Subscriptions_OneUnknownTopic_RefusesAllUnlessErrorsAreIgnored()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var known = Topic((await simulator.QueueIdsByNameAsync()).Values.First());
        var path = $"{Channels}/{IdOf(await OpenAsync(simulator))}/subscriptions";
        using var refused = await SendAsync(simulator, HttpMethod.Put, path, [known, Topic("none")]);
        using var partly = await SendAsync(simulator, HttpMethod.Put, path + "?ignoreErrors=true", [known, Topic("none")]);

        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Equal(
            ["Permitted", "Rejected"],
            (await TestSimulator.JsonAsync(partly)).GetProperty("entities").EnumerateArray().Select(topic => topic.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Subscriptions_MoreThanAChannelTakes_AreRefused()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 4, Limits = new SimulatorLimits { TopicsPerChannel = 3 } });
        var topics = (await simulator.QueueIdsByNameAsync()).Values.Select(Topic).ToList();
        using var refused = await SendAsync(simulator, HttpMethod.Put, $"{Channels}/{IdOf(await OpenAsync(simulator))}/subscriptions", topics);

        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Subscriptions_WithoutPermission_AreForbiddenOrRejected()
    {
        await using var simulator = await TestSimulator.StartAsync();
        simulator.Server.AddFault(new Fault(FaultKind.PushForbidden));
        var topics = (await simulator.QueueIdsByNameAsync()).Values.Take(1).Select(Topic).ToList();
        var path = $"{Channels}/{IdOf(await OpenAsync(simulator))}/subscriptions";
        using var forbidden = await SendAsync(simulator, HttpMethod.Put, path, topics);
        using var rejected = await SendAsync(simulator, HttpMethod.Put, path + "?ignoreErrors=true", topics);

        Assert.Equal(403, (int)forbidden.StatusCode);
        var topic = Assert.Single((await TestSimulator.JsonAsync(rejected)).GetProperty("entities").EnumerateArray());
        Assert.Equal("analytics:queueObservation:view", Assert.Single(topic.GetProperty("missingPermissions").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Socket_ChannelUnknown_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(simulator, "streaming-0-none"));
    }

    [Fact]
    public async Task Socket_Ping_IsAnswered()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var socket = await ConnectAsync(simulator, IdOf(await OpenAsync(simulator)));
        await SayAsync(socket, """{"message":"ping"}""");

        var pong = await HearAsync(socket);
        Assert.Equal("channel.metadata", pong.GetProperty("topicName").GetString());
        Assert.Equal("pong", pong.GetProperty("eventBody").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Socket_SecondConnection_EndsTheFirst()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var id = IdOf(await OpenAsync(simulator));
        using var first = await ConnectAsync(simulator, id);
        using var second = await ConnectAsync(simulator, id);

        await Assert.ThrowsAsync<WebSocketException>(() => HearAsync(first));
        await SayAsync(second, """{"message":"ping"}""");
        Assert.Equal("pong", (await HearAsync(second)).GetProperty("eventBody").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Socket_TimePasses_BeatsAndTellsChangesWithZeros()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 40 });
        var id = IdOf(await OpenAsync(simulator));
        using var put = await SendAsync(
            simulator, HttpMethod.Put, $"{Channels}/{id}/subscriptions", [.. (await simulator.QueueIdsByNameAsync()).Values.Select(Topic)]);
        using var socket = await ConnectAsync(simulator, id);

        using var pump = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var (heartbeat, zero, sums) = (false, false, false);
        while (!(heartbeat && zero && sums))
        {
            var hearing = HearAsync(socket);
            while (!hearing.IsCompleted)
            {
                // The clock runs two hundred times as fast as long as nothing comes.
                await pump.WaitForNextTickAsync(Cancelled);
                simulator.Time.Advance(TimeSpan.FromSeconds(1));
            }

            var body = (await hearing).GetProperty("eventBody");
            heartbeat |= body.TryGetProperty("message", out var text) && text.GetString() == "WebSocket Heartbeat";
            foreach (var entry in body.TryGetProperty("data", out var data) ? data.EnumerateArray() : default)
            {
                var ends = entry.GetProperty("interval").GetString()!.Split('/');
                var isMoment = ends[0] == ends[1];
                sums |= !isMoment;
                zero |= isMoment && entry.GetProperty("metrics").EnumerateArray().Any(static metric =>
                    metric.GetProperty("metric").GetString() == "oWaiting" && metric.GetProperty("stats").GetProperty("count").GetInt32() == 0);
            }
        }
    }

    private static string Topic(string queue) => $"v2.analytics.queues.{queue}.observations";

    private static string IdOf(JsonElement channel) => channel.GetProperty("id").GetString()!;

    private static async Task<JsonElement> OpenAsync(TestSimulator simulator)
    {
        using var answer = await SendAsync(simulator, HttpMethod.Post, Channels, null);
        Assert.Equal(200, (int)answer.StatusCode);
        return await TestSimulator.JsonAsync(answer);
    }

    private static async Task<int> HeadAsync(TestSimulator simulator, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{Channels}/{id}");
        using var answer = await simulator.Client.SendAsync(request, Cancelled);
        return (int)answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(TestSimulator simulator, HttpMethod method, string path, IReadOnlyList<string>? topics)
    {
        using var request = new HttpRequestMessage(method, path);
        if (topics is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(topics.Select(topic => new { id = topic })), Encoding.UTF8, "application/json");
        }

        return await simulator.Client.SendAsync(request, Cancelled);
    }

    private static async Task<IEnumerable<string?>> TopicsAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return [.. (await TestSimulator.JsonAsync(answer)).GetProperty("entities").EnumerateArray().Select(topic => topic.GetProperty("id").GetString())];
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(TestSimulator simulator, string id)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{simulator.Server.Address.Port}/channels/{id}"), Cancelled);
        return socket;
    }

    private static Task SayAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancelled);

    private static async Task<JsonElement> HearAsync(ClientWebSocket socket)
    {
        using var bound = Patience.Bound(Cancelled);
        var buffer = new byte[64 * 1024];
        var part = await socket.ReceiveAsync(buffer, bound.Token);
        using var document = JsonDocument.Parse(buffer.AsMemory(0, part.Count));
        return document.RootElement.Clone();
    }
}
