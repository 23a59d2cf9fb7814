using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Push;

/// <summary>Which calls a connection costs. No connection can be made here: the address is nobody's.</summary>
public sealed class ChannelsTests : IDisposable
{
    private readonly FakeService _service = new();

    public ChannelsTests() => _service.Answer = (asked, _) => asked.Address.AbsolutePath.EndsWith("/subscriptions", StringComparison.Ordinal)
        ? FakeService.Json("""{"entities":[]}""")
        : asked.Method == "POST"
            ? FakeService.Json("""{"id":"c1","connectUri":"ws://127.0.0.1:1/channels/c1","expires":"2026-09-02T08:00:00.000Z"}""")
            : FakeService.Json("""{"entities":[]}""");

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Listen_First_CountsOpensAndSubscribesInBulk()
    {
        using var centre = _service.NewCentre(options => options.Retries = 0);
        await ConnectInVainAsync(centre);

        Assert.Equal(
            ["GET /api/v2/notifications/channels?includechannels=oauthclient", "POST /api/v2/notifications/channels", "PUT /api/v2/notifications/channels/c1/subscriptions?ignoreErrors=true"],
            _service.Asked.Select(asked => $"{asked.Method} {asked.Address.PathAndQuery}"));
        Assert.Equal("""[{"id":"v2.analytics.queues.q1.observations"},{"id":"v2.analytics.queues.q2.observations"}]""", _service.Asked[2].Body);
    }

    [Fact]
    public async Task Listen_Again_UsesTheChannelThatIsThere()
    {
        using var centre = _service.NewCentre(options => options.Retries = 0);
        await ConnectInVainAsync(centre);
        _service.Asked.Clear();
        await ConnectInVainAsync(centre);

        Assert.Equal(["PUT"], _service.Asked.Select(asked => asked.Method));
    }

    [Fact]
    public async Task Listen_ThreeTimesInVain_OpensAnother()
    {
        using var centre = _service.NewCentre(options => options.Retries = 0);
        for (var i = 0; i < 3; i++)
        {
            await ConnectInVainAsync(centre);
        }

        _service.Asked.Clear();
        await ConnectInVainAsync(centre);
        Assert.Equal(["GET", "POST", "PUT"], _service.Asked.Select(asked => asked.Method));
    }

    [Fact]
    public async Task Listen_AfterNineTenthsOfTheChannelsLife_OpensAnother()
    {
        using var centre = _service.NewCentre(options => options.Retries = 0);
        await ConnectInVainAsync(centre);
        _service.Clock.Advance(TimeSpan.FromHours(21.5));
        _service.Asked.Clear();
        await ConnectInVainAsync(centre);
        Assert.Equal(["PUT"], _service.Asked.Select(asked => asked.Method));

        _service.Clock.Advance(TimeSpan.FromHours(0.2));
        await ConnectInVainAsync(centre);
        Assert.Equal(["PUT", "GET", "POST", "PUT"], _service.Asked.Select(asked => asked.Method));
    }

    [Theory]
    [InlineData("ws://streaming.example.test/channels/c1")] // readable by everybody
    [InlineData("https://streaming.example.test/channels/c1")]
    [InlineData("nowhere")]
    public async Task Listen_AddressThatIsNotSafe_IsNotUsed(string address)
    {
        _service.Answer = (asked, _) => FakeService.Json(asked.Method == "POST" ? $$"""{"id":"c1","connectUri":"{{address}}"}""" : """{"entities":[]}""");
        using var centre = _service.NewCentre(options => options.Retries = 0);

        var refused = await ConnectInVainAsync(centre);
        Assert.Contains("no channel that can be used", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<UnavailableException> ConnectInVainAsync(GenesysContactCentre centre)
    {
        await using var updates = centre.ListenAsync([new QueueId("q1"), new QueueId("q2")], TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        return await Assert.ThrowsAsync<UnavailableException>(() => updates.MoveNextAsync().AsTask().Soon());
    }
}
