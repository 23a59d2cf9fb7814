using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>The queues as they were during a range, and what they were measured by.</summary>
/// <param name="range">The range.</param>
/// <param name="versions">What was taken down during the range, oldest first; empty when the archive is away.</param>
/// <param name="snapshot">The queues as they are now, or null.</param>
/// <param name="contract">What was promised, and by which definition it is measured.</param>
internal sealed class PastQueues(Interval range, ImmutableArray<QueueVersion> versions, Snapshot? snapshot, Contract contract)
{
    private readonly ILookup<QueueId, QueueVersion> _versions = versions.ToLookup(static v => v.Queue.Id);
    private readonly DateTimeOffset _end = range.End > range.Start ? range.End.AddTicks(-1) : range.End;

    /// <summary>Reads them. An outage of the archive costs the past names and targets, no more: the snapshot still knows the present ones.</summary>
    public static async Task<PastQueues> ReadAsync(
        IDurableArchive archive, ISnapshots snapshots, Contract contract, Interval range, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.For(Visibility.Everything).Snapshot;
        try
        {
            return new PastQueues(range, await archive.Queues.ReadAsync(range, cancellationToken).ConfigureAwait(false), snapshot, contract);
        }
        catch (Exception e) when (archive.IsOutage(e))
        {
            return new PastQueues(range, [], snapshot, contract);
        }
    }

    /// <summary>The definition at the end of the range, with the switches that the organisation was found to have.</summary>
    public ServiceLevelDefinition Definition => WithSwitches(contract.DefinitionOn(contract.DayOf(_end)));

    /// <summary>Every queue of which something is known.</summary>
    public IEnumerable<QueueId> All => _versions.Select(static v => v.Key).Concat(snapshot?.Listed.Keys ?? []).Distinct();

    /// <summary>
    /// Whether these eyes may see a queue in a media type. What the queue is now decides, also about its past; of one that is gone, what it was last.
    /// </summary>
    public bool IsSeen(QueueMedia key, Visibility sees) => sees.IsEverything || sees.Sees(Now(key.Queue), key.Media);

    /// <summary>Whether these eyes may see a queue in any media type.</summary>
    public bool IsSeen(QueueId id, Visibility sees) => sees.IsEverything || sees.Sees(Now(id));

    /// <summary>A queue at the end of the range, with the targets that held then.</summary>
    public Queue Of(QueueId id) => contract.On(At(id, _end), contract.DayOf(_end));

    /// <summary>The day of the site that holds an instant: a measure holds for whole days, but for a target that Genesys changed within one.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => contract.DayOf(instant);

    /// <summary>What a queue and media type was measured by at an instant.</summary>
    public Measure MeasureAt(QueueMedia key, DateTimeOffset instant)
    {
        var measure = contract.At(At(key.Queue, instant), key.Media, instant);
        return measure with { Definition = WithSwitches(measure.Definition) };
    }

    private Queue Now(QueueId id) => snapshot?.Listed.GetValueOrDefault(id) ?? _versions[id].LastOrDefault()?.Queue ?? Queue.Unlisted(id);

    /// <summary>What a queue and media type was measured by during the range, oldest first; the first holds from the start of the range on, the last to its end.</summary>
    public ImmutableArray<MeasureSpell> MeasuresOf(QueueMedia key)
    {
        var spells = ImmutableArray.CreateBuilder<MeasureSpell>();
        var starts = _versions[key.Queue].Select(static v => v.From).Where(from => from > range.Start && from < range.End);
        foreach (var start in contract.DayStarts(range).Concat(starts).Prepend(range.Start).Distinct().Order())
        {
            var measure = MeasureAt(key, start);
            if (spells.Count == 0 || spells[^1].Measure != measure)
            {
                spells.Add(new MeasureSpell(start, measure));
            }
        }

        return spells.ToImmutable();
    }

    /// <summary>Whether the targets of a queue over the range are known at all.</summary>
    public bool Knows(QueueId id) => _versions[id].Any();

    /// <summary>A queue with Genesys' own targets as of an instant: as taken down, else as it is now.</summary>
    private Queue At(QueueId id, DateTimeOffset instant)
    {
        if (_versions[id].LastOrDefault(v => v.From <= instant) is { } then)
        {
            return then.Queue;
        }
        if (_versions[id].FirstOrDefault() is { } first)
        {
            return first.Queue;
        }
        return snapshot?.Listed.GetValueOrDefault(id) is { } listed
            ? listed with { Targets = listed.Targets.Where(static t => t.Value.Source == TargetSource.Genesys).ToImmutableDictionary() }
            : Queue.Unlisted(id);
    }

    private ServiceLevelDefinition WithSwitches(ServiceLevelDefinition definition) =>
        snapshot is null ? definition : definition with { Switches = snapshot.Definition.Switches };
}
