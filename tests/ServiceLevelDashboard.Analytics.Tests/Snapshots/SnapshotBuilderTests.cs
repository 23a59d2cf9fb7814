using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Snapshots;

public sealed class SnapshotBuilderTests
{
    private static readonly DashboardSettings Settings = new() { Zone = Given.Berlin };

    private readonly SnapshotBuilder _builder = new();

    [Fact]
    public void Build_DayWithHoles_SumsTheDayAndFillsTheTrend()
    {
        var snapshot = _builder.Build(Input("08:07", [Given.Row("a", "06:00", 10, late: 2), Given.Row("a", "08:00", 5)], Given.QueueWithTarget("a")));

        var summary = Assert.Single(snapshot.Queues);
        Assert.Equal(new ServiceLevel(13, 15), summary.DayLevel.Exact);
        Assert.Equal(15, summary.Day.Offered);
        Assert.Equal(ServiceState.OnTarget, summary.State);
        Assert.Equal(Given.Span("2026-08-31T22:00", "2026-09-01T22:00"), snapshot.Day);
        // 00:00 to 10:15 on the site's clocks.
        Assert.Equal(41, summary.Intervals.Length);
        Assert.Equal(summary.Intervals.Skip(1).Select(p => p.Interval.Start), summary.Intervals.SkipLast(1).Select(p => p.Interval.End));
        Assert.True(summary.Intervals[^1].IsOpen);
        Assert.DoesNotContain(summary.Intervals.SkipLast(1), p => p.IsOpen);
        Assert.Equal(new ServiceLevel(8, 10), summary.Intervals.Single(p => p.Interval.Start == Given.Utc("06:00")).Level.Exact);
        Assert.Null(summary.Intervals[0].Level.Lower.Ratio);
        Assert.Same(ContactCounts.Zero, summary.Intervals[0].Counts);
    }

    [Fact]
    public void Build_JustAfterTheDaysStart_WindowsReachIntoYesterdayAndTheDayDoesNot()
    {
        var rows = new[] { Given.Row("a", "2026-08-31T21:15", 10), Given.Row("a", "2026-08-31T21:45", 4, late: 1), Given.Row("a", "2026-08-31T22:00", 2) };
        var summary = Assert.Single(_builder.Build(Input("2026-08-31T22:10", rows, Given.QueueWithTarget("a"))).Queues);

        Assert.Equal(new ServiceLevel(2, 2), summary.DayLevel.Exact);
        Assert.Equal(new ServiceLevel(5, 6), summary.LastHalfHourLevel.Exact);
        Assert.Equal(new ServiceLevel(10, 10), summary.HalfHourBeforeLevel.Exact);
        Assert.Single(summary.Intervals);
    }

    [Theory]
    [InlineData("2026-10-25T22:50", 25 * 4)]
    [InlineData("2026-03-29T21:50", 23 * 4)]
    public void Build_DayOnWhichTheClocksChange_HasItsOwnLength(string now, int intervals)
    {
        var row = Given.Row("a", now[..11] + "10:00", 1);
        var summary = Assert.Single(_builder.Build(Input(now, [row])).Queues);
        Assert.Equal(intervals, summary.Intervals.Length);
    }

    [Fact]
    public void Build_NothingChanged_HandsOutTheSameObjects()
    {
        QueueInterval[] rows = [Given.Row("a", "06:00", 10), Given.Row("b", "06:00", 10)];
        Queue[] queues = [Given.QueueWithTarget("a"), Given.QueueWithTarget("b"), Given.QueueWithTarget("quiet")];
        var first = _builder.Build(Input("08:01", rows, queues));
        var second = _builder.Build(Input("08:02", rows, queues));

        Assert.NotSame(first, second);
        Assert.True(first.Queues == second.Queues, "the array is another");
        Assert.Equal(Given.Utc("08:02"), second.DataUntil);
    }

