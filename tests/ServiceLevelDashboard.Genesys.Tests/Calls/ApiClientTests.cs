using System.Net;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Calls;

public sealed class ApiClientTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly Interval HalfHour = new(new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero), new(2026, 9, 1, 8, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task Query_ServerErrorsThenAnswer_WaitsOneTwoFourSeconds()
    {
        var times = new List<DateTimeOffset>();
        var service = new FakeService();
        service.Answer = (_, number) =>
        {
            times.Add(service.Clock.GetUtcNow());
            return number < 4 ? FakeService.Json("{}", HttpStatusCode.BadGateway) : FakeService.Json("""{"results":[]}""");
        };
        using var centre = service.NewCentre();

        var answer = await service.RunAsync(QueryAsync(centre));

        Assert.Equal(4, answer.Calls);
        var waits = times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds).ToArray();
        Assert.InRange(waits[0], 1, 1.5);
        Assert.InRange(waits[1], 2, 2.7);
        Assert.InRange(waits[2], 4, 5.2);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Query_FailsForever_IsUnavailableAfterThreeRetries(HttpStatusCode status)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("""{"contextId":"c-1"}""", status) };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<UnavailableException>(() => service.RunAsync(QueryAsync(centre)));

        Assert.Equal(4, service.Asked.Count);
        Assert.Equal("c-1", e.CorrelationId);
    }

    [Fact]
    public async Task Query_ThrottledWithSeconds_WaitsThatLong()
    {
        var service = new FakeService { Answer = (_, number) => number == 1 ? FakeService.Throttled("7") : FakeService.Json("""{"results":[]}""") };
        using var centre = service.NewCentre();
        var start = service.Clock.GetUtcNow();

        await service.RunAsync(QueryAsync(centre));

        Assert.InRange((service.Clock.GetUtcNow() - start).TotalSeconds, 7, 7.6);
        Assert.Equal(1, centre.Quota.ThrottledTotal);
    }

    [Fact]
    public async Task Query_ThrottledUntilADate_WaitsByTheServicesClock()
    {
        var service = new FakeService();
        service.Answer = (_, number) =>
        {
            if (number > 1)
            {
                return FakeService.Json("""{"results":[]}""");
            }
            // The service's clock is an hour ahead of ours.
            var response = FakeService.Throttled("Tue, 01 Sep 2026 09:00:09 GMT");
            response.Headers.Date = new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);
            return response;
        };
        using var centre = service.NewCentre();
        var start = service.Clock.GetUtcNow();

        var work = QueryAsync(centre);
        Assert.Equal(TimeSpan.FromHours(1), centre.ClockSkew);
        await service.RunAsync(work);

        Assert.InRange((service.Clock.GetUtcNow() - start).TotalSeconds, 9, 9.6);
    }

    [Fact]
    public async Task Query_ThrottledLongerThanTheTotalTime_ThrowsAtOnce()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Throttled("90") };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<ThrottledException>(() => QueryAsync(centre).Soon());

        Assert.Equal(TimeSpan.FromSeconds(90), e.RetryAfter);
        Assert.Equal("c0000000-0000-4000-8000-000000000429", e.CorrelationId);
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Query_ThrottledWithoutAWord_IsThrottledAfterTheRetries()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("""{"code":"too.many.requests","status":429}""", HttpStatusCode.TooManyRequests) };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<ThrottledException>(() => service.RunAsync(QueryAsync(centre)));

        Assert.Equal((TimeSpan.FromMinutes(1), 4), (e.RetryAfter, service.Asked.Count));
    }

    [Theory]
    [InlineData("Rate limit exceeded the maximum. Retry the request in [9] seconds", null, 9)]
    [InlineData("Rate limit exceeded. Please retry after 9 seconds.", null, 9)]
    [InlineData("Try again in 9000 ms", null, 9)]
    [InlineData("Retry the request in [1] minute", null, 60)]
    [InlineData("Rate limit exceeded the maximum [300] requests within [60] seconds", "9", 9)]
    [InlineData("slow down", "8.5", 8.5)]
    [InlineData("Retry the request in [9] seconds", "NaN", 9)]
    [InlineData("Retry the request in [9] seconds", "soon", 9)]
    [InlineData("Retry the request in [3] seconds", "9", 9)]
    public async Task Query_ThrottledInWordsOrOddHeaders_WaitsAsAskedAndSaysOneWait(string message, string? header, double seconds)
    {
        var service = new FakeService { Answer = (_, number) => number == 1 ? ThrottledWith(message, header) : FakeService.Json("""{"results":[]}""") };
        using var centre = service.NewCentre(options => options.TotalTimeout = TimeSpan.FromMinutes(3));
        var start = service.Clock.GetUtcNow();

        await service.RunAsync(QueryAsync(centre));
        Assert.InRange((service.Clock.GetUtcNow() - start).TotalSeconds, seconds, seconds + 0.6);

        service.Answer = (_, _) => ThrottledWith(message, header);
        using var hasty = service.NewCentre(options => options.Retries = 0);
        var e = await Assert.ThrowsAsync<ThrottledException>(() => QueryAsync(hasty).Soon());
        Assert.Equal(TimeSpan.FromSeconds(seconds), e.RetryAfter);
        Assert.Contains(FormattableString.Invariant($"asks to wait {Math.Ceiling(seconds)} s"), e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31536000")]
    [InlineData("1000000000000000000000000000")]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT")]
    public async Task Query_ThrottledForYears_WaitsAnHour(string header)
    {
        var service = new FakeService { Answer = (_, _) => ThrottledWith("slow down", header) };
        using var centre = service.NewCentre(options => options.Retries = 3);

        var e = await Assert.ThrowsAsync<ThrottledException>(() => QueryAsync(centre).Soon());

        Assert.Equal((ThrottledException.MaximumWait, 1), (e.RetryAfter, service.Asked.Count));
    }

    [Fact]
    public async Task Query_ThrottledLimitWithoutAWait_TakesTheLimitForNoWait()
    {
        var service = new FakeService { Answer = (_, _) => ThrottledWith("Rate limit exceeded the maximum [300] requests within [45] seconds", null) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        var e = await Assert.ThrowsAsync<ThrottledException>(() => QueryAsync(centre).Soon());

        Assert.Equal(TimeSpan.FromMinutes(1), e.RetryAfter);
        Assert.Contains("does not say how long to wait", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"results":[{"group":{"queueId":"q"}""")]
    [InlineData("<html>proxy</html>")]
    [InlineData("")]
    public async Task Query_CutOrUnparsableOnce_IsAskedAgainAndGivesOnlyTheWholeAnswer(string broken)
    {
        var service = new FakeService { Answer = (_, number) => number == 1 ? FakeService.Json(broken) : FakeService.Body("aggregate-half-hours.json") };
        using var centre = service.NewCentre();

        var answer = await service.RunAsync(QueryAsync(centre));

        Assert.Equal((2, 2), (answer.Rows.Length, answer.Calls)); // the sample holds one more row, of the next half hour
    }

    [Fact]
    public async Task Query_PermissionMissing_NamesItAndIsNotTriedAgain()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Body("error-403.json", HttpStatusCode.Forbidden) };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<PermissionMissingException>(() => QueryAsync(centre).Soon());

        Assert.Equal(["analytics:conversationAggregate:view"], e.Missing);
        Assert.Contains("analytics:conversationAggregate:view", e.Message, StringComparison.Ordinal);
        Assert.Equal("c0000000-0000-4000-8000-000000000403", e.CorrelationId);
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Query_PermissionsInMessageParams_AreFound()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("""{"code":"missing.permissions","messageParams":{"permissions":"routing:queue:view, routing:queue:search"}}""", HttpStatusCode.Forbidden) };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<PermissionMissingException>(() => QueryAsync(centre).Soon());

        Assert.Equal(["routing:queue:view", "routing:queue:search"], e.Missing);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.UnsupportedMediaType)]
    public async Task Query_UnexpectedStatus_IsUnavailableAtOnce(HttpStatusCode status)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("{}", status) };
        using var centre = service.NewCentre();

        await Assert.ThrowsAsync<UnavailableException>(() => QueryAsync(centre).Soon());
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Query_NearlyEverythingFails_RestsAndRecovers()
    {
        var isDown = true;
        var service = new FakeService();
        service.Answer = (_, _) => isDown ? FakeService.Json("{}", HttpStatusCode.InternalServerError) : FakeService.Json("""{"results":[]}""");
        using var centre = service.NewCentre();
        for (var turn = 0; turn < 2; turn++)
        {
            await Assert.ThrowsAsync<UnavailableException>(() => service.RunAsync(QueryAsync(centre)));
        }

        var asked = service.Asked.Count;
        await Assert.ThrowsAsync<UnavailableException>(() => QueryAsync(centre).Soon());
        Assert.Equal(asked, service.Asked.Count);

        isDown = false;
        service.Clock.Advance(TimeSpan.FromSeconds(16));
        await service.RunAsync(QueryAsync(centre));
    }

    [Fact]
    public async Task Query_GovernorUsedUp_WaitsForTheMinuteToPass()
    {
        var service = new FakeService();
        using var centre = service.NewCentre(options =>
        {
            options.QuotaPerMinute = 6;
            options.TotalTimeout = TimeSpan.FromSeconds(90);
        });

        await QueryAsync(centre).Soon();
        service.Clock.Advance(TimeSpan.FromSeconds(20));
        await QueryAsync(centre).Soon();
        Assert.Equal((3, 3, 6), (centre.Quota.CallsLastMinute, centre.Quota.GovernorPerMinute, centre.Quota.LimitPerMinute));
        var third = QueryAsync(centre);
        Assert.Equal(2, service.Asked.Count);
        var start = service.Clock.GetUtcNow();
        await service.RunAsync(third);

        Assert.InRange((service.Clock.GetUtcNow() - start).TotalSeconds, 40, 40.3);
        Assert.Equal(2, centre.Quota.CallsLastMinute);
    }

    [Fact]
    public async Task Query_GovernorUsedUpForLongerThanTheTotalTime_IsThrottledAtOnce()
    {
        var service = new FakeService();
        using var centre = service.NewCentre(options => options.QuotaPerMinute = 4);
        await QueryAsync(centre).Soon(); // with the token: two calls, the governor's share

        var e = await Assert.ThrowsAsync<ThrottledException>(() => QueryAsync(centre).Soon());

        Assert.InRange(e.RetryAfter.TotalSeconds, 60, 60.1);
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Query_Cancelled_EndsWithCancellation()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("{}", HttpStatusCode.InternalServerError) };
        using var centre = service.NewCentre();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var work = centre.QueryIntervalsAsync(new IntervalQuery(HalfHour, Granularity.HalfHour, EdgeSet.None, []), cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Soon());
    }

    [Fact]
    public async Task Query_ServiceEchoesSecrets_NoneInMessagesAndLogs()
    {
        var service = new FakeService();
        service.Answer = (request, _) => FakeService.Json($$"""{"code":"oops","message":"you sent {{request.Token}} and {{FakeService.Secret}}"}""", HttpStatusCode.InternalServerError);
        using var centre = service.NewCentre();
        var failures = new List<string> { (await Assert.ThrowsAsync<UnavailableException>(() => service.RunAsync(QueryAsync(centre)))).ToString() };
        service.Answer = (request, _) => FakeService.Json($$"""{"message":"{{request.Token}}"}""", HttpStatusCode.Unauthorized);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        failures.Add((await Assert.ThrowsAsync<AuthenticationFailedException>(() => service.RunAsync(QueryAsync(centre)))).ToString());
        service.TokenAnswer = () => FakeService.Json($$"""{"error":"{{FakeService.Secret}}"}""", HttpStatusCode.BadRequest);
        failures.Add((await Assert.ThrowsAsync<AuthenticationFailedException>(() => service.RunAsync(QueryAsync(centre)))).ToString());

        var said = string.Join('\n', failures.Concat(service.Logs.Lines));

        Assert.Contains("oops", said, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeService.Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain("token-no-1", said, StringComparison.Ordinal);
        Assert.DoesNotContain("token-no-2", said, StringComparison.Ordinal);
    }

    private static HttpResponseMessage ThrottledWith(string message, string? retryAfter)
    {
        var response = FakeService.Json($$"""{"code":"too.many.requests.retry.after","status":429,"message":"{{message}}"}""", HttpStatusCode.TooManyRequests);
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    private static Task<IntervalResponse> QueryAsync(GenesysContactCentre centre) =>
        centre.QueryIntervalsAsync(new IntervalQuery(HalfHour, Granularity.HalfHour, EdgeSet.None, []), Ct);
}
