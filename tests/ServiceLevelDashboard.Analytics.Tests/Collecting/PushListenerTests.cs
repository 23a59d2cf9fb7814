using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

/// <summary>The collector being told of what waits now.</summary>
public sealed class PushListenerTests
{
    private static readonly QueueMedia A = Given.Voice("a");

    private readonly WatchedTime _time = new(Given.Utc("08:07"));
    private readonly FakePush _push = new();
    private readonly FakeContactCentre _centre;
    private readonly SnapshotStore _store;
    private Collector _collector;
    private PushListener _listener;

    public PushListenerTests()
    {
        _centre = new FakeContactCentre(_time) { Queues = { Given.QueueWithTarget("a") }, Rows = { Given.Row("a", "06:00", 10, late: 1) } };
        _centre.Waiting.Add(new QueueObservation(A, 3, 0, TimeSpan.FromSeconds(30)));
        _store = new SnapshotStore(_time, NullLogger<SnapshotStore>.Instance);
        (_collector, _listener) = New(jitterRatio: 0);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SnapshotState State => _store.For(Visibility.Everything);

    private QueueObservation? Now => State.Snapshot!.Find(A)?.Now;

    [Fact]
    public async Task Listen_Connected_AsksOnceAndThenShowsWhatIsTold()
    {
        var listening = await ConnectedAsync();
        Assert.Single(_centre.Observed);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _push.SendChangesAsync(Update(new QueueChange(A, 4, 2, null, _time.GetUtcNow())));

        Assert.Equal((4, 2), (Now!.Waiting, Now.Interacting));
        Assert.Equal(_time.GetUtcNow(), State.Snapshot!.ObservedAt);
        Assert.Single(_centre.Observed);
        Assert.Equal(["a"], Assert.Single(_push.Subscribed).Select(queue => queue.Value));
        await EndAsync(listening);
    }

    [Fact]
    public async Task RefreshObservations_WhileToldOf_DoesNotAskButForTheCheck()
    {
        var listening = await ConnectedAsync();
        for (var seconds = 15; seconds <= 165; seconds += 15)
        {
            await PassAsync(TimeSpan.FromSeconds(15));
            Assert.Equal(_time.GetUtcNow().AddSeconds(15), await _collector.RefreshObservationsAsync(Token));
            Assert.Equal(TimeSpan.FromSeconds(30 + seconds), Now!.LongestWait);
        }

        Assert.Single(_centre.Observed);
        await PassAsync(TimeSpan.FromSeconds(15));
        await _collector.RefreshObservationsAsync(Token);

        Assert.Equal(2, _centre.Observed.Count);
        Assert.Equal(TimeSpan.FromMinutes(3), State.Pace.Checks);
        Assert.Equal(2 + (1 / 3m), State.Pace.CallsPerMinute, 5); // two for intervals
        await EndAsync(listening);
    }

    [Fact]
    public async Task RefreshObservations_NoSignOfLife_AsksAndTurnsDelayedIfNobodyAnswers()
    {
        var listening = await ConnectedAsync();
        _time.Advance(TimeSpan.FromSeconds(15));
        await _collector.RefreshObservationsAsync(Token);
        Assert.Equal(2, _centre.Observed.Count);
        Assert.Equal(DataState.Live, State.ObservationStateAt(_time.GetUtcNow()));

        _centre.ObservationsFail = new UnavailableException("down");
        _time.Advance(TimeSpan.FromSeconds(31));
        await _collector.RefreshObservationsAsync(Token);
        Assert.Equal(DataState.Delayed, State.ObservationStateAt(_time.GetUtcNow()));
        await EndAsync(listening);
    }

    [Fact]
    public async Task Listen_ConnectionLost_IsShownAndWaitsLongerEachTime()
    {
        var waits = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            var listening = await ConnectedAsync();
            _push.End(new UnavailableException("lost", "cid"));
            waits.Add((await listening.Soon() - _time.GetUtcNow()).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120], waits);
        Assert.Equal((PushStatus.Connecting, 9, "cid"), (State.Push.Status, State.Push.Failure!.Attempts, State.Push.Failure.CorrelationId));
        Assert.Empty(State.Failures); // asking goes on
        await _collector.RefreshObservationsAsync(Token);
        Assert.Equal(2, _centre.Observed.Count); // at the first connection, and now
    }

