using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class RefreshServiceTests : IDisposable
{
    private readonly WatchedTime _time = new(Given.Utc("08:07"));
    private readonly FakeContactCentre _centre;
    private readonly SnapshotStore _store;
    private readonly RefreshService[] _services;

    public RefreshServiceTests()
    {
        _centre = new FakeContactCentre(_time) { Queues = { Given.QueueWithTarget("a") } };
        _store = new SnapshotStore(_time, NullLogger<SnapshotStore>.Instance);
        var settings = new DashboardSettings { Zone = Given.Berlin, JitterRatio = 0 };
        var collector = Collectors.New(_centre, _store, settings, _time);
        var warmStart = Collectors.WarmStart(collector, settings, _time);
        _services = [.. new[] { RefreshSource.Queues, RefreshSource.Intervals, RefreshSource.Observations }.Select(
            source => new RefreshService(source, collector, warmStart, new FakeLeadership(), _time, NullLogger<RefreshService>.Instance))];
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var service in _services)
        {
            service.Dispose();
        }
    }

    [Fact]
    public async Task Run_AllWell_EachSourceWaitsForItsPeriodAndStops()
    {
        await StartAsync();
        var waits = new[] { await _time.NextWaitAsync(), await _time.NextWaitAsync(), await _time.NextWaitAsync() };
        Assert.Equal([TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30)], waits.Order());
        Assert.NotNull(_store.For(Visibility.Everything).Snapshot);
        await StopAsync();
    }

    [Fact]
    public async Task Run_QueuesFailAtFirst_TheOthersWaitForThem()
    {
        _centre.QueuesFail = new UnavailableException("down");
        await StartAsync();
        var wait = await _time.NextWaitAsync();
        Assert.Empty(_centre.Queries);

        _centre.QueuesFail = null;
        _time.Advance(wait);
        await _time.NextWaitAsync();
        await _time.NextWaitAsync();
        await _time.NextWaitAsync();
        Assert.Single(_centre.Queries);
        await StopAsync();
    }

    [Fact]
    public async Task Run_TurnThrowsWhatItShouldNot_LoopGoesOn()
    {
        _centre.IntervalsFail = new InvalidOperationException("a mistake");
        await StartAsync();
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
        await StopAsync();
    }

    [Fact]
    public async Task Stop_BeforeTheQueuesWereListed_IsNoFailure()
    {
        _centre.QueuesFail = new UnavailableException("down");
        await StartAsync();
        await _time.NextWaitAsync();

        await StopAsync();

        Assert.All(_services, static service => Assert.False(service.ExecuteTask!.IsFaulted)); // started above
    }

    private Task StartAsync() => Task.WhenAll(_services.Select(static service => service.StartAsync(Token)));

    private Task StopAsync() => Task.WhenAll(_services.Select(static service => service.StopAsync(Token))).Soon();
}
