using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class CollectorTests
{
    private readonly WatchedTime _time = new(Given.Utc("08:07"));
    private readonly InMemoryIntervalArchive _archive = new();
    private readonly FakeContactCentre _centre;
    private readonly SnapshotStore _store;
    private readonly Collector _collector;

    public CollectorTests()
    {
        _centre = new FakeContactCentre(_time) { Queues = { Given.QueueWithTarget("a") }, Rows = { Given.Row("a", "06:00", 10, late: 1) } };
        _store = new SnapshotStore(_time, NullLogger<SnapshotStore>.Instance);
        var settings = new DashboardSettings
        {
            Zone = Given.Berlin,
            JitterRatio = 0,
            Edges = EdgeSet.Of([TimeSpan.FromSeconds(60)], []),
        };
        _collector = Collectors.New(_centre, _store, settings, _time, _archive);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SnapshotState State => _store.For(Visibility.Everything);

    [Fact]
    public async Task RefreshQueues_First_MakesTheQueuesKnownAndAsksAgainAfterThePeriod()
    {
        Assert.False(_collector.QueuesKnown.IsCompleted);
        var due = await _collector.RefreshQueuesAsync(Token);

        Assert.True(_collector.QueuesKnown.IsCompleted);
        Assert.Equal(_time.GetUtcNow().AddMinutes(30), due);
        Assert.Null(State.Snapshot);
    }

    [Fact]
    public async Task RefreshIntervals_First_AsksForTheDayAndPublishesIt()
    {
        await _collector.RefreshQueuesAsync(Token);
        var due = await _collector.RefreshIntervalsAsync(Token);

        var query = Assert.Single(_centre.Queries);
        Assert.Equal(Given.Span("2026-08-31T22:00", "08:15"), query.Range);
        Assert.Empty(query.Queues);
        Assert.Equal([20000, 60000], query.Edges.AnsweredMs);
        Assert.Equal(new ServiceLevel(9, 10), Assert.Single(State.Snapshot!.Queues).DayLevel.Exact);
        Assert.Equal(query.Edges, State.Snapshot.Edges);
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), due);
        Assert.Equal(due, State.NextAttempt);
        var coverage = Assert.Single((await _archive.ReadAsync(query.Range, query.Granularity, Token)).Covered);
        Assert.Equal(_time.GetUtcNow(), coverage.FetchedAt);
    }

    [Fact]
    public async Task RefreshIntervals_Second_AsksForTheTrailingHoursAndKeepsTheRestOfTheDay()
    {
        _centre.Rows.Add(Given.Row("a", "2026-08-31T22:00", 5));
        await StartAsync();
        _centre.Rows.Add(Given.Row("a", "08:00", 7));
        _time.Advance(TimeSpan.FromSeconds(30));
        await _collector.RefreshIntervalsAsync(Token);

        Assert.Equal(Given.Span("05:00", "08:15"), _centre.Queries[^1].Range);
        Assert.Equal(22, Assert.Single(State.Snapshot!.Queues).Day.Offered);
    }

    [Fact]
    public async Task RefreshIntervals_GenesysChangedTheTargetToday_JudgesEachIntervalByWhatHeldAtItsStart()
    {
        var settings = new DashboardSettings
        {
            Zone = Given.Berlin,
            JitterRatio = 0,
            Definition = new ServiceLevelDefinition(
            ServiceLevelFormula.AbandonsNegative)
        };
        var collector = Collectors.New(_centre, _store, settings, _time, _archive);
        _centre.Rows.Clear();
        _centre.Rows.AddRange([HalfWithin20("06:00"), HalfWithin20("08:15"), HalfWithin20("08:30")]);
        await ListAsync(60);
        _time.Advance(TimeSpan.FromMinutes(13)); // 08:20
        await ListAsync(20);
        _time.Advance(TimeSpan.FromMinutes(11));
        await collector.RefreshIntervalsAsync(Token);

        // 10 of 10 at 60 s at 06:00 and 08:15, 5 of 10 at 20 s at 08:30.
        var tile = Assert.Single(State.Snapshot!.Queues);
        Assert.Equal(new ServiceLevel(25, 30), tile.DayLevel.Exact);
        Assert.Equal(20, tile.Target!.Threshold.TotalSeconds); // it has one

        async Task ListAsync(int seconds)
        {
            _centre.Queues[0] = Given.Queue("a", (MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(seconds))));
            await collector.RefreshQueuesAsync(Token);
        }

        static QueueInterval HalfWithin20(string start)
        {
            var row = Given.Row("a", start, 10);
            return row with
            {
                Counts = row.Counts with
                {
                    Bands = new Bands(
                EdgeSet.Of([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)], []), [5, 10], [])
                }
            };
        }
    }

    [Fact]
    public async Task RefreshIntervals_TargetSetHere_IsTheTilesAndLeavesTheQueueAsGenesysSaysIt()
    {
        var settings = new DashboardSettings { Zone = Given.Berlin, JitterRatio = 0 };
        var set = new TargetOverride { Queue = new QueueId("a"), Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 60 };
        var contracts = new FixedContracts(
            new Contract(settings.Calendar, settings.Definition, ContractTerms.None with { Targets = ContractTerms.None.Targets.Add("set", set) }));
        var collector = Collectors.New(_centre, _store, settings, _time, _archive, contracts: contracts);
        await collector.RefreshQueuesAsync(Token);
        await collector.RefreshIntervalsAsync(Token);

        var key = Given.Voice("a");
        Assert.Equal(60, State.Snapshot!.Find(key)!.Target!.Threshold.TotalSeconds); // it has one
        Assert.Equal(State.Snapshot.Find(key)!.Target, State.Snapshot.TargetFor(key));
        Assert.Equal(Given.Target, State.Snapshot.Listed[key.Queue].TargetFor(key.Media));
        Assert.Contains(60_000, _centre.Queries[^1].Edges.AnsweredMs);
    }

    [Fact]
    public async Task RefreshIntervals_TargetChanged_AsksForTheDayAgain()
    {
        await StartAsync();
        _centre.Queues[0] = Given.Queue("a", (MediaType.Voice, new ServiceLevelTarget(0.9m, TimeSpan.FromSeconds(45))));
        await _collector.RefreshQueuesAsync(Token);
        Assert.Equal(0.9m, State.Snapshot!.Queues[0].Target!.Ratio);
        await _collector.RefreshIntervalsAsync(Token);

        Assert.Equal(Given.Span("2026-08-31T22:00", "08:15"), _centre.Queries[^1].Range);
        Assert.Equal([45000, 60000], _centre.Queries[^1].Edges.AnsweredMs);
    }

    [Fact]
    public async Task RefreshIntervals_DayChanges_ShowsTheNewDayAndSettlesTheOldOneNextMorning()
    {
        await StartAsync();
        _time.SetUtcNow(Given.Utc("22:00:05"));
        await _collector.RefreshIntervalsAsync(Token);
        Assert.Equal(Given.Span("2026-09-01T22:00", "2026-09-02T22:00"), State.Snapshot!.Day);
        Assert.Equal(0, Assert.Single(State.Snapshot.Queues).Day.Offered);
        Assert.Equal(ServiceState.NoContacts, State.Snapshot.Queues[0].State);

        _time.SetUtcNow(Given.Utc("2026-09-02T01:00:05"));
        await _collector.RefreshIntervalsAsync(Token);
        Assert.Equal(Given.Utc("2026-08-31T22:00"), _centre.Queries[^1].Range.Start);
        await _collector.RefreshIntervalsAsync(Token);
        Assert.Equal(Given.Utc("22:00"), _centre.Queries[^1].Range.Start);
    }

    [Fact]
    public async Task RefreshIntervals_ClockOfTheContactCentreDiffers_UsesItsClockAndAgesByTheDifference()
    {
        _centre.ClockOffset = TimeSpan.FromMinutes(10);
        await StartAsync();
        await _collector.RefreshIntervalsAsync(Token);

        Assert.Equal(Given.Utc("08:30"), _centre.Queries[^1].Range.End);
        Assert.Equal(Given.Utc("08:17"), State.Snapshot!.DataUntil);
        Assert.Equal(TimeSpan.Zero, State.AgeAt(_time.GetUtcNow()));
        Assert.Equal(TimeSpan.FromSeconds(90), State.AgeAt(_time.GetUtcNow().AddSeconds(90)));
    }

    [Fact]
    public async Task RefreshIntervals_GranularityRefused_TakesTheAnswerAndAsksInTheCoarserFromThenOn()
    {
        _centre.Finest = Granularity.HalfHour;
        _centre.Rows.Add(Given.Row(Given.Voice("a"), "07:30", 4, minutes: 30));
        await StartAsync();

        Assert.Equal(Granularity.QuarterHour, Assert.Single(_centre.Queries).Granularity);
        Assert.Equal(Granularity.HalfHour, State.Snapshot!.Granularity);
        Assert.Equal(4, Assert.Single(State.Snapshot.Queues).Day.Offered);
        Assert.Contains(State.Notices, n => n.Contains("PT15M", StringComparison.Ordinal));

        await _collector.RefreshIntervalsAsync(Token);
        Assert.Equal(Granularity.HalfHour, _centre.Queries[^1].Granularity);
        Assert.Equal(2, _centre.Queries.Count);
    }

    [Fact]
    public async Task Refresh_ListHidesQueuesAndObservationsLackAMetric_SaysBothOnce()
    {
        _centre.QueueListNotices = ["The list names a total of 3 and shows 2."];
        _centre.ObservationNotices = ["oInteracting is refused."];
        await StartAsync();
        await _collector.RefreshQueuesAsync(Token);

        Assert.Single(State.Notices, n => n.Contains("shows 2", StringComparison.Ordinal));
        await _collector.RefreshObservationsAsync(Token);
        await _collector.RefreshObservationsAsync(Token);
        Assert.Single(State.Notices, n => n.Contains("oInteracting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefreshIntervals_Fails_KeepsTheLastSnapshotAndSaysWhy()
    {
        await StartAsync();
        var good = State.Snapshot;
        _centre.IntervalsFail = new UnavailableException("Genesys Cloud did not answer.", "cid-1");
        var due = await _collector.RefreshIntervalsAsync(Token);

        Assert.Same(good, State.Snapshot);
        var failure = Assert.Single(State.Failures);
        Assert.Equal(
            new RefreshFailure(
                RefreshSource.Intervals,
                FailureKind.Unavailable,
                "Genesys Cloud did not answer.",
                "cid-1",
                failure.MissingPermissions,
                _time.GetUtcNow(),
                _time.GetUtcNow(),
                1,
                due),
            failure);
        Assert.Equal(due, State.NextAttempt);

        _centre.IntervalsFail = null;
        _time.Advance(TimeSpan.FromSeconds(30));
        await _collector.RefreshIntervalsAsync(Token);
        Assert.Empty(State.Failures);
        Assert.NotSame(good, State.Snapshot);
    }

    [Fact]
    public async Task RefreshIntervals_Throttled_MovesTheNextRefresh()
    {
        await StartAsync();
        _centre.IntervalsFail = new ThrottledException("Too many requests.", TimeSpan.FromMinutes(7));
        var due = await _collector.RefreshIntervalsAsync(Token);

        Assert.Equal(_time.GetUtcNow().AddMinutes(7), due);
        Assert.Equal(due, State.NextAttempt);
        Assert.Equal(FailureKind.Throttled, Assert.Single(State.Failures).Kind);
    }

    [Fact]
    public async Task Refresh_ObservationsFail_IntervalsGoOnAndTheReverse()
    {
        await StartAsync();
        _centre.ObservationsFail = new PermissionMissingException("Add a permission.", ["analytics:queueObservation:view"]);
        await _collector.RefreshObservationsAsync(Token);
        await _collector.RefreshIntervalsAsync(Token);
        Assert.Equal(2, State.Snapshot!.Version);
        Assert.Equal(RefreshSource.Observations, Assert.Single(State.Failures).Source);

        _centre.ObservationsFail = null;
        _centre.IntervalsFail = new UnavailableException("down");
        _centre.Waiting.Add(new QueueObservation(Given.Voice("a"), 3, 0, null));
        await _collector.RefreshIntervalsAsync(Token);
        await _collector.RefreshObservationsAsync(Token);
        Assert.Equal(RefreshSource.Intervals, Assert.Single(State.Failures).Source);
        Assert.Equal(3, State.Snapshot.Queues[0].Now!.Waiting);
        Assert.Equal(_time.GetUtcNow(), State.Snapshot.ObservedAt);
    }

    [Fact]
    public async Task RefreshObservations_ManyCalls_StretchesThePeriodToHalfTheGovernor()
    {
        await StartAsync();
        Assert.Equal(_time.GetUtcNow().AddSeconds(15), await _collector.RefreshObservationsAsync(Token));
        Assert.Equal(["a"], _centre.Observed[0].Select(q => q.Value));

        // 40 calls, of which 75 a minute are allowed.
        _centre.ObservationCalls = 40;
        var due = await _collector.RefreshObservationsAsync(Token);
        Assert.Equal(_time.GetUtcNow().AddSeconds(32), due);
        Assert.Equal(TimeSpan.FromSeconds(32), State.Pace.Observations);
        Assert.Equal(40, State.Pace.ObservationCalls);
    }

    [Fact]
    public async Task Refresh_TwoThousandQueuesWithManyTargets_TakesThreeCalls()
    {
        _centre.Queues.Clear();
        _centre.Rows.Clear();
        _centre.Queues.AddRange(Enumerable.Range(0, 2000).Select(i => Given.Queue(
            "q" + i, (MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(5 + (i % 40)))), (MediaType.Chat, Given.Target))));
        await StartAsync();
        await _collector.RefreshObservationsAsync(Token);

        Assert.Single(_centre.Queries);
        Assert.Empty(_centre.Queries[0].Queues);
        Assert.Equal(3, State.Pace.CallsPerRefresh);
        Assert.Equal(2000, State.Snapshot!.Queues.Length);
        Assert.Contains(State.Notices, n => n.StartsWith("20 thresholds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefreshQueues_SameList_KeepsTheObjects()
    {
        await StartAsync();
        var listed = State.Snapshot!.Listed;
        _centre.Queues[0] = Given.QueueWithTarget("a");
        await _collector.RefreshQueuesAsync(Token);
        Assert.Same(listed, State.Snapshot.Listed);
        Assert.Single(_centre.Queries);
    }

    [Fact]
    public async Task RefreshIntervals_NothingHappenedToday_IsASnapshotWithoutContacts()
    {
        _centre.Rows.Clear();
        _centre.Queues.Add(Given.Queue("b"));
        await StartAsync();
        var summary = Assert.Single(State.Snapshot!.Queues);
        Assert.Equal(ServiceState.NoContacts, summary.State);
        Assert.Equal(2, State.Snapshot.Listed.Count);
    }

    [Fact]
    public async Task RefreshIntervals_SameNoticeAgain_IsKeptOnce()
    {
        _centre.Notices = ["3 rows without a queue were skipped."];
        await StartAsync();
        await _collector.RefreshIntervalsAsync(Token);
        Assert.Equal(["3 rows without a queue were skipped."], State.Notices);
    }

    [Fact]
    public async Task RecordFailure_OwnMistake_IsShownAsUnavailable()
    {
        await StartAsync();
        var due = _collector.RecordFailure(RefreshSource.Intervals);
        var failure = Assert.Single(State.Failures);
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("its log says where", failure.Message, StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), due);
        Assert.NotNull(State.Snapshot);
    }

    private async Task StartAsync()
    {
        await _collector.RefreshQueuesAsync(Token);
        await _collector.RefreshIntervalsAsync(Token);
    }
}