    /// <param name="jitterRatio">Random numbers are 0 here: with a ratio below it the next turn is late.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-0.1)]
    public async Task Listen_AskedWithinThePeriod_LeavesItToTheNextTurn(double jitterRatio)
    {
        (_collector, _listener) = New(jitterRatio);
        await _collector.RefreshQueuesAsync(Token);
        await _collector.RefreshIntervalsAsync(Token);
        var due = await _collector.RefreshObservationsAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        var listening = await ConnectedAsync();
        await _push.SendChangesAsync(Update(new QueueChange(A, 4, 2, null, _time.GetUtcNow())));
        Assert.Single(_centre.Observed);
        Assert.Equal((PushStatus.Partly, 3), (State.Push.Status, Now!.Waiting)); // what it was before the connection is not known yet

        _centre.Waiting[0] = _centre.Waiting[0] with { Waiting = 5 };
        await PassAsync(due - _time.GetUtcNow());
        await _collector.RefreshObservationsAsync(Token);
        Assert.Equal(2, _centre.Observed.Count);
        Assert.Equal((PushStatus.Live, 5), (State.Push.Status, Now!.Waiting));
        await EndAsync(listening);
    }

    [Fact]
    public async Task Listen_ConnectionHasStood_TheWaitsBeginAnew()
    {
        var first = await ConnectedAsync();
        _push.End(new UnavailableException("lost"));
        await first.Soon();

        var second = await ConnectedAsync();
        await PassAsync(PushListener.StableAfter);
        _push.End(new UnavailableException("lost again"));

        Assert.Equal(_time.GetUtcNow().AddSeconds(1), await second.Soon());
    }

    [Fact]
    public async Task Listen_PlannedEnd_IsNoFailureAndConnectsAgainAtOnce()
    {
        var listening = await ConnectedAsync();
        await PassAsync(TimeSpan.FromHours(22));
        Assert.Equal(_time.GetUtcNow(), await EndAsync(listening));

        Assert.Null(State.Push.Failure);
    }

    [Fact]
    public async Task Listen_PlannedEndAtOnce_IsNoLoop()
    {
        var listening = await ConnectedAsync();

        Assert.Equal(_time.GetUtcNow() + PushListener.StableAfter, await EndAsync(listening));
    }

    [Fact]
    public async Task Listen_QueueIsAdded_SubscribesAnew()
    {
        var listening = await ConnectedAsync();
        _centre.Queues.Add(Given.QueueWithTarget("b"));
        await _collector.RefreshQueuesAsync(Token);
        await PassAsync(PushListener.StableAfter);
        Assert.Equal(_time.GetUtcNow(), await listening.Soon());

        await EndAsync(await ConnectedAsync());
        Assert.Equal(["a", "b"], _push.Subscribed[1].Select(queue => queue.Value));
    }

    [Fact]
    public async Task Listen_WhatIsToldIsNotWhatIsAnswered_IsGivenUp()
    {
        _centre.Waiting.Add(new QueueObservation(A with { Media = MediaType.Email }, 3, 1, null));
        var listening = await ConnectedAsync();
        for (var check = 1; check <= 2; check++)
        {
            for (var k = 0; k < _centre.Waiting.Count; k++)
            {
                _centre.Waiting[k] = _centre.Waiting[k] with { Waiting = 10 * check };
            }

            await PassAsync(PushedObservations.CheckEvery);
            await _collector.RefreshObservationsAsync(Token);
            await PassAsync(TimeSpan.FromSeconds(6));
        }

        await listening.Soon();
        Assert.Equal((2L, 4L), (State.Push.Checks.Total, State.Push.Checks.DifferencesTotal));
        Assert.Contains("differed", State.Push.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(20, Now!.Waiting);
    }

    [Fact]
    public async Task Listen_CheckFails_IsNotReliedUponAndAskingGoesOn()
    {
        _centre.ObservationsFail = new UnavailableException("down");
        var listening = await ConnectedAsync();
        Assert.Equal(PushStatus.Partly, State.Push.Status);

        _centre.ObservationsFail = null;
        await _collector.RefreshObservationsAsync(Token);
        Assert.Equal(PushStatus.Live, State.Push.Status);
        Assert.Equal(2, _centre.Observed.Count);
        await EndAsync(listening);
    }

    private (Collector Collector, PushListener Listener) New(double jitterRatio)
    {
        var settings = new DashboardSettings { Zone = Given.Berlin, JitterRatio = jitterRatio };
        var collector = Collectors.New(_centre, _store, settings, _time);
        return (collector, new PushListener(_push, collector, settings, _time, NullLogger<PushListener>.Instance, () => 0));
    }

    private PushUpdate Update(params QueueChange[] changes) => new([.. changes], [], _time.GetUtcNow(), FakePush.Traffic);

    private async Task<DateTimeOffset> EndAsync(Task<DateTimeOffset> listening)
    {
        _push.End();
        return await listening.Soon();
    }

    /// <summary>Lets time pass and a sign of life come.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        await _push.SendChangesAsync(Update());
    }

    private async Task<Task<DateTimeOffset>> ConnectedAsync()
    {
        if (State.Snapshot is null)
        {
            await _collector.RefreshQueuesAsync(Token);
            await _collector.RefreshIntervalsAsync(Token);
        }

        var listening = _listener.ListenAsync(Token);
        await _push.SendChangesAsync(Update());
        return listening;
    }
}
