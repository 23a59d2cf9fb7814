using System.Net;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

public sealed class FaultTests
{
    private static readonly SimulatorOptions _small = new() { Queues = 3 };

    [Theory]
    [InlineData("401", 401, "bad.credentials", "")]
    [InlineData("403", 403, "missing.any.permissions", "routing:queue:view")]
    [InlineData("403=routing:queue:view", 403, "missing.any.permissions", "routing:queue:view")]
    [InlineData("429", 429, "too.many.requests.retry.after", "[2]")]
    [InlineData("429=3600", 429, "too.many.requests.retry.after", "[3600]")]
    [InlineData("500", 500, "internal.server.error", "")]
    [InlineData("503", 503, "service.unavailable", "")]
    [InlineData("expired-token", 401, "credentials.expired", "")]
    public async Task Fault_ThatRefuses_HasItsStatusCodeAndMessage(string text, int status, string code, string message)
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault(text));
        using var answer = await simulator.GetAsync(TestSimulator.Queues);
        var error = await TestSimulator.JsonAsync(answer);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(status == 429, answer.Headers.RetryAfter is not null);
        simulator.Server.ClearFaults();
        using var after = await simulator.GetAsync(TestSimulator.Queues);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task ExpiredToken_NewToken_Works()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("expired-token"));
        simulator.Time.Advance(TimeSpan.FromSeconds(1));
        simulator.Client.DefaultRequestHeaders.Authorization = new("Bearer", await simulator.TokenAsync());

        using var answer = await simulator.GetAsync(TestSimulator.Queues);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Refused_StrikesTheTokenEndpointAlone()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("refused"));

        using var refused = await simulator.LogInAsync(simulator.Server.ClientId, simulator.Server.ClientSecret);
        using var answer = await simulator.GetAsync(TestSimulator.Queues);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, answer.StatusCode));
    }

    [Fact]
    public async Task Fault_WithPathCountAndDuration_EndsAtTheFirstOfThem()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("503,path=observations"));
        simulator.Server.AddFault(TestSimulator.Fault("500,count=2"));
        simulator.Server.AddFault(TestSimulator.Fault("429,for=60"));
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            if (i == 3)
            {
                simulator.Time.Advance(TimeSpan.FromSeconds(60));
            }
            using var answer = await simulator.GetAsync(TestSimulator.Queues);
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([500, 500, 429, 200], statuses);
        using var observed = await simulator.PostAsync(TestSimulator.Observations, "{}");
        Assert.Equal(503, (int)observed.StatusCode);
    }

    [Fact]
    public async Task Fault_WithProbability_StrikesThatShare()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("500,probability=0.3"));
        var struck = 0;
        for (var i = 0; i < 100; i++)
        {
            using var answer = await simulator.GetAsync(TestSimulator.Queues);
            if (answer.StatusCode == HttpStatusCode.InternalServerError)
            {
                struck++;
            }
        }

        Assert.InRange(struck, 15, 45);
    }

    [Fact]
    public async Task Slow_AnswersAfterItsSeconds()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("slow=7"));
        var answering = simulator.GetAsync(TestSimulator.Queues);
        while (!answering.IsCompleted)
        {
            simulator.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(answering, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        using var answer = await answering;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(simulator.Time.GetUtcNow() - TestSimulator.Now >= TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Hang_NeverAnswers_AndDoesNotHoldUpTheEnd()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("hang"));
        var answering = simulator.GetAsync(TestSimulator.Queues);
        simulator.Time.Advance(TimeSpan.FromHours(1));
        await simulator.Server.DisposeAsync().AsTask().Soon();

        await Assert.ThrowsAsync<HttpRequestException>(() => answering);
    }

    [Fact]
    public async Task HangInBody_SendsHalfAndThenNothing()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("hang-in-body"));
        using var request = new HttpRequestMessage(HttpMethod.Get, TestSimulator.Queues);
        using var answer = await simulator.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var first = await body.ReadAsync(new byte[64 * 1024], TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(first > 100);
        using var bound = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await body.ReadAsync(new byte[64 * 1024], bound.Token) > 0)
            {
                // What is left of the half.
            }
        });
    }

    [Fact]
    public async Task Cut_EndsTheConnectionInTheBody()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("cut"));

        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.GetAsync(TestSimulator.Queues));
    }

    [Fact]
    public async Task Malformed_IsACompleteAnswerThatIsNotJson()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("malformed"));
        using var answer = await simulator.GetAsync(TestSimulator.Queues);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAnyAsync<JsonException>(() => TestSimulator.JsonAsync(answer));
    }

    [Fact]
    public async Task MissingPage_IsMissing_AndTheOthersAreNot()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        simulator.Server.AddFault(TestSimulator.Fault("missing-page=2"));

        using var first = await simulator.GetAsync($"{TestSimulator.Queues}?pageSize=1&pageNumber=1");
        using var second = await simulator.GetAsync($"{TestSimulator.Queues}?pageSize=1&pageNumber=2");
        using var third = await simulator.GetAsync($"{TestSimulator.Queues}?pageSize=1&pageNumber=3");
        Assert.Equal([200, 404, 200], new[] { first, second, third }.Select(answer => (int)answer.StatusCode));
    }

    [Fact]
    public async Task LateSkewAndPause_BendTheDataClock()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        Task<int> OfferedAsync(DateTimeOffset from, DateTimeOffset to) => Offered(simulator, from, to);
        var (start, end) = (TestSimulator.Now.AddMinutes(-15), TestSimulator.Now.AddMinutes(15));
        var now = await OfferedAsync(start, end);
        var tenAgo = await OfferedAsync(start, TestSimulator.Now.AddMinutes(-10));

        simulator.Server.AddFault(TestSimulator.Fault("late=10"));
        Assert.InRange(await OfferedAsync(start, end), tenAgo, tenAgo + 1);

        simulator.Server.ClearFaults();
        simulator.Server.AddFault(TestSimulator.Fault("skew=600"));
        using (var answer = await simulator.GetAsync(TestSimulator.Queues))
        {
            Assert.Equal(TestSimulator.Now.AddMinutes(10), answer.Headers.Date);
        }
        Assert.True(await OfferedAsync(start, end) > now);

        simulator.Server.ClearFaults();
        simulator.Server.AddFault(TestSimulator.Fault("pause"));
        simulator.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(now, await OfferedAsync(start, end));
        simulator.Server.ClearFaults();
        Assert.True(await OfferedAsync(start, end) > now);
    }

    [Theory]
    [InlineData("429=30,path=aggregates,count=3,probability=0.5,for=60")]
    [InlineData("403=analytics:queueObservation:view")]
    [InlineData("skew=-90")]
    [InlineData("pause")]
    public void Parser_Text_ComesBackFromFormat(string text)
    {
        Assert.True(FaultParser.TryParse(text, out var fault, out _));
        Assert.True(FaultParser.TryParse(fault.ToString(), out var again, out _));
        Assert.Equal(fault, again);
    }

    [Theory]
    [InlineData("", "Accepted: 401, expired-token")]
    [InlineData("404", "'404' is not a fault")]
    [InlineData("500=1", "takes no value")]
    [InlineData("slow=soon", "expected seconds")]
    [InlineData("late=-5", "not negative")]
    [InlineData("500,count=0", "'count=0' is not understood")]
    [InlineData("500,probability=2", "'probability=2' is not understood")]
    [InlineData("500,when=now", "path=PART, count=N")]
    public void Parser_BadText_SaysWhatIsAccepted(string text, string named)
    {
        Assert.False(FaultParser.TryParse(text, out _, out var error));
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_NamesEveryFault()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "faults.md"));

        Assert.All(FaultParser.Accepted.Select(accepted => accepted.Split('[')[0]), word =>
            Assert.Matches($"`{System.Text.RegularExpressions.Regex.Escape(word)}[`=,]", page));
    }

    [Fact]
    public async Task Control_WithItsToken_SetsShowsAndClearsFaults()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        using var set = await simulator.ControlAsync(HttpMethod.Post, "/_control/faults", """{"fault":"500,count=2"}""");
        using var struck = await simulator.GetAsync(TestSimulator.Queues);
        using var state = await simulator.ControlAsync(HttpMethod.Get, "/_control");
        var faults = (await TestSimulator.JsonAsync(state)).GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()).ToList();
        using var cleared = await simulator.ControlAsync(HttpMethod.Delete, "/_control/faults");
        using var well = await simulator.GetAsync(TestSimulator.Queues);

        Assert.Equal(["500,count=1"], faults);
        Assert.Equal([200, 500, 200, 200], new[] { set, struck, cleared, well }.Select(answer => (int)answer.StatusCode));
        using var wrong = await simulator.ControlAsync(HttpMethod.Post, "/_control/faults", """{"fault":"fire"}""");
        Assert.Contains("'fire' is not a fault", (await TestSimulator.JsonAsync(wrong)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_WithoutItsTokenOrWithAnOrigin_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync(_small);
        await using var other = await TestSimulator.StartAsync(_small);

        using var stranger = await simulator.ControlAsync(HttpMethod.Get, "/_control", token: other.Server.ControlToken);
        using var page = await simulator.ControlAsync(HttpMethod.Get, "/_control", origin: "http://127.0.0.1");
        using var elsewhere = await simulator.ControlAsync(HttpMethod.Get, "/_control/elsewhere");
        Assert.Equal([401, 403, 404], new[] { stranger, page, elsewhere }.Select(answer => (int)answer.StatusCode));
    }

    [Fact]
    public async Task Control_SwitchedOff_DoesNotExist()
    {
        await using var simulator = await TestSimulator.StartAsync(_small with { EnableControl = false });
        using var answer = await simulator.ControlAsync(HttpMethod.Get, "/_control");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<int> Offered(TestSimulator simulator, DateTimeOffset from, DateTimeOffset to) =>
        (await simulator.AggregateAsync(from, to)).Sum(row => row.Offered);
}
