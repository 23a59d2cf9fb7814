using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Queries;

public sealed class IntervalQueriesTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Query_AllQueues_IsOneUnfilteredQuestion()
    {
        var service = new FakeService();
        service.Answer = (_, _) =>
        {
            var response = FakeService.Json("""{"results":[]}""");
            response.Headers.Date = Start.AddHours(3);
            return response;
        };
        using var centre = service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 2, edges: EdgeSet.Of([TimeSpan.FromSeconds(20)], [])), Ct);

        Assert.Equal((1, Start.AddHours(3), Granularity.QuarterHour), (answer.Calls, answer.AnsweredAt, answer.Granularity));
        Assert.Empty(answer.Notices);
        Assert.Equal(
            """{"interval":"2026-09-01T00:00:00.000Z/2026-09-01T02:00:00.000Z","granularity":"PT15M","groupBy":["queueId","mediaType"],"metrics":["nOffered","tAnswered","tAbandon","tShortAbandon","tFlowOut","nOverSla","oServiceLevel","tWait","tTalkComplete","tHandle"],"views":[{"target":"tAnswered","name":"a20000","function":"rangeBound","range":{"lt":20001}}]}""",
            Assert.Single(service.Asked).Body);
    }

    [Fact]
    public async Task Query_ChosenQueues_AreFiltered()
    {
        var organisation = new Organisation();
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 1, queues: 250), Ct).Soon();

        Assert.Equal([50, 100, 100], organisation.Questions.Select(question => question.Queues).Order());
        Assert.Equal(3, answer.Calls);
        Assert.Equal(250 * 4, answer.Rows.Length);
    }

    [Fact]
    public async Task Query_LongRange_IsCutAt31Days()
    {
        var organisation = new Organisation();
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 24 * 70, queues: 1), Ct).Soon();

        Assert.Equal([8d, 31d, 31d], organisation.Questions.Select(question => question.Range.Length.TotalDays).Order());
        AssertEachIntervalOnce(answer, Query(hours: 24 * 70, queues: 1));
    }

    [Theory]
    [InlineData("""{"code":"response.entity.too.large","message":"too much"}""", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("""{"code":"bad.request","message":"The interval is too long"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"code":"bad.request","details":[{"fieldName":"interval"}]}""", HttpStatusCode.BadRequest)]
    public async Task Query_TooMuch_IsHalvedUntilItFitsAndRemembered(string body, HttpStatusCode status)
    {
        var organisation = new Organisation { Longest = TimeSpan.FromHours(5), TooLong = () => FakeService.Json(body, status) };
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 24, queues: 2), Ct).Soon();
        AssertEachIntervalOnce(answer, Query(hours: 24, queues: 2));
        organisation.Questions.Clear();
        var again = await centre.QueryIntervalsAsync(Query(hours: 24, queues: 2), Ct).Soon();

        Assert.All(organisation.Questions, question => Assert.True(question.Range.Length <= organisation.Longest));
        AssertEachIntervalOnce(again, Query(hours: 24, queues: 2));
    }

    [Fact]
    public async Task Query_LimitNamedInDays_IsTakenOver()
    {
        var organisation = new Organisation
        {
            Longest = TimeSpan.FromDays(7),
            TooLong = () => FakeService.Json("""{"message":"interval","limit":{"key":"query.days.max","value":7}}""", HttpStatusCode.BadRequest),
        };
        using var centre = organisation.Service.NewCentre();

        await centre.QueryIntervalsAsync(Query(hours: 24 * 28, queues: 1), Ct).Soon();
        organisation.Questions.Clear();
        await centre.QueryIntervalsAsync(Query(hours: 24 * 28, queues: 1), Ct).Soon();

        Assert.Equal([7d, 7d, 7d, 7d], organisation.Questions.Select(question => question.Range.Length.TotalDays));
    }

    [Fact]
    public async Task Query_OneIntervalStillTooLarge_HalvesTheQueues()
    {
        var organisation = new Organisation { MaximumQueues = 30 };
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(new IntervalQuery(new(Start, Start.AddMinutes(15)), Granularity.QuarterHour, EdgeSet.None, Ids(100)), Ct);

        Assert.Equal(100, answer.Rows.Length);
        Assert.Equal([25, 25, 25, 25, 50, 50, 100], organisation.Questions.Select(question => question.Queues).Order());
    }

    [Fact]
    public async Task Query_OneQueueAndIntervalStillTooLarge_IsUnavailable()
    {
        var organisation = new Organisation { MaximumQueues = 0 };
        using var centre = organisation.Service.NewCentre();

        await Assert.ThrowsAsync<UnavailableException>(() => centre.QueryIntervalsAsync(Query(hours: 1, queues: 2), Ct).Soon());
    }

    [Fact]
    public async Task Query_GranularityRefused_FallsBackWithANoticeAndRemembers()
    {
        var organisation = new Organisation { Finest = Granularity.HalfHour };
        using var centre = organisation.Service.NewCentre();
        var query = new IntervalQuery(new(Start.AddMinutes(5), Start.AddMinutes(50)), Granularity.FiveMinutes, EdgeSet.None, Ids(1));

        var answer = await centre.QueryIntervalsAsync(query, Ct).Soon();
        var again = await centre.QueryIntervalsAsync(query, Ct).Soon();

        Assert.Equal((Granularity.HalfHour, 3), (answer.Granularity, answer.Calls));
        Assert.Equal([Start, Start.AddMinutes(30)], answer.Rows.Select(row => row.Interval.Start).Order());
        Assert.Equal("Genesys Cloud refused intervals of PT5M: PT30M is used.", Assert.Single(answer.Notices));
        Assert.Equal((Granularity.HalfHour, 1, 1), (again.Granularity, again.Calls, again.Notices.Length));
    }

    [Fact]
    public async Task Query_UnfilteredRefused_AsksByIdsOfTheListAndRemembers()
    {
        var organisation = new Organisation { RefusesUnfiltered = true };
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 1), Ct).Soon();
        var again = await centre.QueryIntervalsAsync(Query(hours: 1), Ct).Soon();

        Assert.Equal((3 * 4, 4), (answer.Rows.Length, answer.Calls)); // refused, two pages of queues, answered
        Assert.Equal((3 * 4, 1), (again.Rows.Length, again.Calls));
    }

    [Fact]
    public async Task Query_RefusedForAnUnknownReason_IsUnavailableWithTheReason()
    {
        var service = new FakeService
        {
            Answer = (request, number) => request.Method == "GET"
                ? FakeService.Body(request.Address.Query.EndsWith("pageNumber=1", StringComparison.Ordinal) ? "queues-1.json" : "queues-2.json")
                : FakeService.Json("""{"code":"bad.request","message":"unknown metric","contextId":"c-7"}""", HttpStatusCode.BadRequest),
        };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<UnavailableException>(() => centre.QueryIntervalsAsync(Query(hours: 1), Ct).Soon());

        Assert.Contains("unknown metric", e.Message, StringComparison.Ordinal);
        Assert.Equal("c-7", e.CorrelationId);
    }

    [Fact]
    public async Task Query_MoreThanTenEdges_MergesTheCountsOfSeveralCalls()
    {
        var edges = EdgeSet.Of(Enumerable.Range(1, 12).Select(n => TimeSpan.FromSeconds(10 * n)), [TimeSpan.FromSeconds(5)]);
        var organisation = new Organisation();
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 1, queues: 1, edges: edges), Ct).Soon();

        Assert.Equal((2, 4), (answer.Calls, answer.Rows.Length));
        Assert.All(answer.Rows, row =>
        {
            Assert.Equal(new Bands(edges, [.. Enumerable.Range(1, 12).Select(n => 10 * n)], [5]), row.Counts.Bands);
            Assert.Equal(1000, row.Counts.Offered);
        });
    }

    [Theory]
    [InlineData("tShortAbandon")]
    [InlineData("tFlowOut")]
    [InlineData("nOverSla")]
    [InlineData("oServiceLevel")]
    [InlineData("tWait")]
    [InlineData("tTalkComplete")]
    [InlineData("tHandle")]
    public async Task Query_MetricRefused_IsLeftOutSaidAndAskedForAgainAfterADay(string metric)
    {
        var organisation = new Organisation { Refused = [metric] };
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 1, queues: 2), Ct).Soon();
        var again = await centre.QueryIntervalsAsync(Query(hours: 1, queues: 2), Ct).Soon();
        organisation.Service.Clock.Advance(TimeSpan.FromHours(25));
        organisation.Refused = [];
        var later = await centre.QueryIntervalsAsync(Query(hours: 1, queues: 2), Ct).Soon();

        Assert.Equal((8, 2), (answer.Rows.Length, answer.Calls));
        Assert.Contains(metric, Assert.Single(answer.Notices), StringComparison.Ordinal);
        Assert.Equal((8, 1), (again.Rows.Length, again.Calls));
        Assert.Equal((8, 1, 0), (later.Rows.Length, later.Calls, later.Notices.Length));
        Assert.Contains($"\"{metric}\"", organisation.Service.Asked[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_SeveralMetricsRefusedOneByOneUnfiltered_LeavesAllOut()
    {
        var organisation = new Organisation { Refused = ["tHandle", "tTalkComplete", "tShortAbandon"] };
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 1), Ct).Soon();

        Assert.Equal((4, 3), (answer.Calls, answer.Notices.Length));
        Assert.Equal(["tHandle", "tShortAbandon", "tTalkComplete"], centre.RefusedMetrics.AsEnumerable());
        Assert.DoesNotContain(organisation.Service.Asked, request => request.Method == "GET");
    }

    [Theory]
    [InlineData("""{"code":"invalid.value","message":"bad","details":[{"fieldName":"metrics","entityName":"tFlowOut"}]}""")]
    [InlineData("""{"code":"invalid.value","messageParams":{"value":"tFlowOut"}}""")]
    [InlineData("""{"code":"invalid.value","message":"bad","errors":[{"message":"tFlowOut is not a metric"}]}""")]
    [InlineData("""{"code":"bad.request","message":"TFLOWOUT cannot be requested. Supported metrics: nOffered, tHandle, tAnswered"}""")]
    public async Task Query_MetricNamedElsewhere_IsFoundToo(string body)
    {
        var service = new FakeService
        {
            Answer = (request, _) => request.Body.Contains("tFlowOut", StringComparison.Ordinal)
                ? FakeService.Json(body, HttpStatusCode.BadRequest)
                : FakeService.Json("""{"results":[]}"""),
        };
        using var centre = service.NewCentre();

        await centre.QueryIntervalsAsync(Query(hours: 1), Ct).Soon();

        Assert.Equal(["tFlowOut"], centre.RefusedMetrics.AsEnumerable());
    }

    [Theory]
    [InlineData("nOffered")]
    [InlineData("tAnswered")]
    [InlineData("tAbandon")]
    public async Task Query_MetricThatFiguresNeedRefused_SaysWhichAndAdvisesNoShorterRange(string metric)
    {
        var organisation = new Organisation { Refused = [metric] };
        using var centre = organisation.Service.NewCentre();

        var e = await Assert.ThrowsAsync<UnavailableException>(() => centre.QueryIntervalsAsync(Query(hours: 1), Ct).Soon());

        Assert.Contains($"Without {metric} there are no figures", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("shorter range", e.Message, StringComparison.Ordinal);
        Assert.Single(organisation.Service.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.GatewayTimeout, """{"code":"request.timeout","message":"The request timed out."}""")]
    [InlineData(HttpStatusCode.GatewayTimeout, "<html>504 Gateway Time-out</html>")]
    [InlineData(HttpStatusCode.BadGateway, "<html>502 Bad Gateway</html>")]
    [InlineData(HttpStatusCode.RequestTimeout, "")]
    public async Task Query_LongRangeTimesOut_IsCutAtOnceAndRememberedForADay(HttpStatusCode status, string body)
    {
        var organisation = new Organisation { Longest = TimeSpan.FromHours(40), TooLong = () => FakeService.Json(body, status) };
        using var centre = organisation.Service.NewCentre();

        var answer = await centre.QueryIntervalsAsync(Query(hours: 120, queues: 1), Ct).Soon();
        AssertEachIntervalOnce(answer, Query(hours: 120, queues: 1));
        Assert.Equal(6, answer.Calls); // 120, 60 refused and cut; four of 30
        organisation.Questions.Clear();
        await centre.QueryIntervalsAsync(Query(hours: 120, queues: 1), Ct).Soon();
        Assert.Equal(4, organisation.Questions.Count);
        organisation.Service.Clock.Advance(TimeSpan.FromHours(25));
        organisation.Questions.Clear();
        await centre.QueryIntervalsAsync(Query(hours: 120, queues: 1), Ct).Soon();

        Assert.Equal(120, organisation.Questions[0].Range.Length.TotalHours);
    }

    [Fact]
    public async Task Query_EverythingTimesOut_IsUnavailableAndTeachesNothing()
    {
        var organisation = new Organisation { Longest = TimeSpan.Zero, TooLong = () => FakeService.Json("", HttpStatusCode.GatewayTimeout) };
        using var centre = organisation.Service.NewCentre();

        await Assert.ThrowsAsync<UnavailableException>(() => organisation.Service.RunAsync(centre.QueryIntervalsAsync(Query(hours: 1, queues: 1), Ct)));
        organisation.Longest = TimeSpan.FromDays(400);
        organisation.Questions.Clear();
        organisation.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        await centre.QueryIntervalsAsync(Query(hours: 24, queues: 1), Ct).Soon();

        Assert.Equal(24, Assert.Single(organisation.Questions).Range.Length.TotalHours);
    }

    [Fact]
    public async Task Query_SecretThatIsALetterOfTheCode_StillUnderstandsTheRefusal()
    {
        var organisation = new Organisation { Longest = TimeSpan.FromHours(5) };
        using var centre = organisation.Service.NewCentre(options => options.ClientSecret = "y");
        using var longer = organisation.Service.NewCentre(options => options.ClientSecret = "entity.too");

        AssertEachIntervalOnce(await centre.QueryIntervalsAsync(Query(hours: 24, queues: 2), Ct).Soon(), Query(hours: 24, queues: 2));
        AssertEachIntervalOnce(await longer.QueryIntervalsAsync(Query(hours: 24, queues: 2), Ct).Soon(), Query(hours: 24, queues: 2));
    }

    private static void AssertEachIntervalOnce(IntervalResponse answer, IntervalQuery query)
    {
        var expected = query.Queues.Length * query.Granularity.Split(query.Range).Count();
        Assert.Equal(expected, answer.Rows.Select(row => (row.Key, row.Interval)).Distinct().Count());
        Assert.Equal(expected, answer.Rows.Length);
        Assert.All(answer.Rows, row => Assert.True(query.Range.Contains(row.Interval)));
    }

    private static IntervalQuery Query(int hours, int queues = 0, EdgeSet? edges = null) =>
        new(new Interval(Start, Start.AddHours(hours)), Granularity.QuarterHour, edges ?? EdgeSet.None, Ids(queues));

    private static ImmutableArray<QueueId> Ids(int count) => [.. Enumerable.Range(1, count).Select(FakeService.Queue)];

    /// <summary>Understands the question and answers 1000 offered for every queue and interval, with its own limits.</summary>
    private sealed class Organisation
    {
        public Organisation() => Service = new FakeService { Answer = (request, _) => Answer(request) };

        public FakeService Service { get; }

        public List<(Interval Range, int Queues)> Questions { get; } = [];

        public TimeSpan Longest { get; set; } = TimeSpan.FromDays(400);

        public int MaximumQueues { get; init; } = 100;

        public Granularity Finest { get; init; } = Granularity.FiveMinutes;

        public bool RefusesUnfiltered { get; init; }

        public ImmutableArray<string> Refused { get; set; } = [];

        public Func<HttpResponseMessage> TooLong { get; init; } = () => FakeService.Json("""{"code":"response.entity.too.large"}""", HttpStatusCode.BadRequest);

        private HttpResponseMessage Answer(FakeService.Received request)
        {
            if (request.Method == "GET")
            {
                return FakeService.Body(request.Address.Query.EndsWith("pageNumber=1", StringComparison.Ordinal) ? "queues-1.json" : "queues-2.json");
            }
            using var document = JsonDocument.Parse(request.Body);
            var question = document.RootElement;
            var ends = question.GetProperty("interval")
                .GetString()!
                .Split('/')
                .Select(end => DateTimeOffset.Parse(end, CultureInfo.InvariantCulture))
                .ToArray();
            var range = new Interval(ends[0], ends[1]);
            Assert.True(Granularity.TryParse(question.GetProperty("granularity").GetString(), out var granularity));
            var queues = question.TryGetProperty("filter", out var filter)
                ? filter.GetProperty("predicates").EnumerateArray().Select(predicate => predicate.GetProperty("value").GetString()!).ToArray()
                : [];
            Questions.Add((range, queues.Length));
            if (question.GetProperty("metrics").EnumerateArray().Select(asked => asked.GetString()!).FirstOrDefault(Refused.Contains) is { } refused)
            {
                return FakeService.Json($$"""{"code":"invalid.value","message":"Value [{{refused}}] is not valid for field type [ConversationMetric]. Allowable values are: nOffered, tAnswered, tAbandon"}""", HttpStatusCode.BadRequest);
            }

            if (granularity.Length < Finest.Length)
            {
                return FakeService.Json("""{"code":"bad.request","message":"Granularity too small for the interval"}""", HttpStatusCode.BadRequest);
            }
            if (queues.Length == 0 && RefusesUnfiltered)
            {
                return FakeService.Json("""{"code":"bad.request","message":"A filter is required"}""", HttpStatusCode.BadRequest);
            }
            if (range.Length > Longest || queues.Length > MaximumQueues)
            {
                return TooLong();
            }

            var views = question.TryGetProperty("views", out var asked)
                ? string.Join(',', asked.EnumerateArray().Select(view => $$$"""{"name":"{{{view.GetProperty("name").GetString()}}}","stats":{"count":{{{view.GetProperty("range").GetProperty("lt").GetInt64() / 1000}}}}}"""))
                : "";
            var metric = question.GetProperty("metrics")[0].GetString();
            var data = string.Join(',', granularity.Split(range).Select(interval => $$$"""{"interval":"{{{interval}}}","metrics":[{"metric":"{{{metric}}}","stats":{"count":1000}}],"views":[{{{views}}}]}"""));
            var results = queues.Select(queue => $$$"""{"group":{"queueId":"{{{queue}}}","mediaType":"voice"},"data":[{{{data}}}]}""");
            return FakeService.Json($$"""{"results":[{{string.Join(',', results)}}]}""");
        }
    }
}