    [Fact]
    public void Build_NothingChangedInManyQueues_CostsHardlyAnyMemory()
    {
        const int Queues = 500;
        var start = Given.Utc("2026-08-31T22:00");
        var rows = Enumerable.Range(0, Queues)
            .SelectMany(q => Enumerable.Range(0, 90).Select(i => new QueueInterval(
                Given.Voice($"q{q:000}"), new Interval(start.AddMinutes(15 * i), start.AddMinutes((15 * i) + 15)), Given.Counts(5))))
            .ToArray();
        var listed = Enumerable.Range(0, Queues).Select(q => Given.QueueWithTarget($"q{q:000}")).ToArray();
        var (first, second) = (Input("20:28", rows, listed), Input("20:29", rows, listed));
        _builder.Build(first);
        _builder.Build(second);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _builder.Build(first);
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(cost < 40 * Queues, $"{cost} bytes for {Queues} queues");
    }

    [Fact]
    public void Build_OneQueueChanged_KeepsTheOthersObjects()
    {
        var same = Given.Row("a", "06:00", 10);
        var earlier = Given.Row("b", "06:00", 10);
        var first = _builder.Build(Input("08:01", [same, earlier, Given.Row("b", "08:00", 1)]));
        var second = _builder.Build(Input("08:02", [same, earlier, Given.Row("b", "08:00", 2)]));

        Assert.Same(first.Find(Given.Voice("a")), second.Find(Given.Voice("a")));
        var (before, after) = (first.Find(Given.Voice("b"))!, second.Find(Given.Voice("b"))!);
        Assert.NotSame(before, after);
        Assert.Equal(12, after.Day.Offered);
        Assert.Same(before.Intervals.Single(p => p.Interval.Start == Given.Utc("06:00")), after.Intervals.Single(p => p.Interval.Start == Given.Utc("06:00")));
    }

    [Fact]
    public void Build_TargetChanged_RecalculatesEveryInterval()
    {
        var edges = EdgeSet.Of([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)], []);
        var counts = Given.Counts(10) with { Bands = new Bands(edges, [4, 8], []) };
        QueueInterval[] rows = [new(Given.Voice("a"), Given.Span("06:00", "06:15"), counts)];
        var settings = Settings with { Definition = new ServiceLevelDefinition(ServiceLevelFormula.Answered) };

