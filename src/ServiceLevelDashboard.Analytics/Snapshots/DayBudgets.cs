using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Snapshots;

/// <summary>Makes the budgets of one snapshot's queues. They follow from the day's trend, so that they stay the same while it does.</summary>
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
        new(level, target.Ratio, isOver ? 0 : RestAfter(key, trend, level));

    /// <summary>How a queue burns.</summary>
    public BurnAlert BurnOf(ImmutableArray<TrendPoint> trend, ErrorBudget budget)
    {
        _points.Clear();
        foreach (var point in trend) _points.Add(new BurnPoint(point.Interval, point.Level.Lower));
        return BurnAlert.Judge(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_points), trend is [.., { IsOpen: true }], budget);
    }

    // Expected as of the last interval that has ended, less what the open one has brought: it changes with the trend alone and not with every second.
    private long? RestAfter(QueueMedia key, ImmutableArray<TrendPoint> trend, ServiceLevel level)
    {
        var open = trend is [.., { IsOpen: true } last] ? last : null;
        var at = open?.Interval.Start ?? (trend.IsEmpty ? day.Start : trend[^1].Interval.End);
        var offered = 0;
        foreach (var point in trend) offered += ReferenceEquals(point, open) ? 0 : point.Counts.Offered;
        var ended = open is null ? level : new ServiceLevel(level.Numerator - open.Level.Lower.Numerator, level.Denominator - open.Level.Lower.Denominator);
        return input.Rest.After(key, day, at, offered, ended) is { } rest ? Math.Max(0, rest - (open?.Level.Lower.Denominator ?? 0)) : null;
    }
}
