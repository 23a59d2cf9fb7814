using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Makes the summaries of one snapshot: everything in here is the same for all queues of one calendar.</summary>
internal sealed class SummaryBuilder
{
    private readonly SnapshotInput _input;
    private readonly SiteToday _today;
    private readonly Interval _day;
    private readonly RecentSpans _spans;
    private readonly ImmutableArray<TrendPoint> _quiet;
    private readonly DayBudgets _budgets;
    private readonly bool _sameModels;
    private readonly bool _sameTrends;

    /// <summary>Prepares what all summaries share.</summary>
    /// <param name="input">What the snapshot is made of.</param>
    /// <param name="today">Today of the queues.</param>
    /// <param name="spans">The spans before now.</param>
    /// <param name="sameModels">Whether the models are those of the last snapshot.</param>
    /// <param name="sameTrends">Whether the rows are those of the last snapshot, and the interval in which it is now: trends of the same day are the same then.</param>
    public SummaryBuilder(SnapshotInput input, SiteToday today, RecentSpans spans, bool sameModels, bool sameTrends)
    {
        var day = today.Day;
        _today = today;
        _budgets = new DayBudgets(input, day);
        _sameModels = sameModels;
        _sameTrends = sameTrends;
        _input = input;
        _day = day;
        _spans = spans;
        // An interval belongs to the day in which it starts: no zone but those 15 or 45 minutes off the hour at PT30M can tell the difference.
        var first = input.Granularity.Ceiling(day.Start);
        var end = input.Granularity.Ceiling(input.DataUntil);
        _quiet = first >= end
            ? []
            : [.. input.Granularity.Split(new Interval(first, end))
                .Select(i => new TrendPoint(i, ServiceLevelBounds.Of(ServiceLevel.None), ContactCounts.Zero, i.End > input.DataUntil))];
    }

    /// <summary>Whether something happened in the day so far.</summary>
    /// <param name="rows">Of one queue and media type, oldest first.</param>
    public bool HasContactToday(ReadOnlySpan<QueueInterval> rows)
    {
        for (var i = rows.Length - 1; i >= 0 && rows[i].Interval.Start >= _day.Start; i--) // the latest first: it nearly always decides
        {
            if (_day.Contains(rows[i].Interval.Start) && !rows[i].Counts.IsZero)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The summary of one queue and media type.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="rows">Its rows, oldest first.</param>
    /// <param name="previous">Its summary in the last snapshot: the same object is returned when nothing has changed.</param>
    public QueueSummary Build(QueueMedia key, ReadOnlySpan<QueueInterval> rows, QueueSummary? previous)
    {
        var queue = _input.Queues.GetValueOrDefault(key.Queue) ?? Queue.Unlisted(key.Queue);
        var target = _input.Targets.For(queue, key.Media);
        var judge = new Judge(_today.Definition, target, _input.Targets.ChangesOf(key));

        // Levels in an earlier trend are good as long as the target is.
        var kept = previous is not null && previous.Target == target && previous.Today == _today ? previous : null;
        var (trend, day, dayLevel) = kept is not null && (_sameTrends || IsSameTrend(kept.Intervals, Today(rows)))
            ? (kept.Intervals, kept.Day, kept.DayLevel)
            : SumUp(Today(rows), judge, kept?.Intervals ?? []);

        var lastHour = LevelIn(_spans.LastHour, rows, judge).Lower;
        // Of a level known only in bounds the lower one is judged: never better than what is certain.
        var state = ServiceStates.Judge(dayLevel.Lower, lastHour, day.Offered, target?.Ratio, IsOpen(queue), day.IsMeasured);
        var opensNext = state == ServiceState.Closed ? OpensNext(queue, kept?.OpensNext) : null;
        var lastHalfHour = LevelIn(_spans.LastHalfHour, rows, judge);
        var halfHourBefore = LevelIn(_spans.HalfHourBefore, rows, judge);
        var now = _input.Observed?.Queue(key);
        var agents = _input.Observed?.Agents(key.Queue);

        // Asked before anything is made, so that an unchanged turn costs no memory. What is left out follows from the rest.
        var isReckoned = _sameModels && kept is not null && kept.State == state && kept.OpensNext == opensNext && kept.Intervals == trend;
        if (isReckoned
            && kept!.Queue == queue && kept.LastHalfHourLevel == lastHalfHour && kept.HalfHourBeforeLevel == halfHourBefore && kept.Now == now
            && kept.Agents == agents)
        {
            return kept;
        }

        var summary = new QueueSummary
        {
            Queue = queue,
            Media = key.Media,
            Today = _today,
            Target = target,
            State = state,
            OpensNext = opensNext,
            DayLevel = dayLevel,
            LastHalfHourLevel = lastHalfHour,
            HalfHourBeforeLevel = halfHourBefore,
            Day = day,
            Intervals = trend,
            Now = now,
            Agents = agents,
            MissedBeyondAllowance = Attention.MissedBeyondAllowance(dayLevel.Lower, target?.Ratio),
        };
        return isReckoned
            ? summary with { Outlook = kept!.Outlook, Budget = kept.Budget, BudgetUsedAt = kept.BudgetUsedAt, Recovery = kept.Recovery, Burn = kept.Burn }
            : _budgets.Complete(summary);
    }

    private ConfiguredOpeningHours Hours => _input.OpeningHours ?? _input.Settings.OpeningHours;

    private bool IsOpen(Queue queue) => Hours.For(queue).IsOpen(_input.DataUntil, _input.Settings.Zone);

    // The builder forgets its summaries when the hours change: what was to come still is.
    private DateTimeOffset? OpensNext(Queue queue, DateTimeOffset? known) =>
        known > _input.DataUntil ? known : Hours.For(queue).NextOpening(_input.DataUntil, _input.Settings.Zone);

    private bool IsSameTrend(ImmutableArray<TrendPoint> points, ReadOnlySpan<QueueInterval> today)
    {
        if (points.Length != _quiet.Length)
        {
            return false;
        }
        var next = 0;
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].Interval != _quiet[i].Interval
                || points[i].IsOpen != _quiet[i].IsOpen || !ReferenceEquals(points[i].Counts, CountsAt(i, today, ref next)))
            {
                return false;
            }
        }

