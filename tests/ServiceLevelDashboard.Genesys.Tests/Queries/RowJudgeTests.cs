using System.Net;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Queries;

/// <summary>What the service leaves unsaid of a row, said from what the queue is.</summary>
public sealed class RowJudgeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly Interval Quarter = new(new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero), new(2026, 9, 1, 8, 15, 0, TimeSpan.Zero));

    private const string Offered = """{"metric":"nOffered","stats":{"count":31}}""";
    private const string Waits = """{"metric":"tWait","stats":{"max":2227932,"min":1720,"count":3,"sum":2929652}}""";
    private const string Answered = """{"metric":"tAnswered","stats":{"max":70000,"min":1000,"count":10,"sum":241000}}""";
    private const string Level = """{"metric":"oServiceLevel","stats":{"ratio":0.9,"numerator":9,"denominator":10,"target":0.8}}""";
    private const string Over = """{"metric":"nOverSla","stats":{"count":1}}""";

    [Theory]
    [InlineData("CustomerFirst", Offered + "," + Waits, 31)]
    [InlineData("customerfirst", Offered, 31)]
    [InlineData("CustomerFirst", Offered + "," + Answered + "," + Level, 0)] // agent-first till today: what was judged stays judged
    [InlineData("AgentFirst", Offered + "," + Waits, 0)]
    [InlineData("AgentFirst", Offered, 0)]
    [InlineData(null, Offered + "," + Waits, 31)] // the kind is not said: a wait that ended without an outcome says it
    [InlineData(null, Offered, 0)]
    [InlineData("Predictive", Offered + "," + Waits, 31)]
    [InlineData("7", Offered + "," + Waits, 31)]
    public async Task Query_Callbacks_AreNotMeasuredWhereTheCustomerIsCalledFirst(string? mode, string metrics, int notMeasured)
    {
        var row = await RowAsync(mode, "callback", metrics);

        Assert.Equal((31, notMeasured, notMeasured == 0), (row.Offered, row.CustomerFirst.Offered, row.IsMeasured));
    }

    [Fact]
    public async Task Query_OtherMediaWithoutOutcomes_StayMeasured() =>
        Assert.True((await RowAsync("CustomerFirst", "message", Offered + "," + Waits)).IsMeasured);

    [Fact]
    public async Task Query_CustomerFirstQueue_AsksWhatIsKnownOfItAndKeepsIt()
    {
        var service = Service("CustomerFirst", "callback", Offered + """,{"metric":"nConnected","stats":{"count":28}},{"metric":"oCallbackServiceLevel","stats":{"numerator":20,"denominator":28}}""");
        using var centre = service.NewCentre();
        await centre.GetQueuesAsync(Ct).Soon();

        var callbacks = Assert.Single((await centre.QueryIntervalsAsync(Question(), Ct).Soon()).Rows).Counts;
        service.Answer = Service("CustomerFirst", "voice", Offered + """,{"metric":"nConnected","stats":{"count":30}},{"metric":"nCfcOffered","stats":{"count":25}},{"metric":"tCfcAnswered","stats":{"max":20,"min":1,"count":24,"sum":90}},{"metric":"tCfcAbandon","stats":{"max":20,"min":20,"count":1,"sum":20}}""").Answer;
        var calls = Assert.Single((await centre.QueryIntervalsAsync(Question(), Ct).Soon()).Rows).Counts;

        Assert.Equal(new CustomerFirstCounts(31, 28, 0, 0, 0, new GenesysServiceLevel(20, 28, null)), callbacks.CustomerFirst);
        Assert.Equal(new CustomerFirstCounts(0, 0, 25, 24, 1, null), calls.CustomerFirst);
        foreach (var metric in new[] { "nConnected", "nCfcOffered", "tCfcAnswered", "tCfcAbandon", "oCallbackServiceLevel" })
        {
            Assert.Contains($"\"{metric}\"", service.Asked[^1].Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Query_NoCustomerFirstQueue_AsksForNothingMore()
    {
        var service = Service("AgentFirst", "callback", Offered);
        using var centre = service.NewCentre();
        await centre.GetQueuesAsync(Ct).Soon();
        await centre.QueryIntervalsAsync(Question(), Ct).Soon();

        Assert.DoesNotContain("Cfc", service.Asked[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_CallbackMetricsRefused_AreLeftOutAndSaidTogether()
    {
        var service = Service("CustomerFirst", "callback", Offered);
        var answer = service.Answer;
        string[] refused = ["nCfcOffered", "tCfcAnswered", "tCfcAbandon", "oCallbackServiceLevel"];
        service.Answer = (request, number) => refused.FirstOrDefault(metric => request.Body.Contains(metric, StringComparison.Ordinal)) is { } metric
            ? FakeService.Json($$"""{"code":"invalid.value","message":"Value [{{metric}}] is not valid."}""", HttpStatusCode.BadRequest)
            : answer(request, number);
        using var centre = service.NewCentre();
        await centre.GetQueuesAsync(Ct).Soon();

        var response = await centre.QueryIntervalsAsync(Question(), Ct).Soon();

        Assert.Equal(31, Assert.Single(response.Rows).Counts.CustomerFirst.Offered);
        Assert.Contains("metrics nCfcOffered, oCallbackServiceLevel, tCfcAbandon, tCfcAnswered", Assert.Single(response.Notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Answered, 20, 4, 10, 0)] // six within by their waits
    [InlineData(Answered, 30, 0, 0, 10)] // not counted at the queue's target: nobody knows
    [InlineData(Answered, 0, 0, 0, 10)]
    [InlineData(Answered + "," + Over, 20, 1, 0, 0)]
    [InlineData(Answered + "," + Level + "," + Over, 20, 1, 0, 0)]
    [InlineData(Answered + "," + Level, 20, 0, 0, 0)]
    [InlineData(Offered, 20, 0, 0, 0)]
    public async Task Query_AnswersWithoutAVerdict_AreCountedByTheirWaitsOrUnjudged(string metrics, int edge, int late, int byWait, int unjudged)
    {
        var row = await RowAsync("AgentFirst", "voice", metrics, edge);

        Assert.Equal((late, byWait, unjudged), (row.OverSla, row.LateByWait, row.Unjudged));
    }

    [Fact]
    public async Task Query_QueueWithoutATarget_HasNothingToJudge() =>
        Assert.Equal((0, 0, 0), await RowAsync("AgentFirst", "email", Answered) is var row ? (row.OverSla, row.LateByWait, row.Unjudged) : default);

    [Theory]
    [InlineData("nOverSla", Answered + "," + Level, 1, 0)] // Genesys' own numerator says how many were late
    [InlineData("nOverSla", Answered, 4, 10)]
    [InlineData("oServiceLevel", Answered, 0, 0)] // late ones would have come
    [InlineData("oServiceLevel", Answered + "," + Over, 1, 0)]
    public async Task Query_OneOfTheVerdictsRefused_TheOtherDecides(string refused, string metrics, int late, int byWait)
    {
        var row = await RowAsync("AgentFirst", "voice", metrics, 20, refused);

        Assert.Equal((late, byWait, 0), (row.OverSla, row.LateByWait, row.Unjudged));
    }

    private static async Task<ContactCounts> RowAsync(string? mode, string media, string metrics, int edgeSeconds = 0, string? refused = null)
    {
        var service = Service(mode, media, metrics);
        var answer = service.Answer;
        service.Answer = (request, number) => refused is not null && request.Body.Contains(refused, StringComparison.Ordinal)
            ? FakeService.Json($$"""{"code":"invalid.value","message":"Value [{{refused}}] is not valid."}""", HttpStatusCode.BadRequest)
            : answer(request, number);
        using var centre = service.NewCentre();
        await centre.GetQueuesAsync(Ct).Soon();
        return Assert.Single((await centre.QueryIntervalsAsync(Question(edgeSeconds), Ct).Soon()).Rows).Counts;
    }

    private static IntervalQuery Question(int edgeSeconds = 0) =>
        new(Quarter, Granularity.QuarterHour, edgeSeconds == 0 ? EdgeSet.None : EdgeSet.Of([TimeSpan.FromSeconds(edgeSeconds)], []), []);

    private static FakeService Service(string? mode, string media, string metrics)
    {
        var target = "\"serviceLevel\":{\"percentage\":0.8,\"durationMs\":20000}";
        var callback = mode is null ? target : $"{target},\"mode\":\"{mode}\"";
        var list =
            "{\"entities\":[{\"id\":\"q\",\"name\":\"Q\",\"mediaSettings\":{\"call\":{" + target + "},\"message\":{" + target + "},\"callback\":{" + callback
            + "}}}],\"pageNumber\":1,\"pageCount\":1,\"total\":1}";
        return new FakeService
        {
            Answer = (request, _) => FakeService.Json(request.Method == "GET" ? list
                : "{\"results\":[{\"group\":{\"mediaType\":\"" + media + "\",\"queueId\":\"q\"},\"data\":[{\"interval\":\"2026-09-01T08:00:00.000Z/2026-09-01T08:15:00.000Z\","
                    + "\"metrics\":[" + metrics + "],\"views\":[" + Views(request.Body) + "]}]}]}"),
        };
    }

    /// <summary>Six answers within 20 s, eight within 30 s.</summary>
    private static string Views(string body)
    {
        using var question = JsonDocument.Parse(body);
        return !question.RootElement.TryGetProperty("views", out var views) ? "" : string.Join(',', views.EnumerateArray().Select(view =>
            $$$"""{"name":"{{{view.GetProperty("name").GetString()}}}","stats":{"max":20000,"min":1,"count":{{{(view.GetProperty("range").GetProperty("lt").GetInt64() > 20_001 ? 8 : 6)}}},"sum":6}}"""));
    }
}
