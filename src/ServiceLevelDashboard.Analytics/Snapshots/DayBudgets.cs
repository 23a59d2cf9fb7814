using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Snapshots;

/// <summary>Makes the budgets of one snapshot's queues. They follow from the day's trend and the models, so that they stay the same while these do.</summary>
internal sealed class DayBudgets(SnapshotInput input, Interval day)
{
    private readonly List<BurnPoint> _points = [];

    /// <summary>The budget of a queue's day.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="trend">The day so far, interval by interval.</param>
    /// <param name="level">The day's level.</param>
    /// <param name="target">The target.</param>
    /// <param name="isOver">Whether nothing more is to come: the queue does not open again today.</param>
    public ErrorBudget BudgetOf(QueueMedia key, ImmutableArray<TrendPoint> trend, ServiceLevel level, ServiceLevelTarget target, bool isOver) =>
        new(level, target.Ratio, isOver ? 0 : Rest(key, trend, level));

    /// <summary>How a queue burns.</summary>
    public BurnAlert BurnOf(ImmutableArray<TrendPoint> trend, ErrorBudget budget)
    {
        _points.Clear();
        foreach (var point in trend) _points.Add(new BurnPoint(point.Interval, point.Level.Lower));
        return BurnAlert.Judge(CollectionsMarshal.AsSpan(_points), trend is [.., { IsOpen: true }], budget);
    }

    /// <summary>When a budget will be used if contacts go on to be missed as in a window; null when that is not to be expected on this day.</summary>
    public DateTimeOffset? UsedAt(QueueMedia key, ImmutableArray<TrendPoint> trend, ErrorBudget budget, ServiceLevel window)
    {
        if (budget.ContactsUntilUsed(window) is not (> 0 and var contacts) || trend.IsEmpty || input.Models.Slots is not { } slots) return null;
        if (input.Models.Find(key, day)?.Usual is not { Days: > 0 } usual) return null;
        // By the profile and not by a mean rate: the same misses cost hours in the evening and minutes at noon.
        var (at, expected) = (trend[^1].Interval.End, 0.0);
        for (var k = slots.At(trend[^1].Interval.Start) + 1; k < usual.Slots.Length && at < day.End; k++, at += input.Granularity.Length)
        {
            expected += usual.Slots[k].Offered;
            if (expected >= contacts) return at + input.Granularity.Length;
        }

        return null;
    }

    // Expected as of the last interval that has ended, less what the open one has brought: so it changes with the trend and not with every second.
    private long? Rest(QueueMedia key, ImmutableArray<TrendPoint> trend, ServiceLevel level)
    {
        if (input.Models is not { Slots: { } slots } models || models.Find(key, day)?.Forecaster is not { } forecaster) return null;
        var open = trend is [.., { IsOpen: true } last] ? last : null;
        var offered = 0;
        foreach (var point in trend) offered += ReferenceEquals(point, open) ? 0 : point.Counts.Offered;
        var here = open?.Level.Lower ?? ServiceLevel.None;
        var cut = open is not null || trend.IsEmpty ? slots.CutAt(open?.Interval.Start ?? day.Start) : slots.CutAt(trend[^1].Interval.Start) + 1;
        var (met, counted) = (level.Numerator - here.Numerator, level.Denominator - here.Denominator);
        var rest = forecaster.Close(cut, offered, met, counted)?.Rest.Mean ?? forecaster.Rest(cut, offered).Mean;
        return Math.Max(0, (long)Math.Round(rest) - here.Denominator);
    }
}
