using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>
/// What the agents of a closed group have to bear on one day of the site, half hour by half hour: the contacts that came, and those that are expected of the
/// rest of the day. Only a group that was declared closed has one: agents of others serve more than it.
/// </summary>
public sealed record GroupLoad
{
    /// <summary>The half hours in which anything came or is expected, oldest first; empty when nothing is known.</summary>
    public required ImmutableArray<LoadedSlot> Slots { get; init; }

    /// <summary>Length of a slot: half an hour, or the granularity when that is coarser.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>What happened in its queues on the last four weeks and today: the estimates are made of it.</summary>
    public required SlotCounts Seen { get; init; }

    /// <summary>
    /// What was promised: the highest share and the shortest threshold of its queues, which keeps all of their promises; null without a target.
    /// </summary>
    public required ServiceLevelTarget? Target { get; init; }

    /// <summary>Whether its queues were promised different things.</summary>
    public required bool TargetsDiffer { get; init; }

    /// <summary>Average handle time in seconds; null when nothing was handled.</summary>
    public double? HandleSeconds => Seen is { Handled: > 0, HandleSeconds: > 0 } ? Seen.HandleSeconds / Seen.Handled : null;

    /// <summary>Mean patience in seconds; null with too few abandons to tell.</summary>
    public double? PatienceSeconds => CallerPatience.Of(Seen.WaitSeconds, Seen.Abandoned);

    /// <summary>Adds up the queues of a group.</summary>
    /// <param name="slots">How the day is cut.</param>
    /// <param name="cut">Slots of the day that have passed, a running one by its share; all of them when the day is over.</param>
    /// <param name="queues">The queues and media types.</param>
    public static GroupLoad Of(DaySlots slots, double cut, IEnumerable<QueueLoad> queues)
    {
        ArgumentNullException.ThrowIfNull(slots);
        ImmutableArray<QueueLoad> all = [.. queues];
        var (came, toCome) = (new double[slots.Count], new double[slots.Count]);
        foreach (var queue in all)
        {
            queue.AddTo(came, toCome, cut);
        }
        var each = Math.Max(1, (int)(TimeSpan.FromMinutes(30) / slots.Granularity.Length));
        ImmutableArray<ServiceLevelTarget> targets = [.. all.Select(static q => q.Target).OfType<ServiceLevelTarget>().DistinctBy(
            static t => (t.Ratio, t.Threshold))];
        return new GroupLoad
        {
            Slots =
            [
                .. Enumerable.Range(0, slots.Count / each)
                    .Select(i => new LoadedSlot(
                        slots.Calendar.DayStart.Add(i * each * slots.Granularity.Length), came
                            .Skip(i * each)
                            .Take(each)
                            .Sum(), toCome
                            .Skip(i * each)
                            .Take(each)
                            .Sum()))
                    .Where(static s => s.Contacts > 0),
            ],
            Length = each * slots.Granularity.Length,
            Seen = all.Select(static q => q.Seen).Aggregate(default(SlotCounts), static (a, b) => a + b),
            Target = targets.IsEmpty ? null : new ServiceLevelTarget(targets.Max(static t => t.Ratio), targets.Min(static t => t.Threshold)),
            TargetsDiffer = targets.Length > 1,
        };
    }

    /// <summary>Adds up the queues of a group that a snapshot shows.</summary>
    /// <param name="snapshot">The snapshot; what it does not list is not in it.</param>
    /// <param name="group">The group.</param>
    /// <param name="media">The media type.</param>
    /// <param name="models">What is usual.</param>
    public static GroupLoad Of(Snapshot snapshot, Group group, MediaType media, QueueModels models)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(models);
        // On the clocks of most of its queues; what a queue of another site brings is put where it falls on them.
        ImmutableArray<Queue> held = [.. snapshot.Listed.Values.Where(q => group.Holds(q, media))];
        var sites = held.Select(q => snapshot.Find(new QueueMedia(q.Id, media))).OfType<QueueSummary>().GroupBy(q => snapshot.At(q).Calendar);
        if (sites.MaxBy(site => site.Count()) is { } most)
        {
            snapshot = snapshot.At(most.First());
        }

        var slots = new DaySlots(snapshot.Calendar, snapshot.Granularity);
        var cut = snapshot.DataUntil >= snapshot.Day.End ? slots.Count : slots.CutAt(snapshot.DataUntil);
        return Of(slots, cut, held.Select(q => QueueLoad.Of(snapshot, q, media, models)));
    }
}

/// <summary>One half hour of a group's day.</summary>
/// <param name="From">When it begins, on the site's clocks.</param>
/// <param name="Came">Contacts that came in it so far.</param>
/// <param name="Expected">Contacts that are still expected in it; 0 once it is over.</param>
public readonly record struct LoadedSlot(TimeOnly From, double Came, double Expected)
{
    /// <summary>Both.</summary>
    public double Contacts => Came + Expected;
}
