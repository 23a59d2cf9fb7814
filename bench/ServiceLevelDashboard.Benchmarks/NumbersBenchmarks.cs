using System.Collections.Frozen;
using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>
/// What every tile shows beside its level (budget, recovery, burn, Wilson, the chance of the target) for 2,000 queues late in the day, and what an open page
/// reckons.
/// </summary>
public class NumbersBenchmarks
{
    private static readonly DaySlots _slots = new(SiteCalendar.AtMidnight(TimeZoneInfo.Utc), Granularity.QuarterHour);
    private static readonly Traffic _large = Traffic.Of(1200, TimeSpan.FromMinutes(30), 270);

    private readonly SnapshotBuilder _builder = new();
    private QueueModels _models = QueueModels.None;
    private SnapshotInput _input = null!; // set up before any run
    private SnapshotInput _grown = null!; // likewise
    private Snapshot _snapshot = null!; // likewise
    private Group _group = null!; // likewise
    private bool _turn;

    [GlobalSetup]
    public void SetUp()
    {
        var queues = Day.Queues();
        _models = Models(queues);
        _input = Day.Input(queues) with { Models = _models };
        _grown = Day.Grown(_input, 10);
        _snapshot = _builder.Build(_input);
        _group = new Group { Name = "Ten", Queues = [.. queues.Take(10).Select(q => q.Id)], IsClosed = true };
    }

    [Benchmark(Description = "tile figures of 2,000 queues, in full")]
    public object Full() => new SnapshotBuilder().Build(_input);

    [Benchmark(Description = "the same, a tenth changed")]
    public object TenthChanged() => _builder.Build((_turn = !_turn) ? _grown : _input);

    [Benchmark(Description = "fan of one open page")]
    public object Fan() => ClosingFan.Of(_snapshot, _snapshot.Queues[0], _models);

    [Benchmark(Description = "Erlang A search, about 200 agents")]
    public int Search() => RequiredAgents.WithPatience(_large, 300, 20, 0.8);

    [Benchmark(Description = "staffing what-if of one open page")]
    public double Staffing()
    {
        var needed = RequiredAgents.WithPatience(_large, 300, 20, 0.8, 0.9);
        return RequiredAgents.WithoutPatience(_large, 20, 0.8, 0.9)
            + Enumerable.Range(needed - 3, 7).Sum(n => new ErlangA(_large, n, 300) is var queue ? queue.AnsweredWithin(20) + queue.SpeedOfAnswer : 0);
    }

    [Benchmark(Description = "a closed group's day: ten queues, every half hour by Erlang A and C")]
    public int GroupDay()
    {
        var load = GroupLoad.Of(_snapshot, _group, MediaType.Voice, _models);
        var assumptions = new StaffingAssumptions(
            load.HandleSeconds ?? 240, load.PatienceSeconds ?? 300, 20, 0.8m)
        { HighestOccupancy = 0.9, Shrinkage = 0.3m };
        return load.Slots.Sum(slot => StaffingNeed.Of(slot.Contacts, load.Length, assumptions).Agents);
    }

    [Benchmark(Description = "track record of one queue: 92 days at four moments, off the turn")]
    public int TrackRecordOfAQueue() =>
        BacktestScore.Of([.. Backtest.Run(Past(TrackRecord.FurthestDays), [40, 48, 56, 68], 0.8m, TrackRecord.LearntFrom)]).Cases;

    // Six weeks of one day's shape; what a model costs to ask does not depend on whose it is.
    private static QueueModels Models(ImmutableArray<Queue> queues)
    {
        var date = DateOnly.FromDateTime(Day.Start.Date);
        var history = Past(42);
        var (usual, forecaster) = (UsualDay.Fit(history, date, history.Count, 2), QueueForecaster.Fit(history, date, history.Count));
        return new QueueModels
        {
            FittedAt = Day.Start,
            Queues = queues.Select(q => new QueueMedia(q.Id, MediaType.Voice))
                .ToFrozenDictionary(
                    key => key,
                    key => new QueueModel(key, usual, forecaster, history.Count) { Day = new Interval(Day.Start, Day.Start.AddDays(1)), Slots = _slots }),
        };
    }

    private static DayHistory Past(int days)
    {
        var date = DateOnly.FromDateTime(Day.Start.Date);
        return new DayHistory(Enumerable.Range(1, days).Select(
            back => new DayCurve(date.AddDays(back - days - 1), [.. Enumerable.Range(0, 96).Select(k => Slot(Day.Counts(back, k)))])));
    }

    private static SlotCounts Slot(ContactCounts counts) =>
        new(
            counts.Offered,
            counts.Answered - counts.OverSla,
            counts.Answered + counts.Abandoned)
        { Handled = counts.Handle.Count, HandleSeconds = counts.Handle.SumMs / 1000.0 };
}