        return true;
    }

    private (ImmutableArray<TrendPoint> Trend, ContactCounts Day, ServiceLevelBounds Level) SumUp(
        ReadOnlySpan<QueueInterval> today, Judge judge, ImmutableArray<TrendPoint> earlier)
    {
        var points = ImmutableArray.CreateBuilder<TrendPoint>(_quiet.Length);
        var level = ServiceLevelBounds.Of(ServiceLevel.None);
        var next = 0;
        for (var i = 0; i < _quiet.Length; i++)
        {
            var (quiet, counts) = (_quiet[i], CountsAt(i, today, ref next));
            var point = quiet;
            if (i < earlier.Length && earlier[i].Interval == quiet.Interval && earlier[i].IsOpen == quiet.IsOpen && ReferenceEquals(earlier[i].Counts, counts))
            {
                point = earlier[i];
            }
            else if (!ReferenceEquals(counts, ContactCounts.Zero))
            {
                point = quiet with { Counts = counts, Level = judge.LevelOf(counts, quiet.Interval.Start) };
            }
            points.Add(point);
            level += point.Level;
        }

        var trend = points.MoveToImmutable();
        return (trend, ContactCounts.Sum(trend.Where(static p => !ReferenceEquals(p.Counts, ContactCounts.Zero)).Select(static p => p.Counts)), level);
    }

    // The rows and the trend run in step: rows have holes, the trend has none.
    private ContactCounts CountsAt(int point, ReadOnlySpan<QueueInterval> today, ref int next)
    {
        var start = _quiet[point].Interval.Start;
        while (next < today.Length && today[next].Interval.Start < start)
        {
            next++;
        }
        return next < today.Length && today[next].Interval.Start == start ? today[next].Counts : ContactCounts.Zero;
    }

    private static ServiceLevelBounds LevelIn(Interval window, ReadOnlySpan<QueueInterval> rows, Judge judge)
    {
        var level = ServiceLevelBounds.Of(ServiceLevel.None);
        for (var i = rows.Length - 1; i >= 0 && rows[i].Interval.Start >= window.Start; i--)
        {
            if (window.Contains(rows[i].Interval))
            {
                level += judge.LevelOf(rows[i].Counts, rows[i].Interval.Start);
            }
        }

        return level;
    }

    private ReadOnlySpan<QueueInterval> Today(ReadOnlySpan<QueueInterval> rows)
    {
        var first = 0;
        while (first < rows.Length && rows[first].Interval.Start < _day.Start)
        {
            first++;
        }
        return rows[first..];
    }

    /// <summary>Judges each interval by what its queue was measured by at its start; without changes, which is nearly always, by the present target.</summary>
    private readonly struct Judge(ServiceLevelDefinition definition, ServiceLevelTarget? target, ImmutableArray<MeasureSpell> changes)
    {
        private readonly TimeSpan? _threshold = Measure.ThresholdOf(definition, target);

        public ServiceLevelBounds LevelOf(ContactCounts counts, DateTimeOffset start)
        {
            if (changes.IsEmpty)
            {
                return Measure.LevelOf(counts, definition, target?.Threshold, _threshold);
            }

            var then = changes[0].Measure.Target;
            for (var i = changes.Length - 1; i > 0; i--)
            {
                if (changes[i].From <= start)
                {
                    then = changes[i].Measure.Target;
                    break;
                }
            }

            return Measure.LevelOf(counts, definition, then?.Threshold, Measure.ThresholdOf(definition, then));
        }
    }
}
