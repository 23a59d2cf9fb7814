using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Queries;

public sealed class QueueListTests
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
    [InlineData("""{"entities":[],"pageNumber":2,"pageCount":2,"total":3}""")]
    [InlineData("""{"entities":[{"id":"q"}],"pageNumber":2,"pageCount":2,"total":4}""")]
    [InlineData("""{"entities":[{"id":"5a1e0c44-0000-4000-8000-000000000001"}],"pageNumber":2,"pageCount":2,"total":3}""")]
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
}
