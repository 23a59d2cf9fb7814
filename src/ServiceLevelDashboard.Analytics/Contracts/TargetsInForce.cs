using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// What the resolver says of the listed queues at present, and how that came to be within the last days: looked up on every turn, made once. Immutable.
/// </summary>
public sealed class TargetsInForce
{
    /// <summary>Genesys' own target of every queue.</summary>
    public static readonly TargetsInForce Own = new(
        ImmutableDictionary<QueueId, ImmutableDictionary<MediaType, ServiceLevelTarget>>.Empty,
        ImmutableDictionary<QueueMedia, ImmutableArray<MeasureSpell>>.Empty);

    private readonly ImmutableDictionary<QueueId, ImmutableDictionary<MediaType, ServiceLevelTarget>> _set;
    private readonly ImmutableDictionary<QueueMedia, ImmutableArray<MeasureSpell>> _changed;

    private TargetsInForce(
        ImmutableDictionary<QueueId, ImmutableDictionary<MediaType, ServiceLevelTarget>> set,
        ImmutableDictionary<QueueMedia, ImmutableArray<MeasureSpell>> changed) =>
        (_set, _changed) = (set, changed);

    /// <summary>Asks the resolver.</summary>
    /// <param name="targets">The resolver.</param>
    /// <param name="queues">The listed queues.</param>
    /// <param name="at">The present moment.</param>
    /// <param name="back">How far back it may be asked for.</param>
    public static TargetsInForce At(TargetResolver targets, IEnumerable<Queue> queues, DateTimeOffset at, TimeSpan back)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(queues);
        var set = ImmutableDictionary.CreateBuilder<QueueId, ImmutableDictionary<MediaType, ServiceLevelTarget>>();
        var changed = ImmutableDictionary.CreateBuilder<QueueMedia, ImmutableArray<MeasureSpell>>();
        var range = new Interval(at - back, at + back);
        foreach (var queue in queues)
        {
            var now = targets.TargetsOf(queue.Id, at);
            if (!ReferenceEquals(now, queue.Targets))
            {
                set.Add(queue.Id, now);
            }

            if (!targets.StartsOf(queue.Id, range).Skip(1).Any())
            {
                continue;
            }

            foreach (var media in now.Keys)
            {
                var key = new QueueMedia(queue.Id, media);
                if (targets.MeasuresOf(key, range) is { Length: > 1 } spells)
                {
                    changed.Add(key, spells);
                }
            }
        }

        return set.Count == 0 && changed.Count == 0 ? Own : new TargetsInForce(set.ToImmutable(), changed.ToImmutable());
    }

    /// <summary>The targets of a queue in force, by media type; empty when it has none.</summary>
    public ImmutableDictionary<MediaType, ServiceLevelTarget> Of(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return _set.IsEmpty ? queue.Targets : _set.GetValueOrDefault(queue.Id, queue.Targets); // asked at every turn: most often no hash is needed
    }

    /// <summary>The target of a queue and media type in force; null without one.</summary>
    public ServiceLevelTarget? For(Queue queue, MediaType media) => Of(queue).GetValueOrDefault(media);

    /// <summary>What a queue and media type was measured by when that changed of late, oldest first; empty when the present target held all the time.</summary>
    public ImmutableArray<MeasureSpell> ChangesOf(QueueMedia key) => _changed.IsEmpty ? [] : _changed.GetValueOrDefault(key, []);
}
