using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Statistics.Causes;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Finds why a queue's level dropped today.</summary>
public interface IDrops
{
    /// <summary>Looks at one queue of a snapshot.</summary>
    /// <returns>What is known; null for a queue without target, since it promises no time within which to answer, and for one that is not measured.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    Task<DropToday?> ReadAsync(Snapshot snapshot, QueueSummary queue, CancellationToken cancellationToken);
}

/// <summary>
/// Reads today from the snapshot and the past from the archive (<see cref="DropFinder"/>). Asked for an open page alone: the past of a queue is read once a
/// day and kept for a few queues, today is looked at each time.
/// </summary>
/// <param name="archive">Where the past lies.</param>
/// <param name="observations">Where the agents of the past are.</param>
internal sealed class DropReader(IDurableIntervalArchive archive, IObservationArchive observations) : IDrops
{
    /// <summary>How far back is looked: eight weeks.</summary>
    public const int PastDaysLookedAt = 56;

    /// <summary>A queue's past is some 5,400 slots: about half a megabyte each.</summary>
    private const int MaximumQueuesKept = 50;

    private readonly ConcurrentDictionary<PastKey, ImmutableArray<DayCurve>> _past = [];

    /// <inheritdoc/>
    public async Task<DropToday?> ReadAsync(Snapshot snapshot, QueueSummary queue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(queue);
        if (queue is not { Target: { } target, IsMeasured: true })
        {
            return null;
        }
        snapshot = snapshot.At(queue);
        var slots = new DaySlots(snapshot.Calendar, snapshot.Granularity);
        var past = await PastAsync(snapshot, queue, slots, cancellationToken).ConfigureAwait(false);
        ImmutableArray<TrendPoint> ended = [.. queue.Intervals.Where(p => !p.IsOpen)];
        var agents = await AgentsAsync(queue.Key.Queue, snapshot.Day, slots, cancellationToken).ConfigureAwait(false);
        var today = new SlotCounts[slots.Count];
        foreach (var point in ended)
        {
            today[slots.At(point.Interval.Start)] += PastDays.Counts(point.Counts, point.Level.Lower);
        }
        var date = slots.DateOf(snapshot.Day.Start);
        var over = ended.Length == 0 ? 0 : slots.At(ended[^1].Interval.Start) + 1;
        var drop = DropFinder.Find(WithAgents(new DayCurve(date, [.. today]), agents), past, over, snapshot.Granularity.Length, target.Threshold);
        return new DropToday(drop, slots, ended);
    }

    private async Task<ImmutableArray<DayCurve>> PastAsync(Snapshot snapshot, QueueSummary queue, DaySlots slots, CancellationToken cancellationToken)
    {
        var past = new PastDays(archive, slots, snapshot.Definition);
        var dates = await past.CoveredAsync(slots.DateOf(snapshot.Day.Start), PastDaysLookedAt, cancellationToken).ConfigureAwait(false);
        if (dates.IsEmpty)
        {
            return [];
        }
        // What was fetched meanwhile is another past: its dates belong to the key.
        var key = new PastKey(queue.Key, snapshot.Day, snapshot.Definition, queue.Target, slots.Granularity, dates.Length);
        if (_past.TryGetValue(key, out var kept))
        {
            return kept;
        }
        var read = await past.ReadAsync(dates, [queue.Key.Queue], _ => queue.Target, cancellationToken).ConfigureAwait(false);
        var curves = read.GetValueOrDefault(queue.Key, []);
        var range = slots.Calendar.RangeOf(new DateRange(dates[0], dates[^1]));
        var agents = await AgentsAsync(queue.Key.Queue, range, slots, cancellationToken).ConfigureAwait(false);
        ImmutableArray<DayCurve> days = [.. curves.Select(day => WithAgents(day, agents))];
        if (_past.Count >= MaximumQueuesKept)
        {
            _past.Clear();
        }
        _past[key] = days;
        return days;
    }

    private async Task<Dictionary<(DateOnly Date, int Slot), double>> AgentsAsync(
        QueueId queue, Interval range, DaySlots slots, CancellationToken cancellationToken)
    {
        var rows = await observations.ReadAsync(queue, range, cancellationToken).ConfigureAwait(false);
        var agents = new Dictionary<(DateOnly, int), double>();
        foreach (var row in rows.Where(o => o.Status == AgentStatus.OnQueue))
        {
            // An hour that the clocks show twice keeps what was seen the second time.
            if (row.Count.Mean is { } mean)
            {
                agents[(slots.DateOf(row.Interval.Start), slots.At(row.Interval.Start))] = (double)mean;
            }
        }

        return agents;
    }

    private static DayCurve WithAgents(DayCurve day, Dictionary<(DateOnly Date, int Slot), double> agents) => day with
    {
        Slots = [.. day.Slots.Select((slot, k) => agents.TryGetValue((day.Date, k), out var seen) ? slot with { Agents = seen } : slot)],
    };

    private sealed record PastKey(
        QueueMedia Queue, Interval Day, ServiceLevelDefinition Definition, ServiceLevelTarget? Target, Granularity Granularity, int Days);
}

/// <summary>What is known of a queue's drop today.</summary>
/// <param name="Drop">What was found, by slots of the day.</param>
/// <param name="Slots">How the day is cut.</param>
/// <param name="Ended">The intervals that were looked at.</param>
public sealed record DropToday(Drop Drop, DaySlots Slots, ImmutableArray<TrendPoint> Ended)
{
    /// <summary>The span of some slots of today, UTC; null when none of them was looked at.</summary>
    public Interval? SpanOf((int First, int Last) slots)
    {
        ImmutableArray<TrendPoint> inside = [.. Ended.Where(p => Slots.At(p.Interval.Start) is var slot && slot >= slots.First && slot <= slots.Last)];
        return inside.IsEmpty ? null : new Interval(inside[0].Interval.Start, inside[^1].Interval.End);
    }
}
