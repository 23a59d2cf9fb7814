using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Analytics.Tests.Forecasting;

/// <summary>Two queues of forty contacts a quarter from 08:00 to 18:00, every day.</summary>
public sealed class GroupLoadTests
{
    private const int Noon = 48;
    private static readonly DateOnly _monday = new(2026, 9, 7);
    private static readonly DaySlots _slots = new(SiteCalendar.AtMidnight(Given.Berlin), Granularity.QuarterHour);
    private static readonly SlotCounts _each = new(40, 36, 40) { Abandoned = 1, WaitSeconds = 400, Handled = 39, HandleSeconds = 39 * 240 };

    [Fact]
    public void Of_AtNoon_AddsWhatCameAndSpreadsWhatIsForecast()
    {
        var queue = Queue(Noon);

        var load = GroupLoad.Of(_slots, Noon, [queue, queue]);

        Assert.Equal(TimeSpan.FromMinutes(30), load.Length);
        Assert.Equal((new TimeOnly(8, 0), new TimeOnly(17, 30)), (load.Slots[0].From, load.Slots[^1].From));
        Assert.All(load.Slots.Where(s => s.From < new TimeOnly(12, 0)), s => Assert.Equal((160, 0), (s.Came, s.Expected)));
        Assert.All(load.Slots.Where(s => s.From >= new TimeOnly(12, 0)), s => Assert.Equal(0, s.Came));
        var rest = queue.Model!.Forecaster!.Rest(Noon, 16 * 40).Mean; // a past, so a forecaster
        Assert.Equal(2 * rest, load.Slots.Sum(s => s.Expected), 1e-6);
        Assert.InRange(load.Slots[^1].Expected, 140, 180);
        Assert.Equal(240, load.HandleSeconds);
        Assert.Equal(400, load.PatienceSeconds);
    }

    [Fact]
    public void Of_HalfAQuarterIn_ExpectsTheOtherHalf()
    {
        var load = GroupLoad.Of(_slots, Noon + 0.5, [Queue(Noon)]);

        var (running, next) = (load.Slots.Single(s => s.From == new TimeOnly(12, 0)), load.Slots.Single(s => s.From == new TimeOnly(12, 30)));
        Assert.Equal(0.75, running.Expected / next.Expected, 1e-6);
    }

    [Fact]
    public void Of_QueueThatIsOver_ExpectsNothingMore() =>
        Assert.All(GroupLoad.Of(_slots, Noon, [Queue(Noon) with { IsOver = true }]).Slots, s => Assert.Equal(0, s.Expected));

    [Fact]
    public void Of_DifferentTargets_TakesTheStrictest()
    {
        var load = GroupLoad.Of(_slots, Noon, [Queue(Noon), Queue(Noon) with { Target = new ServiceLevelTarget(0.9m, TimeSpan.FromSeconds(60)) }]);

        Assert.True(load.TargetsDiffer);
        Assert.Equal((0.9m, TimeSpan.FromSeconds(20)), (load.Target!.Ratio, load.Target.Threshold));
        Assert.False(GroupLoad.Of(_slots, Noon, [Queue(Noon), Queue(Noon)]).TargetsDiffer);
    }

    [Fact]
    public void Of_NoQueueAndNoPast_IsEmptyAndKnowsNothing()
    {
        var load = GroupLoad.Of(_slots, Noon, []);

        Assert.Empty(load.Slots);
        Assert.Equal((null, null, null), (load.Target, load.HandleSeconds, load.PatienceSeconds));
        Assert.Empty(GroupLoad.Of(_slots, Noon, [new QueueLoad(ImmutableArray.Create(new SlotCounts[96]), null, null)]).Slots);
    }

    [Fact]
    public void StaffingNeed_WorkedExample_IsThePublishedOne() => Assert.Equal(
        new StaffingNeed(13, 14, 19),
        StaffingNeed.Of(100, TimeSpan.FromMinutes(30), new StaffingAssumptions(180, 300, 20, 0.8m) { Shrinkage = 0.3m }));

    private static QueueLoad Queue(int until)
    {
        var days = Enumerable.Range(1, 42).Reverse().Select(back => new DayCurve(_monday.AddDays(-back), Slots(96)));
        var key = Given.Voice("billing");
        return new QueueLoad(Slots(until), QueueModel.Fit(key, days, _monday, _slots), Given.Target);
    }

    private static ImmutableArray<SlotCounts> Slots(int until) => [.. Enumerable.Range(0, 96).Select(k => k is >= 32 and < 72 && k < until ? _each : default)];
}
