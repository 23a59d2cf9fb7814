using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Genesys.Push;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Genesys.Tests.Push;

/// <summary>Client and simulator over real WebSockets.</summary>
public sealed class PushStreamTests
{
    /// <summary>Longer than a busy machine is silent; where a lost connection is to be noticed it is <see cref="BriefSilence"/>.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BriefSilence = TimeSpan.FromMilliseconds(200);
    private static readonly SimulatorLimits Fast = new()
    {
        PushInterval = TimeSpan.FromMilliseconds(50),
        Heartbeat = TimeSpan.FromMilliseconds(500),
        RequestsPerMinute = 10_000,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Length", "Long")]
    public async Task Listen_WhatIsTold_EndsInWhatIsAnswered()
    {
        await using var simulator = await StartAsync(60);
        using var centre = Centre(simulator);
        var queues = await QueuesAsync(centre);
        var told = new Dictionary<QueueMedia, (int Waiting, int Interacting)>();
        var agents = new Dictionary<QueueId, (int Idle, int Interacting, int OffQueue)>();
        await using var updates = centre.ListenAsync(queues, Silence, Token).GetAsyncEnumerator(Token);
        Assert.True(await updates.MoveNextAsync().AsTask().Soon());
        Take(await centre.ObserveAsync(queues, Token).Soon());

        var changes = 0;
        while (changes < 30)
        {
            Assert.True(await updates.MoveNextAsync().AsTask().Soon());
            changes += Apply(updates.Current);
        }

        // The figures stand still from here on; what has happened is still told.
        simulator.AddFault(new Fault(FaultKind.Pause));
        var answer = await centre.ObserveAsync(queues, Token).Soon();
        for (var left = 20; !Agrees(answer); left--)
        {
            Assert.True(left > 0, "What was told does not become what is answered.");
            Assert.True(await updates.MoveNextAsync().AsTask().Soon());
            Apply(updates.Current);
        }

        void Take(ObservationResponse seen)
        {
            foreach (var queue in seen.Queues)
            {
                told[queue.Key] = (queue.Waiting, queue.Interacting);
            }

            foreach (var some in seen.Agents)
            {
                agents[some.Queue] = (some.Idle, some.Interacting, some.OffQueue);
            }
        }

        int Apply(PushUpdate update)
        {
            foreach (var change in update.Queues)
            {
                var (waiting, interacting) = told.GetValueOrDefault(change.Key);
                told[change.Key] = (change.Waiting ?? waiting, change.Interacting ?? interacting);
            }

            foreach (var change in update.Agents)
            {
                var (idle, interacting, off) = agents.GetValueOrDefault(change.Queue);
                agents[change.Queue] = (change.Idle ?? idle, change.Interacting ?? interacting, change.OffQueue ?? off);
            }

            return update.Queues.Length;
        }

        bool Agrees(ObservationResponse seen) =>
            seen.Queues.All(queue => told.GetValueOrDefault(queue.Key) == (queue.Waiting, queue.Interacting))
            && seen.Agents.All(some => agents.GetValueOrDefault(some.Queue) == (some.Idle, some.Interacting, some.OffQueue));
    }

    [Theory]
    [InlineData(FaultKind.PushDrop)]
    [InlineData(FaultKind.PushSilent)]
    [InlineData(FaultKind.PushHalfOpen)]
    public async Task Listen_ConnectionLost_IsSaidAndTheNextUsesTheSameChannel(FaultKind kind)
    {
        await using var simulator = await StartAsync(4);
        using var centre = Centre(simulator);
        var queues = await QueuesAsync(centre);
        await ListenOnceAsync(centre, queues, () => simulator.AddFault(new Fault(kind)), isLost: true);

        simulator.ClearFaults();
        await ListenOnceAsync(centre, queues, () => simulator.AddFault(new Fault(FaultKind.PushDrop)), isLost: true);

        Assert.Equal(1, await ChannelsAsync(simulator));
    }

    [Fact]
    public async Task Listen_ChannelExpires_EndsAsPlannedAndTheNextGetsAnother()
    {
        await using var simulator = await StartAsync(4);
        using var centre = Centre(simulator);
        var queues = await QueuesAsync(centre);
        await ListenOnceAsync(centre, queues, () => simulator.AddFault(new Fault(FaultKind.PushExpire) { Count = 1 }), isLost: false);

        await ListenOnceAsync(centre, queues, () => simulator.AddFault(new Fault(FaultKind.PushDrop) { Count = 1 }), isLost: true);
    }

    [Fact]
    public async Task Listen_FloodOfWhatIsUnknown_GoesOnAtItsPace()
    {
        await using var simulator = await StartAsync(4);
        using var centre = Centre(simulator);
        simulator.AddFault(new Fault(FaultKind.PushUnknown));
        simulator.AddFault(new Fault(FaultKind.PushFlood) { Value = 200 });
        await using var updates = centre.ListenAsync(await QueuesAsync(centre), Silence, Token).GetAsyncEnumerator(Token);

        // An update a second, however many messages come; how many a busy machine makes of them in one does not matter.
        var count = 0;
        do
        {
            Assert.True(await updates.MoveNextAsync().AsTask().Soon());
            Assert.All(updates.Current.Queues, change => Assert.NotEqual("no-such-queue", change.Key.Queue.Value));
            count++;
        }
        while (updates.Current.Traffic is { Messages: <= 1000 } or { Skipped: < 10 });

        Assert.True(updates.Current.Traffic.Messages > 100 * count, $"{updates.Current.Traffic.Messages} messages in {count} updates");
    }

    [Fact]
    public async Task Listen_MoreQueuesThanAChannelTakes_UsesSeveral()
    {
        await using var simulator = await StartAsync(1100);
        using var centre = Centre(simulator);
        await using var updates = centre.ListenAsync(await QueuesAsync(centre), Silence, Token).GetAsyncEnumerator(Token);
        Assert.True(await updates.MoveNextAsync().AsTask().Soon());

        Assert.Equal((2, 1100, 0), (updates.Current.Traffic.Channels, updates.Current.Traffic.Queues, updates.Current.Traffic.Refused));
    }

    [Fact]
    public async Task Listen_ChannelsOfOthers_AreNotTakenFromThem()
    {
        await using var simulator = await StartAsync(4, Fast with { Channels = 25 });
        for (var i = 0; i < 20; i++)
        {
            using var other = Centre(simulator);
            await using var theirs = other.ListenAsync(await QueuesAsync(other), Silence, Token).GetAsyncEnumerator(Token);
            Assert.True(await theirs.MoveNextAsync().AsTask().Soon());
        }

        using var centre = Centre(simulator);
        await using var updates = centre.ListenAsync(await QueuesAsync(centre), Silence, Token).GetAsyncEnumerator(Token);
        var refused = await Assert.ThrowsAsync<UnavailableException>(() => updates.MoveNextAsync().AsTask().Soon());

        Assert.Contains("20 are open", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_EveryQueueRefused_NamesThePermission()
    {
        await using var simulator = await StartAsync(4);
        simulator.AddFault(new Fault(FaultKind.PushForbidden));
        using var centre = Centre(simulator);
        await using var updates = centre.ListenAsync(await QueuesAsync(centre), Silence, Token).GetAsyncEnumerator(Token);

        var missing = await Assert.ThrowsAsync<PermissionMissingException>(() => updates.MoveNextAsync().AsTask().Soon());
        Assert.Equal(["analytics:queueObservation:view"], missing.Missing);
    }

    [Fact]
    public async Task Listen_OneQueueUnknown_TellsOfTheOthers()
    {
        await using var simulator = await StartAsync(4);
        using var centre = Centre(simulator);
        await using var updates = centre.ListenAsync([.. await QueuesAsync(centre), new QueueId("gone")], Silence, Token).GetAsyncEnumerator(Token);
        Assert.True(await updates.MoveNextAsync().AsTask().Soon());

        Assert.Equal((4, 1), (updates.Current.Traffic.Queues, updates.Current.Traffic.Refused));
    }

    [Theory]
    [InlineData("wss", 443)]
    [InlineData("ws", 80)]
    public async Task Connect_ToAnotherHost_AsksTheProxyForATunnel(string scheme, int port)
    {
        await using var proxy = new ConnectProxy();

        var lost = await Assert.ThrowsAsync<ChannelLostException>(() => ConnectAsync(proxy, $"{scheme}://streaming.example.test/channels/id"));

        Assert.Equal("no connection could be made", lost.Message);
        Assert.Equal([$"CONNECT streaming.example.test:{port} HTTP/1.1"], proxy.Asked);
    }

    [Fact]
    public async Task Connect_ThroughATunnel_IsTalkedTo()
    {
        await using var simulator = await StartAsync(4);
        using var centre = Centre(simulator);
        await using var updates = centre.ListenAsync(await QueuesAsync(centre), Silence, Token).GetAsyncEnumerator(Token);
        Assert.True(await updates.MoveNextAsync().AsTask().Soon()); // there is a channel
        var id = (await ChannelIdsAsync(simulator)).Single();
        await using var proxy = new ConnectProxy(simulator.Address.Port);

        using var socket = await ConnectAsync(proxy, $"ws://streaming.example.test/channels/{id}");
        var message = await socket.ReceiveAsync(new byte[ChannelConnection.MaximumMessage], Token).Soon();

        Assert.True(message.Count > 0);
        Assert.Equal(["CONNECT streaming.example.test:80 HTTP/1.1"], proxy.Asked);
    }

    [Fact]
    public async Task Connect_ToThisMachine_NeverAsksTheProxy()
    {
        await using var proxy = new ConnectProxy();
        await using var simulator = await StartAsync(4);

        var lost = await Assert.ThrowsAsync<ChannelLostException>(() => ConnectAsync(proxy, $"ws://127.0.0.1:{simulator.Address.Port}/channels/none"));

        Assert.Equal("the connection was answered 404", lost.Message); // by the simulator itself
        Assert.True(lost.IsChannelGone);
        Assert.Empty(proxy.Asked);
    }

    private static Task<WebSocket> ConnectAsync(ConnectProxy proxy, string address) =>
        new SocketConnector(TimeSpan.FromSeconds(10), TimeProvider.System, new WebProxy(proxy.Address))
            .ConnectAsync(new Channel("id", new Uri(address), DateTimeOffset.MaxValue), Token).Soon();

    private static async Task ListenOnceAsync(GenesysContactCentre centre, ImmutableArray<QueueId> queues, Action connected, bool isLost)
    {
        async Task ListenAsync()
        {
            await foreach (var update in centre.ListenAsync(queues, BriefSilence, Token))
            {
                if (update.Traffic.Messages == 0)
                {
                    connected();
                }
            }
        }

        if (isLost)
        {
            await Assert.ThrowsAsync<UnavailableException>(() => ListenAsync().Soon());
        }
        else
        {
            await ListenAsync().Soon();
        }
    }

    /// <summary>How many channels the simulator keeps.</summary>
    private static async Task<int> ChannelsAsync(SimulatorServer simulator) => (await ChannelIdsAsync(simulator)).Count;

    private static async Task<List<string>> ChannelIdsAsync(SimulatorServer simulator)
    {
        using var client = new HttpClient { BaseAddress = simulator.Address };
        using var login = new HttpRequestMessage(
            HttpMethod.Post, "oauth/token")
        { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        login.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{simulator.ClientId}:{simulator.ClientSecret}")));
        using var given = await client.SendAsync(login, Token);
        using var token = JsonDocument.Parse(await given.Content.ReadAsStringAsync(Token));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.RootElement.GetProperty("access_token").GetString());
        using var listed = JsonDocument.Parse(
            await client.GetStringAsync(new Uri("api/v2/notifications/channels?includechannels=oauthclient", UriKind.Relative), Token));
        return [.. listed.RootElement.GetProperty("entities").EnumerateArray().Select(channel => channel.GetProperty("id").GetString()!)]; // each has one
    }

    private static async Task<ImmutableArray<QueueId>> QueuesAsync(GenesysContactCentre centre) =>
        [.. (await centre.GetQueuesAsync(Token).Soon()).Select(queue => queue.Id)];

    private static Task<SimulatorServer> StartAsync(int queues, SimulatorLimits? limits = null) =>
        SimulatorServer.StartAsync(new SimulatorOptions { Queues = queues, Limits = limits ?? Fast }, new MorningTime(), Token);

    private static GenesysContactCentre Centre(SimulatorServer simulator) => new(
        new GenesysOptions
        {
            ClientId = simulator.ClientId,
            ClientSecret = simulator.ClientSecret,
            Url = simulator.Address.ToString(),
            QuotaPerMinute = 10_000,
            Retries = 0,
        },
        TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Real timers on a busy morning.</summary>
    private sealed class MorningTime : TimeProvider
    {
        private static readonly DateTimeOffset Morning = new(2026, 9, 1, 9, 40, 0, TimeSpan.Zero);

        private readonly long _start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Morning + System.GetElapsedTime(_start);
    }
}
