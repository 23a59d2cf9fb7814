using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

public sealed class LeadershipTests
{
    private readonly FakeTimeProvider _time = new(Given.Utc("08:00"));
    private readonly SharedArchive _archive;
    private readonly List<bool> _prepared = [];

    public LeadershipTests() => _archive = new SharedArchive(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_NoOthers_LeadsForEverWithoutAsking()
    {
        using var leadership = Of("one", new Alone());

        Assert.Equal(Timeout.InfiniteTimeSpan, await leadership.TurnAsync(Token));
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, leadership.Current?.Epoch);
        Assert.Empty(_prepared);
        Assert.Equal(new Lease("two", 1), await _archive.TakeAsync(Leadership.LeaseName, "two", TimeSpan.FromSeconds(1), Token));
    }

    [Fact]
    public async Task Turn_SeveralInstances_OneLeadsAndTheOthersKnowIt()
    {
        using var one = Of("one");
        using var two = Of("two");
        for (var i = 0; i < 60; i++)
        {
            await one.TurnAsync(Token);
            await two.TurnAsync(Token);
            Assert.Equal((1, null, "one", "one"), (one.Current?.Epoch, two.Current, one.Holder, two.Holder));
            _time.Advance(Leadership.Between);
        }
    }

    /// <summary>Killed at any moment: the lease has at most its length left, and the next question is at most two seconds later.</summary>
    [Fact]
    public async Task Turn_LeaderKilled_AnotherLeadsWithinFifteenSeconds()
    {
        using var one = Of("one");
        using var two = Of("two");
        await one.TurnAsync(Token);
        var killed = _time.GetUtcNow();
        while (two.Current is null)
        {
            _time.Advance(Leadership.Between);
            await two.TurnAsync(Token);
        }

        Assert.InRange(_time.GetUtcNow() - killed, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
        Assert.Equal(2, two.Current.Epoch);
        Assert.Null(one.Current);
    }

    [Fact]
    public async Task Current_NotRenewed_EndsByTheOwnClockBeforeAnotherCanLead()
    {
        using var one = Of("one");
        await one.TurnAsync(Token);
        var term = one.Current!; // it leads
        var changes = 0;
        one.Changed += () => changes++;
        _archive.Rows.IsAway = true;

        _time.Advance(TimeSpan.FromSeconds(9));
        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => one.TurnAsync(Token));
        Assert.Same(term, one.Current);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(one.Current);
        Assert.True(term.Ended.IsCancellationRequested);
        Assert.Equal(1, changes);
    }

    /// <summary>A process that slept looks before its timers have rung.</summary>
    [Fact]
    public async Task Current_AfterASleep_IsNoneAtOnce()
    {
        var frozen = new SkewedTime(_time, TimeSpan.Zero, isStopped: true);
        using var one = Of("one", clock: frozen);
        await one.TurnAsync(Token);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(one.Current);
    }

    [Fact]
    public async Task Turn_TheSameAgainAfterAnOutage_IsANewTerm()
    {
        using var one = Of("one");
        await one.TurnAsync(Token);
        var first = one.Current;
        _time.Advance(TimeSpan.FromSeconds(30));
        await one.TurnAsync(Token);

        Assert.NotNull(one.Current);
        Assert.NotSame(first, one.Current);
        Assert.Equal(2, one.Current.Epoch);
        Assert.Equal([false, true, true], _prepared);
    }

    [Fact]
    public async Task Leave_Leads_LetsTheNextLeadAtOnce()
    {
        using var one = Of("one");
        using var two = Of("two");
        await one.TurnAsync(Token);
        await one.LeaveAsync(Token);
        await two.TurnAsync(Token);

        Assert.Null(one.Current);
        Assert.Equal(2, two.Current?.Epoch);
    }

    [Fact]
    public async Task Wait_AnotherLeads_EndsWhenThisOneDoes()
    {
        using var one = Of("one");
        using var two = Of("two");
        await one.TurnAsync(Token);
        await two.TurnAsync(Token);
        var waiting = two.WaitAsync(Token);
        Assert.False(waiting.IsCompleted);

        await one.LeaveAsync(Token);
        await two.TurnAsync(Token);

        Assert.Same(two.Current, await waiting.Soon());
    }

    [Fact]
    public async Task Turn_MachinesClockIsWrong_TakesTheArchives()
    {
        var clock = new SharedClock(new SkewedTime(_time, TimeSpan.FromMinutes(-5)));
        using var one = Of("one", clock: clock);
        await one.TurnAsync(Token);
        Assert.Equal(_time.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public void Set_ALittleOff_IsLeftAlone()
    {
        var clock = new SharedClock(_time);
        Assert.False(clock.Set(TimeSpan.FromMilliseconds(200)));
        Assert.True(clock.Set(TimeSpan.FromMilliseconds(300)));
        Assert.False(clock.Set(TimeSpan.FromMilliseconds(100)));
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromMilliseconds(300), clock.GetUtcNow());
    }

    private Leadership Of(string name, ISignals? signals = null, TimeProvider? clock = null) => new(
        _archive, signals ?? _archive, new ClockOf(_time, clock ?? _time), clock ?? _time, new InstanceName(name),
        (hasLease, _) =>
        {
            _prepared.Add(hasLease);
            return Task.CompletedTask;
        },
        NullLogger<Leadership>.Instance);

    private sealed class ClockOf(TimeProvider archive, TimeProvider program) : IArchiveClock
    {
        public Task<TimeSpan> OffsetAsync(CancellationToken cancellationToken) => Task.FromResult(archive.GetUtcNow() - program.GetUtcNow());
    }
}
