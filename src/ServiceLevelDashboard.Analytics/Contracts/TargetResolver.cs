using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// Which target holds for a queue and media type at an instant, and by which definition it is measured. The one place that decides: what was set here
/// for the queue, else for its group, each on whole days of the queue's site; else Genesys' own as it was then. Immutable.
/// </summary>
/// <param name="contract">What was set here.</param>
/// <param name="queues">The queues as Genesys Cloud described them over time.</param>
public sealed class TargetResolver(Contract contract, QueueRecord queues)
{
    /// <summary>What was set here.</summary>
    public Contract Contract => contract;

    /// <summary>The queues as Genesys Cloud described them over time.</summary>
    public QueueRecord Queues => queues;

    /// <summary>The target in force; null when there is none.</summary>
    public ServiceLevelTarget? TargetFor(QueueId queue, MediaType media, DateTimeOffset at) => TargetsOf(queue, at).GetValueOrDefault(media);

    /// <summary>The targets of a queue in force at an instant, by media type: the queue's own object when nothing was set here for it.</summary>
    public ImmutableDictionary<MediaType, ServiceLevelTarget> TargetsOf(QueueId queue, DateTimeOffset at) =>
        contract.TargetsOn(queues.At(queue, at), contract.DateOf(queue, at));

    /// <summary>What a queue and media type is measured by at an instant.</summary>
    public Measure MeasureAt(QueueMedia key, DateTimeOffset at) =>
        new(contract.DefinitionOn(contract.DateOf(key.Queue, at)), TargetFor(key.Queue, key.Media, at));

    /// <summary>
    /// What a queue and media type is measured by during a range, oldest first and without repeats; the first holds from the start of the range on, the
    /// last to its end. Never empty.
    /// </summary>
    public ImmutableArray<MeasureSpell> MeasuresOf(QueueMedia key, Interval range)
    {
        var spells = ImmutableArray.CreateBuilder<MeasureSpell>();
        foreach (var start in StartsOf(key.Queue, range))
        {
            var measure = MeasureAt(key, start);
            if (spells.Count == 0 || spells[^1].Measure != measure)
            {
                spells.Add(new MeasureSpell(start, measure));
            }
        }

        return spells.ToImmutable();
    }

    /// <summary>
    /// The targets of a queue and media type during a range, each with the instant from which on it holds, oldest first and without repeats; never empty.
    /// </summary>
    public IEnumerable<(DateTimeOffset From, ServiceLevelTarget? Target)> TargetsIn(QueueMedia key, Interval range)
    {
        var (isFirst, last) = (true, default(ServiceLevelTarget));
        foreach (var (from, measure) in MeasuresOf(key, range))
        {
            if (isFirst || measure.Target != last)
            {
                yield return (from, measure.Target);
            }

            (isFirst, last) = (false, measure.Target);
        }
    }

    /// <summary>The start of a range and the instants inside it at which what a queue is measured by may change, oldest first.</summary>
    public IEnumerable<DateTimeOffset> StartsOf(QueueId queue, Interval range) =>
        contract.DayStarts(queue, range).Concat(queues.ChangesOf(queue, range)).Prepend(range.Start).Distinct().Order();

    /// <summary>
    /// Up to when in a range a target of Genesys' own is assumed, because the queue was first seen with it only then; at most the end of the range.
    /// Null when no assumed target holds in it.
    /// </summary>
    public DateTimeOffset? AssumedUntil(QueueMedia key, Interval range)
    {
        var until = queues.FirstSeen(key.Queue) is { } seen && seen < range.End ? seen : range.End;
        return until > range.Start && MeasuresOf(key, new Interval(range.Start, until)).Any(static s => s.Measure.Target is { Source: TargetSource.Genesys })
            ? until
            : null;
    }
}

/// <summary>For how long a queue was measured by something.</summary>
/// <param name="From">From when on, UTC.</param>
/// <param name="Measure">Definition and target.</param>
public sealed record MeasureSpell(DateTimeOffset From, Measure Measure);
