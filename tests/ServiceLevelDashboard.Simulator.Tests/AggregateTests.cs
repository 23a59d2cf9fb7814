using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

public sealed class AggregateTests
{
    private static readonly DateTimeOffset _monday = new(2026, 8, 30, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _tuesday = _monday.AddDays(1);

    [Fact]
    public async Task Aggregates_TwoInstancesAskedInAnotherOrder_GiveTheSameFigures()
    {
        await using var first = await TestSimulator.StartAsync();
        await using var second = await TestSimulator.StartAsync();

        await second.AggregateAsync(_tuesday, _tuesday.AddHours(20));
        var there = await second.AggregateAsync(_monday, _tuesday);
        var here = await first.AggregateAsync(_monday, _tuesday);

        Assert.NotEmpty(here);
        Assert.Equal(here.Select(row => row.ToString()), there.Select(row => row.ToString()));
    }

    [Fact]
    public async Task Aggregates_AnotherSeed_GivesOtherFigures()
    {
        await using var one = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 2, Seed = 1 });
        await using var two = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 2, Seed = 2 });

        var first = await one.AggregateAsync(_monday, _tuesday, "P1D");
        var second = await two.AggregateAsync(_monday, _tuesday, "P1D");

        Assert.NotEqual(first.Select(row => row.Offered), second.Select(row => row.Offered));
    }

    [Fact]
    public async Task Aggregates_OpenInterval_GrowsWithTheClockAndThenStays()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 3 }, TestSimulator.Now.AddMinutes(-10));
        var (start, end) = (TestSimulator.Now.AddMinutes(-10), TestSimulator.Now.AddMinutes(5));
        var offered = new List<int>();
        var past = "";
        for (var minute = 0; minute < 24; minute += 3)
        {
            var rows = await simulator.AggregateAsync(start, end, "PT15M");
            offered.Add(rows.Sum(row => row.Offered));
            Assert.All(rows, row => Assert.True(row.Count("tWait") == row.Answered + row.Abandoned + row.FlowedOut));
            var before = string.Join('|', await simulator.AggregateAsync(start.AddHours(-3), start, "PT15M"));
            if (past.Length > 0)
            {
                Assert.Equal(past, before);
            }
            past = before;
            simulator.Time.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(0, offered[0]);
        Assert.Equal(offered.Order(), offered);
        Assert.True(offered[3] > offered[1]);
        Assert.Equal(offered[^1], offered[^2]);
    }

    [Fact]
    public async Task Aggregates_WholeDayOfVoice_OfferedIsAnsweredAndAbandonedAndFlowedOut()
    {
        // From two in the morning: nobody waits in a line of office hours then.
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 40 });
        var ids = await simulator.QueueIdsByNameAsync();
        var rows = await simulator.AggregateAsync(_monday.AddHours(2), _tuesday.AddHours(2), "P1D");

        foreach (var name in new[] { "Current Accounts", "Voicemail and Overflow", "Savings", "Insurance Renewals", "Trade Finance" })
        {
            var day = Assert.Single(rows, row => row.Queue == ids[name] && row.MediaType == "voice");
            Assert.True(day.Offered > 100, name);
            Assert.Equal(day.Offered, day.Answered + day.Abandoned + day.FlowedOut);
            Assert.Equal(day.Answered, day.Count("tHandle"));
        }

        Assert.True(rows.Single(row => row.Queue == ids["Voicemail and Overflow"]).FlowedOut > 3);
    }

    [Fact]
    public async Task Aggregates_AnyGranularity_AddsUpToTheDay()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 4 });
        var day = await simulator.AggregateAsync(_monday, _tuesday, "P1D");

        foreach (var granularity in new[] { "PT5M", "PT15M", "PT30M", "PT1H", "P1DT12H" })
        {
            var parts = await simulator.AggregateAsync(_monday, _tuesday, granularity);
            foreach (var metric in new[] { "nOffered", "tAnswered", "tAbandon", "nOverSla", "tHandle", "tTalkComplete" })
            {
                Assert.Equal(day.Sum(row => row.Count(metric)), parts.Sum(row => row.Count(metric)));
            }
            Assert.Equal(day.Sum(row => row.Stat("tWait", "sum")), parts.Sum(row => row.Stat("tWait", "sum")));
            Assert.Equal(day.Max(row => row.Stat("tWait", "max")), parts.Max(row => row.Stat("tWait", "max")));
        }
    }

    [Theory]
    [InlineData("2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z", 25)]
    [InlineData("2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z", 23)]
    public async Task Aggregates_DayOfTheClockChange_Has25Or23Hours(string start, string end, int hours)
    {
        var from = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 }, from.AddDays(5));

        var rows = await simulator.AggregateAsync(from, from.AddDays(2), "P1D", zone: "Europe/London", filter: Voice);

        Assert.Equal(TimeSpan.FromHours(hours), rows[0].End - rows[0].Start);
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), rows[0].End);
    }

    [Fact]
    public async Task Aggregates_Filter_NarrowsByQueueAndMediaType()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 4 });
        var ids = await simulator.QueueIdsByNameAsync();
        var (accounts, help) = (ids["Current Accounts"], ids["Online Banking Help"]);
        var filter = $$"""
            { "type": "and", "clauses": [
              { "type": "or", "predicates": [ { "dimension": "queueId", "value": "{{accounts}}" }, { "dimension": "queueId", "operator": "matches", "value": "{{help}}" } ] },
              { "type": "or", "predicates": [ { "dimension": "mediaType", "value": "voice" } ] } ] }
            """;

        var rows = await simulator.AggregateAsync(_monday, _tuesday, filter: filter);

        Assert.Equal([accounts, help], rows.Select(row => row.Queue).Distinct());
        Assert.All(rows, row => Assert.Equal("voice", row.MediaType));
    }

    [Fact]
    public async Task Aggregates_NotFiltered_HaveRowsWithoutQueueAndMediaTypeUnasked()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 3 });
        using var answer = await simulator.PostAsync(TestSimulator.Aggregates, $$"""
            { "interval": "{{_monday:O}}/{{_tuesday:O}}", "groupBy": ["queueId"], "metrics": ["nOffered", "tHandle", "nOutbound"] }
            """);
        var rows = AggregateRow.All(await TestSimulator.JsonAsync(answer));

        var direct = Assert.Single(rows, row => row.Queue is null);
        Assert.Equal(0, direct.Offered);
        Assert.True(direct.Count("tHandle") > 0);
        Assert.Contains(rows, row => row.MediaType == "chat");
        Assert.Equal(3, rows.Count(row => row.Queue is not null && row.Queue == rows.First(other => other.MediaType == "chat").Queue));
    }

    [Fact]
    public async Task Aggregates_QueueWithoutTraffic_HasNoRow_AndQueueWithoutTarget_NoServiceLevel()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var ids = await simulator.QueueIdsByNameAsync();
        var rows = await simulator.AggregateAsync(_monday, _tuesday, "P1D");

        Assert.DoesNotContain(rows, row => row.Queue == ids["Storm Emergency Line"]);
        var untargeted = rows.Where(row => row.Queue == ids["Trade Finance"]).ToList();
        Assert.NotEmpty(untargeted);
        Assert.DoesNotContain("oServiceLevel", string.Join("", untargeted), StringComparison.Ordinal);
        Assert.DoesNotContain("nOverSla", string.Join("", untargeted), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aggregates_Views_CountEventsInAHalfOpenRange()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        var rows = await simulator.AggregateAsync(_monday, _tuesday, "P1D", Voice, """
            [ { "target": "tAnswered", "name": "within20", "function": "rangeBound", "range": { "lt": 20001 } },
              { "target": "tAnswered", "name": "after20", "function": "rangeBound", "range": { "gte": 20001 } },
              { "target": "tAbandon", "name": "short", "function": "rangeBound", "range": { "lt": 5001 } },
              { "target": "tHandle", "name": "handled", "function": "rangeBound", "range": { "gte": 0 } } ]
            """);

        var day = rows.First(row => row.Queue is not null);
        Assert.Equal(day.Count("nOverSla"), day.ViewCount("after20"));
        Assert.Equal(day.Answered, day.ViewCount("within20") + day.ViewCount("after20"));
        Assert.Equal(day.Count("tShortAbandon"), day.ViewCount("short"));
        Assert.Equal(day.Count("tHandle"), day.ViewCount("handled"));
    }

    [Theory]
    [InlineData("{}", 200, 1)]
    [InlineData("""{"includeFlowOuts":true}""", 200, 2)]
    [InlineData("""{"includeShortAbandons":false}""", 200, 3)]
    [InlineData("""{"includeAbandons":false,"includeShortAbandons":false}""", 200, 4)]
    [InlineData("""{"shortAbandonSeconds":10,"includeShortAbandons":false}""", 200, 3)]
    [InlineData("""{"includeFlowOuts":"yes"}""", 400, 1)]
    public async Task ServiceLevel_Switches_ApplyToThePast(string switches, int status, int denominator)
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 5 });
        await simulator.AggregateAsync(_monday, _tuesday);

        using var answer = await simulator.ControlAsync(HttpMethod.Post, "/_control/switches", switches);
        Assert.Equal(status, (int)answer.StatusCode);
        var rows = await simulator.AggregateAsync(_monday, _tuesday, "PT30M");

        Assert.All(rows.Where(row => row.Queue is not null), row =>
        {
            var expected = denominator switch
            {
                1 => row.Answered + row.Abandoned,
                2 => row.Answered + row.Abandoned + row.FlowedOut,
                3 => row.Answered + row.Abandoned - row.Count("tShortAbandon"),
                _ => row.Answered,
            };
            Assert.Equal(expected, row.Stat("oServiceLevel", "denominator"));
            Assert.Equal(expected == 0 ? 0 : row.Answered - row.Count("nOverSla"), row.Stat("oServiceLevel", "numerator"));
        });
    }

    [Theory]
    [InlineData("\"metrics\":[\"nOffered\"]", "interval")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z\",\"metrics\":[\"nOffered\"]", "interval")]
    [InlineData("\"interval\":\"2026-09-02T00:00:00Z/2026-09-01T00:00:00Z\",\"metrics\":[\"nOffered\"]", "interval")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\"", "metrics")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"interactions.offered\"]", "interactions.offered")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"groupBy\":[\"interval\"]", "'interval'")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"granularity\":\"PT\"", "granularity")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"granularity\":\"300\"", "granularity")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"timeZone\":\"Mars\"", "timeZone")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"filter\":{\"type\":\"nor\"}", "nor")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"filter\":{\"type\":\"and\",\"predicates\":[{\"dimension\":\"queueId\",\"operator\":\"in\",\"value\":\"x\"}]}", "'in'")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"filter\":{\"type\":\"and\",\"clauses\":[{\"type\":\"or\",\"predicates\":[],\"clauses\":[{\"type\":\"or\"}]}]}", "clause")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"views\":[{\"target\":\"nOffered\",\"name\":\"v\",\"function\":\"rangeBound\",\"range\":{\"lt\":1}}]", "nOffered")]
    [InlineData("\"interval\":\"2026-09-01T00:00:00Z/2026-09-02T00:00:00Z\",\"metrics\":[\"nOffered\"],\"views\":[{\"target\":\"tWait\",\"name\":\"v\",\"function\":\"rangeBound\",\"range\":{}}]", "gte or lt")]
    public async Task Aggregates_BadQuery_IsA400ThatNamesThePart(string properties, string named)
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        using var answer = await simulator.PostAsync(TestSimulator.Aggregates, $"{{{properties}}}");
        var error = await TestSimulator.JsonAsync(answer);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(named, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(answer.Headers.GetValues("ININ-Correlation-Id").Single(), error.GetProperty("contextId").GetString());
    }

    [Fact]
    public async Task Aggregates_ElevenViews_AreRefused()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        var views = Enumerable.Range(1, 11).Select(i => $$"""{"target":"tAnswered","name":"v{{i}}","function":"rangeBound","range":{"lt":{{i}}} }""");
        using var answer = await simulator.PostAsync(TestSimulator.Aggregates, $$"""
            { "interval": "{{_monday:O}}/{{_tuesday:O}}", "metrics": ["nOffered"], "views": [{{string.Join(',', views)}}] }
            """);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Aggregates_BeyondTheLimits_AreRefusedByTheirName()
    {
        var limits = new SimulatorLimits
        {
            Buckets = 100,
            QueryInterval = TimeSpan.FromDays(7),
            FinestGranularity = TimeSpan.FromMinutes(15),
            Predicates = 1,
            AcceptsUnfilteredAggregates = false,
        };
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 8, Limits = limits });
        var ids = (await simulator.QueueIdsByNameAsync()).Values.ToList();
        var one = $$"""{ "type": "or", "predicates": [ { "dimension": "queueId", "value": "{{ids[0]}}" } ] }""";
        var two = $$"""{ "type": "or", "predicates": [ { "dimension": "queueId", "value": "{{ids[0]}}" }, { "dimension": "queueId", "value": "{{ids[1]}}" } ] }""";

        Assert.Equal("response.entity.too.large", await CodeAsync(simulator, _monday, _monday.AddDays(2), "PT15M", one));
        Assert.Equal("invalid.value", await CodeAsync(simulator, _monday, _monday.AddDays(8), "PT15M", one));
        Assert.Equal("invalid.value", await CodeAsync(simulator, _monday, _tuesday, "PT5M", one));
        Assert.Equal("bad.request", await CodeAsync(simulator, _monday, _tuesday, "PT15M", two));
        Assert.Equal("bad.request", await CodeAsync(simulator, _monday, _tuesday, "PT15M", Voice));
        Assert.Null(await CodeAsync(simulator, _monday, _tuesday, "PT15M", one));
    }

    private const string Voice = """{ "type": "or", "predicates": [ { "dimension": "mediaType", "value": "voice" } ] }""";

    private static async Task<string?> CodeAsync(TestSimulator simulator, DateTimeOffset from, DateTimeOffset to, string granularity, string filter)
    {
        using var answer = await simulator.PostAsync(TestSimulator.Aggregates, $$"""
            { "interval": "{{from:O}}/{{to:O}}", "granularity": "{{granularity}}", "groupBy": ["queueId"], "metrics": ["nOffered"], "filter": {{filter}} }
            """);
        return answer.IsSuccessStatusCode ? null : (await TestSimulator.JsonAsync(answer)).GetProperty("code").GetString();
    }
}
