using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Live;

namespace ServiceLevelDashboard.Analytics.Tests.Snapshots;

public sealed class SnapshotStoreTests
{
    private readonly WatchedTime _time = new(Given.Utc("08:00"));
    private readonly SnapshotStore _store;

    public SnapshotStoreTests() => _store = new SnapshotStore(_time, NullLogger<SnapshotStore>.Instance);

    [Fact]
    public void For_BeforeTheFirstAnswer_IsAStateWithoutSnapshot()
    {
        var state = _store.For(Visibility.Everything);
        Assert.Null(state.Snapshot);
        Assert.Empty(state.Failures);
        Assert.Same(state, _store.For(Visibility.Everything));
    }

    [Fact]
    public async Task Publish_ManyWithinThePause_OneMoreCall()
    {
        var calls = new Calls();
        using var subscription = _store.Subscribe(calls.Call);
        PublishNew();
        await calls.NextAsync();
        PublishNew();
        PublishNew();
        PublishNew();
        await PauseAsync();
        await calls.NextAsync();
        await PauseAsync();

        Assert.Equal(2, calls.Count);
    }

    [Fact]
    public async Task Publish_WhileACallIsSlow_NeverCallsTwiceAtOnceAndCallsAfterwards()
    {
        var calls = new Calls { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        using var subscription = _store.Subscribe(calls.Call);
        PublishNew();
        await calls.NextAsync();
        PublishNew();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, calls.Count);

        calls.Gate.SetResult();
        await PauseAsync();
        await calls.NextAsync();
        Assert.Equal(1, calls.MostAtOnce);
    }

    [Fact]
    public async Task Publish_OneSubscriberThrows_OthersAndLaterCallsGoOn()
    {
        var bad = new Calls { Throws = true };
        var good = new Calls();
        using var first = _store.Subscribe(bad.Call);
        using var second = _store.Subscribe(good.Call);
        PublishNew();
        await bad.NextAsync();
        await good.NextAsync();
        PublishNew();
        await PauseAsync(subscribers: 2);
        Assert.Equal(2, await bad.NextAsync());
        Assert.Equal(2, await good.NextAsync());
    }

    [Fact]
    public async Task Publish_SubscriberThrowsAtOnce_CollectorIsNotHurt()
    {
        var other = new Calls();
        using var first = _store.Subscribe(() => throw new InvalidOperationException("at once"));
        using var second = _store.Subscribe(other.Call);
        PublishNew();
        await other.NextAsync();
    }

    [Fact]
    public async Task Dispose_EndsTheCalls()
    {
        var gone = new Calls();
        var left = new Calls();
        var subscription = _store.Subscribe(gone.Call);
        using var other = _store.Subscribe(left.Call);
        PublishNew();
        await gone.NextAsync();
        await left.NextAsync();
        await WaitsAsync(subscribers: 2);
        subscription.Dispose();
        subscription.Dispose();
        PublishNew();
        _time.Advance(SnapshotStore.Pace);
        await left.NextAsync();

        Assert.Equal(1, gone.Count);
    }

    [Fact]
    public async Task Publish_CallsInTheSubscribersCultureOffThePublishersThread()
    {
        var seen = new TaskCompletionSource<(string Culture, int Thread)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        using var subscription = _store.Subscribe(() =>
        {
            seen.TrySetResult((CultureInfo.CurrentCulture.Name, Environment.CurrentManagedThreadId));
            return Task.CompletedTask;
        });
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
        var publisher = new Thread(PublishNew);
        publisher.Start();
        var (culture, thread) = await seen.Task.Soon();
        CultureInfo.CurrentCulture = before;

        Assert.Equal("de-DE", culture);
        Assert.NotEqual(publisher.ManagedThreadId, thread);
    }

    private void PublishNew() => _store.Publish(new SnapshotState(null, [], null, new QuotaUse(0, 0, 0, 0, 0), []));

    private async Task PauseAsync(int subscribers = 1)
    {
        await WaitsAsync(subscribers);
        _time.Advance(SnapshotStore.Pace);
    }

    /// <summary>Waits until each of so many subscribers pauses: one that pauses later would not see that time passes.</summary>
    private async Task WaitsAsync(int subscribers)
    {
        for (var i = 0; i < subscribers; i++)
        {
            Assert.Equal(SnapshotStore.Pace, await _time.NextWaitAsync());
        }
    }

    private sealed class Calls
    {
        private readonly Channel<int> _calls = Channel.CreateUnbounded<int>();
        private int _atOnce;

        public int Count { get; private set; }

        public int MostAtOnce { get; private set; }

        public bool Throws { get; init; }

        public TaskCompletionSource? Gate { get; init; }

        public async Task Call()
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            _calls.Writer.TryWrite(++Count);
            if (Gate is { } gate)
            {
                await gate.Task;
            }
            Interlocked.Decrement(ref _atOnce);
            if (Throws)
            {
                throw new InvalidOperationException("a page broke");
            }
        }

        public Task<int> NextAsync() => _calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();
    }
}
