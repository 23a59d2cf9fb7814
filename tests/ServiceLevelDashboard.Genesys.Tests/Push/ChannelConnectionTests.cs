using System.Net.WebSockets;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Push;

namespace ServiceLevelDashboard.Genesys.Tests.Push;

public sealed class ChannelConnectionTests : IAsyncLifetime
{
    private const string Ping = """{"message":"ping"}""";
    private const string Pong = """{"topicName":"channel.metadata","eventBody":{"message":"pong"}}""";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly WatchedTime _time = new();
    private readonly SemaphoreSlim _received = new(0);
    private readonly ChangeBuffer _changes = new([new QueueId("q1")]);
    private SocketPair _pair = null!; // opened before each test
    private ChannelConnection _connection = null!; // made with it

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _pair = await SocketPair.OpenAsync();
        _connection = new ChannelConnection(
            new Channel("id", new Uri("ws://127.0.0.1/"), _time.GetUtcNow().AddHours(1)), _pair.Client, _changes, () => _received.Release(), _time);
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        _pair.Dispose();
        _received.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Run_Silence_AsksForASignOfLifeAndTakesItForOne()
    {
        var running = _connection.RunAsync(Silence, Token);
        await _time.PassAsync(Silence);
        Assert.Equal(Ping, await _pair.HearAsync());
        Assert.Equal(_time.GetUtcNow() - Silence, _connection.ReceivedAt);

        await _pair.SayAsync(Pong);
        await _received.WaitAsync(Token).Soon();

        Assert.Equal(_time.GetUtcNow(), _connection.ReceivedAt);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Run_NoSignOfLife_IsLostAfterFiveTimesTheSilence()
    {
        var running = _connection.RunAsync(Silence, Token);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(running.IsCompleted);
            await _time.PassAsync(Silence);
        }

        var lost = await Assert.ThrowsAsync<ChannelLostException>(() => running.Soon());
        Assert.Equal("nothing was heard for 15 s", lost.Message);
    }

    [Fact]
    public async Task Run_WhatCannotBeRead_IsSkippedAndCounted()
    {
        _ = _connection.RunAsync(Silence, Token);
        foreach (var text in new[] { "not JSON", new string('x', ChannelConnection.MaximumMessage + 10), """{"topicName":"v2.users.x.presence"}""", Pong })
        {
            await _pair.SayAsync(text);
            await _received.WaitAsync(Token).Soon();
        }

        Assert.Equal((4, 3), (_connection.Messages, _connection.Skipped));
    }

    [Fact]
    public async Task Run_ServiceAnnouncesTheEnd_EndsAsPlanned()
    {
        var running = _connection.RunAsync(Silence, Token);
        await _pair.SayAsync("""{"topicName":"v2.system.socket_closing","eventBody":{"message":"bye"}}""");

        await running.Soon();
    }

    [Fact]
    public async Task Run_TimeToRenew_EndsAsPlanned()
    {
        using var connection = new ChannelConnection(
            new Channel("id", new Uri("ws://127.0.0.1/"), _time.GetUtcNow() + Silence), _pair.Client, _changes, () => { }, _time);
        var running = connection.RunAsync(Silence, Token);
        await _time.PassAsync(Silence);

        await running.Soon();
    }

    [Fact]
    public async Task Run_Closed_IsLost()
    {
        var running = _connection.RunAsync(Silence, Token);
        await _pair.Service.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "restart", Token);

        var lost = await Assert.ThrowsAsync<ChannelLostException>(() => running.Soon());
        Assert.False(lost.IsChannelGone);
    }

    [Fact]
    public async Task Run_Dropped_IsLost()
    {
        var running = _connection.RunAsync(Silence, Token);
        _pair.Drop();

        await Assert.ThrowsAsync<ChannelLostException>(() => running.Soon());
    }

    [Theory]
    [InlineData("token_revoked")]
    [InlineData("no_longer_subscribed")]
    public async Task Run_SubscriptionEnded_TheChannelIsGone(string type)
    {
        var running = _connection.RunAsync(Silence, Token);
        await _pair.SayAsync($$$"""{"topicName":"v2.system","eventBody":{"systemTopicType":"{{{type}}}"}}""");

        Assert.True((await Assert.ThrowsAsync<ChannelLostException>(() => running.Soon())).IsChannelGone);
    }
}
