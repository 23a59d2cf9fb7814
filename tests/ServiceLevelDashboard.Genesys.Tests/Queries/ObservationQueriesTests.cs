using System.Net;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Queries;

public sealed class ObservationQueriesTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Observe_RecordedAnswer_GivesQueuesAndAgents()
    {
        var service = new FakeService();
        service.Answer = (_, _) =>
        {
            var response = FakeService.Body("observations.json");
            response.Headers.Date = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
            return response;
        };
        using var centre = service.NewCentre();

        var answer = await centre.ObserveAsync([], Ct).Soon();

        Assert.Equal(
            [
                new QueueObservation(new(FakeService.Queue(1), MediaType.Voice), 3, 5, TimeSpan.FromMilliseconds(41_250)),
                new QueueObservation(new(FakeService.Queue(1), MediaType.Email), 0, 0, null),
                // The longest wait came as the moment when it began: 07:59.
                new QueueObservation(new(FakeService.Queue(1), MediaType.Message), 1, 0, TimeSpan.FromSeconds(60)),
            ],
            answer.Queues.AsEnumerable());
        Assert.Equal(new AgentObservation(FakeService.Queue(1), 2, 5, 0, 0, 9), Assert.Single(answer.Agents));
        Assert.Equal((new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero), 1), (answer.ObservedAt, answer.Calls));
        Assert.Contains("\"mediaType\"", Assert.Single(service.Asked).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observe_AllAtOnceRefused_AsksByHundredsAndRemembers()
    {
        var service = new FakeService
        {
            Answer = (request, _) => request.Body.Contains("\"queueId\"", StringComparison.Ordinal)
                ? FakeService.Body("observations.json")
                : FakeService.Json("""{"code":"bad.request","status":400}""", HttpStatusCode.BadRequest),
        };
        using var centre = service.NewCentre();
        var queues = Enumerable.Range(1, 250).Select(FakeService.Queue).ToArray();

        var first = await centre.ObserveAsync([.. queues], Ct).Soon();
        var second = await centre.ObserveAsync([.. queues], Ct).Soon();

        Assert.Equal((4, 3), (first.Calls, second.Calls));
        Assert.Equal(7, service.Asked.Count);
    }

    [Fact]
    public async Task Observe_StatusesMissing_OnQueueMetricStandsIn()
    {
        var service = new FakeService
        {
            Answer = (_, _) => FakeService.Json("""{"results":[{"group":{"queueId":"q"},"data":[{"metric":"oOnQueueUsers","qualifier":"IDLE","stats":{"count":2}},{"metric":"oOnQueueUsers","qualifier":"COMMUNICATING","stats":{"count":1}}]}]}"""),
        };
        using var centre = service.NewCentre();

        var answer = await centre.ObserveAsync([], Ct).Soon();

        Assert.Equal(new AgentObservation(new QueueId("q"), 2, 0, 1, 0, 0), Assert.Single(answer.Agents));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"results":null}""")]
    [InlineData("""{"results":[null,{"group":null},{"group":{"queueId":"q","mediaType":null},"data":null}]}""")]
    public async Task Observe_NothingInside_IsEmpty(string body)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json(body) };
        using var centre = service.NewCentre();

        Assert.Empty((await centre.ObserveAsync([], Ct).Soon()).Queues);
    }

    [Fact]
    public async Task Observe_ByIdsRefusedToo_IsUnavailable()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("{}", HttpStatusCode.BadRequest) };
        using var centre = service.NewCentre();

        await Assert.ThrowsAsync<UnavailableException>(() => centre.ObserveAsync([FakeService.Queue(1)], Ct).Soon());
    }
}
