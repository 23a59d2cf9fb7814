using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
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
    public async Task Observe_AllAtOnceRefused_AsksByTwoHundredsAndRemembers()
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

        Assert.Equal((3, 2), (first.Calls, second.Calls));
        Assert.Equal(5, service.Asked.Count);
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
    [InlineData("""{"results":[]}""")]
    [InlineData("""{"results":[null,{"group":null},{"group":{"queueId":"q","mediaType":null},"data":null}]}""")]
    public async Task Observe_NothingInside_IsEmpty(string body)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json(body) };
        using var centre = service.NewCentre();

        Assert.Empty((await centre.ObserveAsync([], Ct).Soon()).Queues);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"results":null}""")]
    [InlineData("""{"message":"maintenance"}""")]
    [InlineData("""{"entities":[],"total":0}""")]
    public async Task Observe_ForeignAnswer_IsNoAnswer(string body)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json(body) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        await Assert.ThrowsAsync<UnavailableException>(() => centre.ObserveAsync([], Ct).Soon());
    }

    [Fact]
    public async Task Observe_ByIdsRefusedToo_IsUnavailable()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("{}", HttpStatusCode.BadRequest) };
        using var centre = service.NewCentre();

        await Assert.ThrowsAsync<UnavailableException>(() => centre.ObserveAsync([FakeService.Queue(1)], Ct).Soon());
    }

    [Fact]
    public async Task Observe_FewQueues_AsksByIdsOnly()
    {
        var service = new FakeService { Answer = (request, _) => Answer(request, Ids(request), withAgents: true) };
        using var centre = service.NewCentre();

        var answer = await centre.ObserveAsync(Queues(200), Ct).Soon();

        Assert.Equal((1, 200, 200), (answer.Calls, answer.Queues.Length, answer.Agents.Length));
        Assert.DoesNotContain("\"mediaType\"", Assert.Single(service.Asked).Body, StringComparison.Ordinal);
        Assert.Empty(answer.Unanswered);
    }

    [Fact]
    public async Task Observe_ManyQueuesAllNamedAtOnce_NeedsNoIds()
    {
        var service = new FakeService { Answer = (request, _) => Answer(request, Queues(450), withAgents: true) };
        using var centre = service.NewCentre();

        var answer = await centre.ObserveAsync(Queues(450), Ct).Soon();

        Assert.Equal((1, 450), (answer.Calls, answer.Queues.Length));
    }

    [Fact]
    public async Task Observe_AllAtOnceLacksAgents_AsksByIdsCountsNobodyTwiceAndStaysWithIds()
    {
        var service = new FakeService
        {
            Answer = (request, _) => ByIds(request) ? Answer(
            request, Ids(request), withAgents: true) : Answer(request, Queues(450), withAgents: false)
        };
        using var centre = service.NewCentre();

        var first = await centre.ObserveAsync(Queues(450), Ct).Soon();
        var second = await centre.ObserveAsync(Queues(450), Ct).Soon();

        Assert.Equal((4, 3), (first.Calls, second.Calls));
        Assert.Equal(450, first.Agents.Length);
        Assert.All(first.Queues, queue => Assert.Equal((2, 1), (queue.Waiting, queue.Interacting)));
        Assert.Equal(first.Queues.Order(ByText), second.Queues.Order(ByText));
    }

    [Fact]
    public async Task Observe_AllAtOnceAnsweredWithNothing_AsksByIds()
    {
        var service = new FakeService { Answer = (request, _) => ByIds(request) ? Answer(request, Ids(request), withAgents: true) : FakeService.Json("""{"results":[]}""") };
        using var centre = service.NewCentre();

        var answer = await centre.ObserveAsync(Queues(201), Ct).Soon();

        Assert.Equal((201, 201), (answer.Queues.Length, answer.Agents.Length));
    }

    [Fact]
    public async Task Observe_QueuesWithoutMembers_AreNotAskedForTwiceEachTime()
    {
        var service = new FakeService
        {
            Answer = (request, _) => Answer(
            request, ByIds(request) ? Ids(request) : Queues(250), withAgents: true, membersFrom: 3)
        };
        using var centre = service.NewCentre();

        var first = await centre.ObserveAsync(Queues(250), Ct).Soon();
        var second = await centre.ObserveAsync(Queues(250), Ct).Soon();

        Assert.Equal((2, 1), (first.Calls, second.Calls));
        Assert.Equal(248, second.Agents.Length);
    }

    [Fact]
    public async Task Observe_QueueThatIsNeverNamed_IsUnansweredAndNotZero()
    {
        var service = new FakeService { Answer = (request, _) => Answer(request, Ids(request).Remove(FakeService.Queue(2)), withAgents: true) };
        using var centre = service.NewCentre();

        var answer = await centre.ObserveAsync(Queues(3), Ct).Soon();

        Assert.Equal([FakeService.Queue(2)], answer.Unanswered.AsEnumerable());
        Assert.DoesNotContain(answer.Queues, queue => queue.Key.Queue == FakeService.Queue(2));
    }

    [Fact]
    public async Task Observe_FewerPredicatesTaken_HalvesAndRemembers()
    {
        var service = new FakeService
        {
            Answer = (request, _) => Ids(request).Length > 60
                ? FakeService.Json("""{"code":"bad.request","message":"too many predicates"}""", HttpStatusCode.BadRequest)
                : Answer(request, Ids(request), withAgents: true),
        };
        using var centre = service.NewCentre();

        var first = await centre.ObserveAsync(Queues(200), Ct).Soon();
        var second = await centre.ObserveAsync(Queues(50), Ct).Soon();

        Assert.Equal((200, 6), (first.Queues.Length, first.Calls)); // 200, 100 refused; four of 50
        Assert.Equal((50, 1), (second.Queues.Length, second.Calls));
    }

    [Fact]
    public async Task Observe_MetricRefused_IsLeftOutAndSaid()
    {
        var service = new FakeService
        {
            Answer = (request, _) => request.Body.Contains("\"oUserRoutingStatuses\"", StringComparison.Ordinal)
                ? FakeService.Json("""{"code":"invalid.value","message":"Value [oUserRoutingStatuses] is not valid. Allowable values are: oWaiting, oInteracting"}""", HttpStatusCode.BadRequest)
                : Answer(request, Ids(request), withAgents: true),
        };
        using var centre = service.NewCentre();

        var answer = await centre.ObserveAsync(Queues(2), Ct).Soon();

        Assert.Equal(2, answer.Queues.Length);
        Assert.Contains("oUserRoutingStatuses", Assert.Single(answer.Notices), StringComparison.Ordinal);
        Assert.Equal(["oUserRoutingStatuses"], centre.RefusedMetrics.AsEnumerable());
    }

    private static readonly Comparer<QueueObservation> ByText = Comparer<QueueObservation>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static bool ByIds(FakeService.Received request) => request.Body.Contains("\"queueId\"", StringComparison.Ordinal);

    private static ImmutableArray<QueueId> Queues(int count) => [.. Enumerable.Range(1, count).Select(FakeService.Queue)];

    private static ImmutableArray<QueueId> Ids(FakeService.Received request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return [.. body.RootElement.GetProperty("filter").GetProperty("predicates").EnumerateArray().Select(
            predicate => new QueueId(predicate.GetProperty("value").GetString()!))];
    }

    /// <summary>Two wait and one talks in each queue; one agent is idle.</summary>
    private static HttpResponseMessage Answer(FakeService.Received request, ImmutableArray<QueueId> queues, bool withAgents, int membersFrom = 1)
    {
        Assert.NotEmpty(request.Body);
        var contacts = queues.Select(queue => $$$"""{"group":{"queueId":"{{{queue}}}","mediaType":"voice"},"data":[{"metric":"oWaiting","stats":{"count":2}},{"metric":"oInteracting","stats":{"count":1}}]}""");
        var agents = queues
            .Where(queue => withAgents && string.CompareOrdinal(queue.Value, FakeService.Queue(membersFrom).Value) >= 0)
            .Select(queue => $$$"""{"group":{"queueId":"{{{queue}}}"},"data":[{"metric":"oOnQueueUsers","qualifier":"IDLE","stats":{"count":1}}]}""");
        return FakeService.Json($$"""{"results":[{{string.Join(',', contacts.Concat(agents))}}]}""");
    }
}
