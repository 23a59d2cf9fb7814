using System.Runtime.InteropServices;
using ServiceLevelDashboard.Analytics.Forecasting;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Makes what is reckoned of one snapshot's queues beside their levels: outlook, budget, recovery, burn. It follows from the day's trend and the models, so
/// that it stays the same while these do.
/// </summary>
internal sealed class DayBudgets(SnapshotInput input, Interval day)
{
    private readonly DayOutlooks _outlooks = new(input.Models, day);
    private readonly List<BurnPoint> _points = [];

    /// <summary>The same queue with its outlook and, where it has a target, its budget.</summary>
    /// <param name="queue">The queue with its levels.</param>
    public QueueSummary Complete(QueueSummary queue)
    {
        if (!queue.IsMeasured)
        {
            return queue;
        }

        var outlook = _outlooks.Of(queue);
        if (queue.Target is not { } target)
        {
            return queue with { Outlook = outlook };
        }
        var budget = new ErrorBudget(queue.DayLevel.Lower, target.Ratio, RestOf(queue, outlook.Forecast));
        var burn = BurnOf(queue, budget, outlook, target);
        return queue with
        {
            Outlook = outlook,
            Budget = budget,
            BudgetUsedAt = UsedAt(queue, budget, burn.Hour),
            Recovery = new Recovery(budget),
            Burn = burn,
        };
    }

    private long? RestOf(QueueSummary queue, DayForecast? forecast)
    {
        if (queue.State == ServiceState.Closed && !(queue.OpensNext < day.End))
        {
            return 0;
        }
        return forecast is null ? null : (long)Math.Round(forecast.Close?.Rest.Mean ?? forecast.Rest.Mean);
    }

    private BurnAlert BurnOf(QueueSummary queue, ErrorBudget budget, QueueOutlook outlook, ServiceLevelTarget target)
    {
        _points.Clear();
        foreach (var point in queue.Intervals)
        {
            _points.Add(new BurnPoint(point.Interval, point.Level.Lower));
        }
        var byChance = _outlooks.ByChance(queue, target);
        return BurnAlert.Judge(
            CollectionsMarshal.AsSpan(_points),
            queue.Intervals is [.., { IsOpen: true }],
            budget,
            isTargetUnlikely: outlook.Chance < QueueOutlook.UnlikelyUnder,
            mayBeChance: (window, busy) => byChance(window, busy) > QueueOutlook.NoNewsOver);
    }

    /// <summary>When a budget will be used if contacts go on to be missed as in a window; null when that is not to be expected on this day.</summary>
    private DateTimeOffset? UsedAt(QueueSummary queue, ErrorBudget budget, ServiceLevel window)
    {
        if (budget.ContactsUntilUsed(window) is not (> 0 and var contacts) || queue.Intervals is not [.., var last])
        {
            return null;
        }
        if (input.Models.Find(queue.Key, day) is not { Usual: { Days: > 0 } usual, Slots: var slots })
        {
            return null;
        }
        // By the profile and not by a mean rate: the same misses cost hours in the evening and minutes at noon.
        var (at, expected) = (last.Interval.End, 0.0);
        for (var k = slots.At(last.Interval.Start) + 1; k < usual.Slots.Length && at < day.End; k++, at += input.Granularity.Length)
        {
            expected += usual.Slots[k].Offered;
            if (expected >= contacts)
            {
                return at + input.Granularity.Length;
            }
        }

        return null;
    }
}