        var at20 = _builder.Build(Input("08:01", rows, Given.QueueWithTarget("a")) with { Settings = settings });
        var at10 = _builder.Build(
            Input("08:02", rows, Given.Queue("a", (MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(10))))) with { Settings = settings });

        Assert.Equal(new ServiceLevel(8, 10), at20.Queues[0].DayLevel.Exact);
        Assert.Equal(new ServiceLevel(4, 10), at10.Queues[0].DayLevel.Exact);
        Assert.Equal(ServiceState.Below, at10.Queues[0].State);
    }

    [Theory]
    [InlineData(TargetSource.Genesys, 9)]
    [InlineData(TargetSource.QueueOverride, 7)]
    public void Build_GenesysDefinition_OwnTargetRestatesAndGenesysTargetDoesNot(TargetSource source, int numerator)
    {
        var counts = Given.Counts(10, late: 1) with { Bands = new Bands(EdgeSet.Of([TimeSpan.FromSeconds(20)], []), [7], []) };
        var queue = Given.Queue("a", (MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20), source)));
        var summary = _builder.Build(Input("08:01", [new(Given.Voice("a"), Given.Span("06:00", "06:15"), counts)], queue)).Queues[0];

        Assert.Equal(new ServiceLevel(numerator, 10), summary.DayLevel.Exact);
    }

    [Theory]
    [InlineData(ServiceLevelFormula.Genesys)]
    [InlineData(ServiceLevelFormula.Offered)]
    [InlineData(ServiceLevelFormula.AbandonsNegative)]
    public void Build_CustomerFirstCallbacks_AreNotMeasuredRankedOrBudgeted(ServiceLevelFormula formula)
    {
        var callbacks = new QueueMedia(new QueueId("a"), MediaType.Callback);
        var counts = new ContactCounts
        {
            Offered = 124,
            Wait = new DurationStatistics(124, 9_000_000, 2_227_932),
            CustomerFirst = new CustomerFirstCounts(124, 112, 0, 0, 0, null),
        };
        QueueInterval[] rows = [new(callbacks, Given.Span("06:00", "06:15"), counts), Given.Row("b", "06:00", 20), Given.Row("c", "06:00", 20, late: 12)];
        var input = Input(
            "08:01",
            rows,
            Given.Queue("a", (MediaType.Callback, Given.Target)) with { CallbackMode = CallbackMode.CustomerFirst }, Given
                .QueueWithTarget("b"), Given
                .QueueWithTarget("c"));

        var snapshot = _builder.Build(input with
        {
            Settings = Settings with { Definition = new ServiceLevelDefinition(formula) },
            // The longest wait of all: a callback that waits for its time.
            Observed = new ObservationIndex(
                new ObservationResponse([new QueueObservation(callbacks, 3, 0, TimeSpan.FromHours(20))], [], Given.Utc("08:01"), 1)),
        });

        var summary = snapshot.Find(callbacks)!; // it has contacts
        Assert.Equal(
            (ServiceState.NotMeasured, ServiceLevel.None, null, null, null),
            (summary.State, summary.DayLevel.Exact, summary.MissedBeyondAllowance, summary.Budget, summary.Recovery));
        Assert.False(summary.IsBudgetAtRisk);
        Assert.Equal(callbacks, snapshot.Queues[^1].Key);
        Assert.Equal(2, snapshot.Watched);
    }

    [Fact]
    public void Build_CallbackModeBecomesKnown_IsOnTheQueueAtOnce()
    {
        QueueInterval[] rows = [Given.Row("a", "06:00", 10)];
        _builder.Build(Input("08:01", rows, Given.QueueWithTarget("a")));

        var after = _builder.Build(Input("08:02", rows, Given.QueueWithTarget("a") with { CallbackMode = CallbackMode.CustomerFirst })).Queues[0];

        Assert.Equal(CallbackMode.CustomerFirst, after.Queue.CallbackMode);
    }

    [Fact]
    public void Build_UnlistedQueue_IsShownByItsIdWithoutTarget()
    {
        var summary = Assert.Single(_builder.Build(Input("08:01", [Given.Row("ghost", "06:00", 10)])).Queues);
        Assert.Equal("ghost", summary.Queue.Name);
        Assert.Equal(ServiceState.NoTarget, summary.State);
        Assert.Null(summary.MissedBeyondAllowance);
    }

    [Fact]
    public void Build_QueueWithTwoMediaTypes_HasASummaryForEach()
    {
        var chat = new QueueMedia(new QueueId("a"), MediaType.Chat);
        var snapshot = _builder.Build(Input("08:01", [Given.Row(chat, "06:00", 3), Given.Row("a", "06:00", 12)], Given.QueueWithTarget("a")));

        Assert.Equal(3, snapshot.Find(chat)!.Day.Offered);
        Assert.Null(snapshot.Find(chat)!.Target);
        Assert.Equal(12, snapshot.Find(Given.Voice("a"))!.Day.Offered);
    }

    [Fact]
    public void Build_QuietQueueWithTargetsForAllMedia_IsShownOnce()
    {
        var queue = Given.Queue("a", (MediaType.Chat, Given.Target), (MediaType.Email, Given.Target), (MediaType.Voice, Given.Target));
        var summary = Assert.Single(_builder.Build(Input("08:01", [], queue)).Queues);
        Assert.Equal(MediaType.Voice, summary.Media);
        Assert.Equal(ServiceState.NoContacts, summary.State);
        Assert.Null(summary.DayLevel.Lower.Ratio);
    }

    [Fact]
    public void Build_QuietQueueSeenInChat_IsShownAsChat()
    {
        var queue = Given.Queue("a", (MediaType.Chat, Given.Target), (MediaType.Voice, Given.Target));
        var input = Input("08:01", [], queue) with
        {
            SeenMedia = new Dictionary<QueueId, ImmutableArray<MediaType>> { [new QueueId("a")] = [MediaType.Chat] },
        };
        Assert.Equal(MediaType.Chat, Assert.Single(_builder.Build(input).Queues).Media);
    }

    [Fact]
    public void Build_SomebodyWaitsInAQueueWithoutContacts_IsShown()
    {
        var waiting = new QueueObservation(Given.Voice("a"), 2, 0, TimeSpan.FromSeconds(40));
        var agents = new AgentObservation(new QueueId("a"), 1, 2, 0, 0, 5);
        var input = Input("08:01", [], Given.Queue("a"), Given.Queue("b")) with
        {
            Observed = new ObservationIndex(new ObservationResponse([waiting, new(Given.Voice("b"), 0, 0, null)], [agents], Given.Utc("08:00:50"), 1)),
        };
        var snapshot = _builder.Build(input);

        var summary = Assert.Single(snapshot.Queues);
        Assert.Equal(waiting, summary.Now);
        Assert.Equal(agents, summary.Agents);
        Assert.Equal(Given.Utc("08:00:50"), snapshot.ObservedAt);
        Assert.Equal(2, snapshot.Listed.Count);
    }

    [Fact]
    public void Build_OutsideTheQueuesOwnHours_IsClosed()
    {
        var closed = new OpeningHours { Week = [new Opening(DayOfWeek.Sunday, new TimeOnly(8, 0), new TimeOnly(9, 0))] };
        var settings =
            Settings with { OpeningHours = ConfiguredOpeningHours.Always with { Queues = ConfiguredOpeningHours.Always.Queues.Add("QUEUE A", closed) } };
        var snapshot = _builder.Build(Input("08:01", [Given.Row("a", "06:00", 20), Given.Row("b", "06:00", 20)],
            Given.QueueWithTarget("a"), Given.QueueWithTarget("b")) with
        { Settings = settings });

        Assert.Equal(ServiceState.Closed, snapshot.Find(Given.Voice("a"))!.State);
        Assert.Equal(ServiceState.OnTarget, snapshot.Find(Given.Voice("b"))!.State);
    }

    [Fact]
    public void Build_SeveralQueues_MostMissedComesFirst()
    {
        var snapshot = _builder.Build(Input(
            "08:01",
            [Given.Row("a", "06:00", 100, late: 10), Given.Row("b", "06:00", 100, late: 40), Given.Row("c", "06:00", 100, late: 30)],
            Given.QueueWithTarget("a"), Given.QueueWithTarget("b"), Given.QueueWithTarget("c")));

        Assert.Equal(["b", "c", "a"], snapshot.Queues.Select(q => q.Queue.Id.Value));
        Assert.Equal(20m, snapshot.Queues[0].MissedBeyondAllowance);
    }

    [Fact]
    public void Build_Nothing_IsAnEmptySnapshot()
    {
        var snapshot = _builder.Build(Input("08:01", []));
        Assert.Empty(snapshot.Queues);
        Assert.Null(snapshot.ObservedAt);
    }

    private static SnapshotInput Input(string until, QueueInterval[] rows, params Queue[] queues) => new()
    {
        Settings = Settings,
        Version = 1,
        DataUntil = Given.Utc(until),
        Granularity = Granularity.QuarterHour,
        Rows = [.. rows],
        Queues = queues.ToImmutableDictionary(q => q.Id),
        SeenMedia = rows.GroupBy(r => r.Key.Queue).ToDictionary(g => g.Key, g => g.Select(r => r.Key.Media).Distinct().ToImmutableArray()),
    };
}
