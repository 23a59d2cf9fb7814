using System.Net.Http.Headers;
using System.Text;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

public sealed class ServiceTests
{
    [Theory]
    [InlineData("/oauth/token")]
    [InlineData("/login/oauth/token")]
    public async Task Token_RightCredentials_IsABearerThatLasts(string path)
    {
        await using var simulator = await TestSimulator.StartAsync(
            new SimulatorOptions { Queues = 1, Limits = new SimulatorLimits { TokenLifetime = TimeSpan.FromMinutes(5) } });
        using var answer = await simulator.LogInAsync(simulator.Server.ClientId, simulator.Server.ClientSecret, path);
        var token = await TestSimulator.JsonAsync(answer);

        Assert.Equal("bearer", token.GetProperty("token_type").GetString());
        Assert.Equal(300, token.GetProperty("expires_in").GetInt32());
        simulator.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        await ExpectAsync(simulator, 200);
        simulator.Time.Advance(TimeSpan.FromMinutes(5));
        await ExpectAsync(simulator, 401, "credentials.expired");
    }

    [Theory]
    [InlineData("stranger", "not-a-secret", "client_credentials", "client not found")]
    [InlineData("simulator", "guess", "client_credentials", "authentication failed")]
    [InlineData("simulator", "not-a-secret", "password", "grant type not supported")]
    public async Task Token_WrongCredentials_AreRefusedInTheOAuthForm(string id, string secret, string grant, string description)
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        using var answer = await simulator.LogInAsync(id, secret, grant: grant);
        var error = await TestSimulator.JsonAsync(answer);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(description, error.GetProperty("description").GetString());
        Assert.Equal(description, error.GetProperty("error_description").GetString());
        Assert.False(error.TryGetProperty("contextId", out _));
    }

    [Fact]
    public async Task Api_WithoutOrWithAForeignToken_Is401WithItsOwnCode()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        simulator.Client.DefaultRequestHeaders.Authorization = null;
        await ExpectAsync(simulator, 401, "authentication.required");
        simulator.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "guess");
        await ExpectAsync(simulator, 401, "bad.credentials");
    }

    [Fact]
    public async Task Api_MoreRequestsThanTheMinuteAllows_Is429UntilTheNextMinute()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1, Limits = new SimulatorLimits { RequestsPerMinute = 2 } });
        simulator.Time.Advance(TimeSpan.FromSeconds(18));
        await ExpectAsync(simulator, 200);
        await ExpectAsync(simulator, 200);
        using var answer = await simulator.GetAsync(TestSimulator.Queues);
        var error = await TestSimulator.JsonAsync(answer);

        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(42), answer.Headers.RetryAfter!.Delta);
        Assert.Equal("too.many.requests.retry.after", error.GetProperty("code").GetString());
        Assert.Contains("[42]", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        simulator.Time.Advance(TimeSpan.FromSeconds(42));
        await ExpectAsync(simulator, 200);
    }

    [Fact]
    public async Task Api_WhatItDoesNotKnow_IsRefusedInThePlatformsForm()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        await ExpectAsync(simulator, 404, "not.found", "/api/v2/analytics/queues/details/query");
        await ExpectAsync(simulator, 404, "not.found", "/api/v2/routing/queues/no-such-queue");
        await ExpectAsync(simulator, 405, "method.not.allowed", TestSimulator.Aggregates);

        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var notJson = await simulator.Client.PostAsync(TestSimulator.Aggregates, text, TestContext.Current.CancellationToken);
        Assert.Equal(415, (int)notJson.StatusCode);
        using var broken = await simulator.PostAsync(TestSimulator.Aggregates, "{");
        Assert.Equal(400, (int)broken.StatusCode);
        using var large = await simulator.PostAsync(TestSimulator.Aggregates, new string(' ', SimulatorServer.LargestRequest + 1));
        Assert.Equal(413, (int)large.StatusCode);
    }

    [Fact]
    public async Task QueueList_ReadPageByPage_HasEveryQueueOnce()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 2000, Limits = new SimulatorLimits { PageSize = 300 } });
        var names = new List<string>();
        var next = $"{TestSimulator.Queues}?pageSize=1000";
        while (next is not null)
        {
            using var answer = await simulator.GetAsync(next);
            var page = await TestSimulator.JsonAsync(answer);
            Assert.Equal(2000, page.GetProperty("total").GetInt32());
            Assert.Equal(300, page.GetProperty("pageSize").GetInt32());
            names.AddRange(page.GetProperty("entities").EnumerateArray().Select(queue => queue.GetProperty("name").GetString()!));
            next = page.TryGetProperty("nextUri", out var uri) ? uri.GetString() : null;
        }

        Assert.Equal(2000, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task QueueList_Filters_SelectByNameIdAndDivision()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 40 });
        var ids = await simulator.QueueIdsByNameAsync();
        var (fraud, savings) = (ids["Fraud Line"], ids["Savings"]);

        Assert.Equal(["Shop Chat", "Shop Email", "Shop Messaging"], await NamesAsync(simulator, "name=shop*"));
        Assert.Equal(["Motor Claims", "Home Claims"], await NamesAsync(simulator, "name=*claims&sortOrder=desc"));
        Assert.Equal(["Fraud Line", "Savings"], await NamesAsync(simulator, $"id={fraud}&id={savings}"));
        Assert.Equal(["Fraud Line", "Savings"], await NamesAsync(simulator, $"id={fraud},{savings}"));
        using var one = await simulator.GetAsync($"{TestSimulator.Queues}/{fraud}");
        var queue = await TestSimulator.JsonAsync(one);
        var target = queue.GetProperty("mediaSettings").GetProperty("call").GetProperty("serviceLevel");
        Assert.Equal((0.9, 30_000), (target.GetProperty("percentage").GetDouble(), target.GetProperty("durationMs").GetInt64()));
        var division = queue.GetProperty("division").GetProperty("id").GetString();
        var inDivision = await NamesAsync(simulator, $"divisionId={division}&pageSize=100");
        Assert.Contains("Savings", inDivision);
        Assert.DoesNotContain("Shop Chat", inDivision);
    }

    [Fact]
    public async Task Observations_OfVoice_AgreeWithTheContactsUnderWay()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var answer = await simulator.PostAsync(TestSimulator.Observations, """
            { "filter": { "type": "or", "predicates": [ { "dimension": "mediaType", "value": "voice" } ] },
              "metrics": ["oWaiting", "oInteracting", "oLongestWaiting", "oOnQueueUsers", "oMemberUsers", "oUserRoutingStatuses"] }
            """);
        var results = (await TestSimulator.JsonAsync(answer)).GetProperty("results").EnumerateArray().ToList();
        var byMedia = results.Where(result => result.GetProperty("group").TryGetProperty("mediaType", out _)).ToList();

        Assert.Equal(16, byMedia.Count);
        Assert.Equal(16, results.Count - byMedia.Count);
        int Count(string metric) => byMedia.SelectMany(result => result.GetProperty("data").EnumerateArray())
            .Where(item => item.GetProperty("metric").GetString() == metric).Sum(item => item.GetProperty("stats").GetProperty("count").GetInt32());

        // Whoever was offered since the day before and has not gone is waiting; whoever was answered and not handled to the end is interacting.
        var rows = (await simulator.AggregateAsync(TestSimulator.Now.AddDays(-2), TestSimulator.Now.AddMinutes(1), "P3D"))
            .Where(row => row.Queue is not null && row.MediaType == "voice").ToList();
        var earlier = (await simulator.AggregateAsync(TestSimulator.Now.AddDays(-3), TestSimulator.Now.AddDays(-2), "P3D"))
            .Where(row => row.Queue is not null && row.MediaType == "voice").ToList();
        Assert.NotEmpty(earlier);
        using var before = await TwoDaysAgoAsync();
        var old = (await TestSimulator.JsonAsync(before)).GetProperty("results")
            .EnumerateArray()
            .SelectMany(result => result.GetProperty("data").EnumerateArray())
            .ToList();
        int Then(string metric) =>
            old.Where(item => item.GetProperty("metric").GetString() == metric).Sum(item => item.GetProperty("stats").GetProperty("count").GetInt32());
        Assert.Equal(Then("oWaiting") + rows.Sum(row => row.Offered - row.Count("tWait")), Count("oWaiting"));
        Assert.Equal(Then("oInteracting") + rows.Sum(row => row.Answered - row.Count("tHandle")), Count("oInteracting"));
        Assert.True(Count("oInteracting") > 50);
    }

    [Theory]
    [InlineData("""{ "metrics": ["oWaiting"] }""")]
    [InlineData("""{ "filter": { "type": "and" }, "metrics": ["oWaiting"] }""")]
    [InlineData("""{ "filter": { "type": "and", "predicates": [ { "dimension": "queueId", "value": "x" } ] }, "metrics": ["oServiceLevel"] }""")]
    [InlineData("""{ "filter": { "type": "and", "predicates": [ { "dimension": "divisionId", "value": "x" } ] }, "metrics": ["oWaiting"] }""")]
    public async Task Observations_BadQuery_IsA400(string body)
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        using var answer = await simulator.PostAsync(TestSimulator.Observations, body);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Observations_OfChosenQueues_HaveEveryMediaTypeWithZeros()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 8 });
        var storm = (await simulator.QueueIdsByNameAsync())["Storm Emergency Line"];
        using var answer = await simulator.PostAsync(TestSimulator.Observations, $$"""
            { "filter": { "type": "or", "predicates": [ { "dimension": "queueId", "value": "{{storm}}" } ] }, "metrics": ["oWaiting", "oLongestWaiting"] }
            """);
        var results = (await TestSimulator.JsonAsync(answer)).GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(5, results.Count);
        Assert.All(
            results,
            result => Assert.Equal(0, Assert.Single(result.GetProperty("data").EnumerateArray()).GetProperty("stats").GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Limits_OfThePlatform_AreTold()
    {
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { Queues = 1 });
        using var answer = await simulator.GetAsync("/api/v2/organizations/limits/namespaces/platform.api");
        var limits = (await TestSimulator.JsonAsync(answer)).GetProperty("entities").EnumerateArray()
            .ToDictionary(limit => limit.GetProperty("key").GetString()!, limit => limit.GetProperty("value").GetInt64());

        Assert.Equal(300, limits["client.credentials.token.rate.per.minute"]);
        Assert.Equal(512_000, limits["request.bytes.max"]);
    }

    private static async Task<HttpResponseMessage> TwoDaysAgoAsync()
    {
        await using var simulator = await TestSimulator.StartAsync(now: TestSimulator.Now.AddDays(-2));
        return await simulator.PostAsync(TestSimulator.Observations, """
            { "filter": { "type": "or", "predicates": [ { "dimension": "mediaType", "value": "voice" } ] }, "metrics": ["oWaiting", "oInteracting"] }
            """);
    }

    private static async Task<IEnumerable<string>> NamesAsync(TestSimulator simulator, string query)
    {
        using var answer = await simulator.GetAsync($"{TestSimulator.Queues}?{query}");
        return (await TestSimulator.JsonAsync(answer)).GetProperty("entities")
            .EnumerateArray()
            .Select(queue => queue.GetProperty("name").GetString()!)
            .ToList();
    }

    private static async Task ExpectAsync(TestSimulator simulator, int status, string? code = null, string path = TestSimulator.Queues)
    {
        using var answer = await simulator.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        if (code is null)
        {
            return;
        }
        var error = await TestSimulator.JsonAsync(answer);
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(status, error.GetProperty("status").GetInt32());
        Assert.Equal(answer.Headers.GetValues("ININ-Correlation-Id").Single(), error.GetProperty("contextId").GetString());
    }
}
