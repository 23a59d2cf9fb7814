using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Archiving;
using ServiceLevelDashboard.Analytics.Collecting;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Snapshots;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class CollectorServiceTests : IDisposable
{
    private readonly WatchedTime _time = new(Given.Utc("08:07"));
    private readonly FakeContactCentre _centre;
    private readonly SnapshotStore _store;
    private readonly CollectorService _service;

    public CollectorServiceTests()
    {
        _centre = new FakeContactCentre(_time) { Queues = { Given.QueueWithTarget("a") } };
        _store = new SnapshotStore(_time, NullLogger<SnapshotStore>.Instance);
        var settings = new DashboardSettings { Zone = Given.Berlin, JitterRatio = 0 };
        var collector = new Collector(_centre, new InMemoryIntervalArchive(), _store, settings, _time, NullLogger<Collector>.Instance, () => 0);
        _service = new CollectorService(collector, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Run_AllWell_EachSourceWaitsForItsPeriodAndStops()
    {
        await _service.StartAsync(Token);
        var waits = new[] { await _time.NextWaitAsync(), await _time.NextWaitAsync(), await _time.NextWaitAsync() };
        Assert.Equal([TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30)], waits.Order());
        Assert.NotNull(_store.For(Visibility.Everything).Snapshot);
        await _service.StopAsync(Token).Bounded();
    }

    [Fact]
    public async Task Run_QueuesFailAtFirst_TheOthersWaitForThem()
    {
        _centre.QueuesFail = new UnavailableException("down");
        await _service.StartAsync(Token);
        var wait = await _time.NextWaitAsync();
        Assert.Empty(_centre.Queries);

        _centre.QueuesFail = null;
        _time.Advance(wait);
        await _time.NextWaitAsync();
        await _time.NextWaitAsync();
        await _time.NextWaitAsync();
        Assert.Single(_centre.Queries);
        await _service.StopAsync(Token).Bounded();
    }

    [Fact]
    public async Task Run_TurnThrowsWhatItShouldNot_LoopGoesOn()
    {
        _centre.IntervalsFail = new InvalidOperationException("a mistake");
        await _service.StartAsync(Token);
        for (var i = 0; i < 3; i++)
        {
            await _time.NextWaitAsync();
        }
        Assert.Equal(RefreshSource.Intervals, Assert.Single(_store.For(Visibility.Everything).Failures).Source);

        _centre.IntervalsFail = null;
        _time.Advance(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 2; i++)
        {
            await _time.NextWaitAsync();
        }
        Assert.Empty(_store.For(Visibility.Everything).Failures);
        await _service.StopAsync(Token).Bounded();
    }

    [Fact]
    public async Task Stop_BeforeTheQueuesWereListed_IsNoFailure()
    {
        _centre.QueuesFail = new UnavailableException("down");
        await _service.StartAsync(Token);
        await _time.NextWaitAsync();

        await _service.StopAsync(Token).Bounded();

        Assert.Equal(TaskStatus.RanToCompletion, _service.ExecuteTask!.Status); // started above
    }
}
