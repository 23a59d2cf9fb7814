using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Queries;

public sealed class QueueListReaderTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetQueues_TwoPages_GivesAllWithTheirTargets()
    {
        var service = new FakeService { Answer = (_, number) => FakeService.Body($"queues-{number}.json") };
        using var centre = service.NewCentre();

        var queues = (await centre.GetQueuesAsync(Ct).Soon()).OrderBy(queue => queue.Id.Value, StringComparer.Ordinal).ToArray();

        Assert.Equal(["Bookings", "Claims", FakeService.Queue(3).Value], queues.Select(queue => queue.Name));
        Assert.Equal(new Division("d1000000-0000-4000-8000-000000000001", "Home"), queues[0].Division);
        Assert.Equal(new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20)), queues[0].TargetFor(MediaType.Voice));
        Assert.Equal(new ServiceLevelTarget(0.9m, TimeSpan.FromSeconds(60)), queues[0].TargetFor(MediaType.Message));
        Assert.Equal(2, queues[0].Targets.Count);
        Assert.Empty(queues[1].Targets);
        Assert.Null(queues[2].Division);
        Assert.Equal("GET https://api.mypurecloud.ie/api/v2/routing/queues?pageSize=100&pageNumber=2", $"{service.Asked[1].Method} {service.Asked[1].Address}");
    }

    [Fact]
    public async Task GetQueues_PageMissingOnce_AsksAllAgain()
    {
        var service = new FakeService
        {
            Answer = (request, number) => number == 2
                ? FakeService.Json("""{"entities":[],"pageNumber":2,"pageCount":2,"total":3}""")
                : FakeService.Body(request.Address.Query.EndsWith("pageNumber=1", StringComparison.Ordinal) ? "queues-1.json" : "queues-2.json"),
        };
        using var centre = service.NewCentre();

        Assert.Equal(3, (await centre.GetQueuesAsync(Ct).Soon()).Length);
        Assert.Equal(4, service.Asked.Count);
    }

    [Theory]
    [InlineData("""{"entities":[{"id":"q"}],"pageNumber":2,"pageCount":2,"total":4}""")]
    [InlineData("""{"entities":[{"name":"no id"}],"pageNumber":2,"pageCount":2,"total":3}""")]
    [InlineData("""{"entities":[{"id":"q"}],"pageNumber":1,"pageCount":2,"total":3}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task GetQueues_SecondPageNeverRight_IsAnErrorNotAShorterList(string secondPage)
    {
        var service = new FakeService { Answer = (_, number) => number % 2 == 1 ? FakeService.Body("queues-1.json") : FakeService.Json(secondPage) };
        using var centre = service.NewCentre();

        await Assert.ThrowsAsync<UnavailableException>(() => centre.GetQueuesAsync(Ct).Soon());
        Assert.Equal(4, service.Asked.Count);
    }

    [Theory]
    [InlineData(3, "names a total of 3 and shows 2")]
    [InlineData(1, "names a total of 1 and shows 2")]
    [InlineData(2, null)]
    public async Task GetQueues_TotalIsAnother_GivesTheListWithANotice(int total, string? notice)
    {
        var service = new FakeService { Answer = (_, _) => Two(total) };
        using var centre = service.NewCentre();

        var queues = await centre.GetQueuesAsync(Ct).Soon();

        Assert.Equal(2, queues.Length);
        if (notice is null)
        {
            Assert.Empty(centre.QueueListNotices);
        }
        else
        {
            Assert.Contains(notice, Assert.Single(centre.QueueListNotices), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GetQueues_HiddenOnceAndThenWhole_HasNoNotice()
    {
        var total = 3;
        var service = new FakeService { Answer = (_, _) => Two(total) };
        using var centre = service.NewCentre();
        await centre.GetQueuesAsync(Ct).Soon();
        total = 2;

        await centre.GetQueuesAsync(Ct).Soon();

        Assert.Empty(centre.QueueListNotices);
    }

    [Fact]
    public async Task QueryIntervals_AllByIdsOfAListThatHidesSome_IsAnErrorAndNoSmallerTotal()
    {
        var service = new FakeService
        {
            Answer = (request, _) => request.Method == "GET" ? Two(3)
                : request.Body.Contains("queueId\",\"operator", StringComparison.Ordinal) ? FakeService.Json("""{"results":[]}""")
                : FakeService.Json("""{"code":"bad.request","message":"A filter is required"}""", System.Net.HttpStatusCode.BadRequest),
        };
        using var centre = service.NewCentre();
        var hour = new Interval(new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero), new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero));

        var e = await Assert.ThrowsAsync<UnavailableException>(
            () => centre.QueryIntervalsAsync(new IntervalQuery(hour, Granularity.QuarterHour, EdgeSet.None, []), Ct).Soon());
        var chosen = await centre.QueryIntervalsAsync(new IntervalQuery(hour, Granularity.QuarterHour, EdgeSet.None, [new QueueId("a")]), Ct).Soon();

        Assert.Contains("shows 2", e.Message, StringComparison.Ordinal);
        Assert.Empty(chosen.Rows);
    }

    [Fact]
    public async Task Queues_AThousandPagesThatAreTheSame_CostAFewCalls()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("""{"entities":[{"id":"a","name":"A"}],"pageCount":1000,"total":1000}""") };
        using var centre = service.NewCentre();

        await centre.GetQueuesAsync(Ct).Soon();

        Assert.Equal(8, service.Asked.Count);
        Assert.Contains("names a total of 1000 and shows 1", Assert.Single(centre.QueueListNotices), StringComparison.Ordinal);
    }

    private static HttpResponseMessage Two(int total) =>
        FakeService.Json($$"""{"entities":[{"id":"a","name":"A"},{"id":"b","name":"B"}],"pageNumber":1,"pageCount":1,"total":{{total}}}""");
}
