using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Collecting;

/// <summary>Keeps the objects of queues that have not changed, so that tiles compare equal.</summary>
internal static class QueueMerge
{
    /// <summary>The listed queues by id; an unchanged queue is the object of the last list, an unchanged list the last list.</summary>
    public static ImmutableDictionary<QueueId, Queue> Update(ImmutableDictionary<QueueId, Queue> last, ImmutableArray<Queue> listed)
    {
        var next = listed.ToImmutableDictionary(
            static queue => queue.Id,
            queue => last.GetValueOrDefault(queue.Id) is { } known && IsSame(known, queue) ? known : queue);
        return next.Count == last.Count && next.All(entry => ReferenceEquals(last.GetValueOrDefault(entry.Key), entry.Value)) ? last : next;
    }

    // The record's own equality compares the dictionary of targets by reference.
    private static bool IsSame(Queue a, Queue b) =>
        a.Name == b.Name && a.Division == b.Division && a.Targets.Count == b.Targets.Count
        && a.Targets.All(target => b.TargetFor(target.Key) == target.Value);
}
