using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>The queues as they were at the end of a range.</summary>
/// <param name="versions">What was taken down during the range, oldest first; empty when the archive is away.</param>
/// <param name="snapshot">The queues as they are now, or null.</param>
internal sealed class PastQueues(ImmutableArray<QueueVersion> versions, Snapshot? snapshot)
{
    private readonly ILookup<QueueId, QueueVersion> _versions = versions.ToLookup(static v => v.Queue.Id);

    /// <summary>Reads them. An outage of the archive costs the past names and targets, no more: the snapshot still knows the present ones.</summary>
    public static async Task<PastQueues> ReadAsync(IDurableArchive archive, ISnapshots snapshots, Interval range, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.For(Visibility.Everything).Snapshot;
        try
        {
            return new PastQueues(await archive.Queues.ReadAsync(range, cancellationToken).ConfigureAwait(false), snapshot);
        }
        catch (Exception e) when (archive.IsOutage(e))
        {
            return new PastQueues([], snapshot);
        }
    }

    /// <summary>What was taken down of one queue, oldest first.</summary>
    public IEnumerable<QueueVersion> VersionsOf(QueueId id) => _versions[id];

    /// <summary>Every queue of which something is known.</summary>
    public IEnumerable<QueueId> All => _versions.Select(static v => v.Key).Concat(snapshot?.Listed.Keys ?? []).Distinct();

    /// <summary>
    /// Whether these eyes may see a queue in a media type. What the queue is now decides, also about its past; of one that is gone, what it was last.
    /// </summary>
    public bool IsSeen(QueueMedia key, Visibility sees) => sees.IsEverything || sees.Sees(Now(key.Queue), key.Media);

    /// <summary>Whether these eyes may see a queue in any media type.</summary>
    public bool IsSeen(QueueId id, Visibility sees) => sees.IsEverything || sees.Sees(Now(id));

    /// <summary>A queue at the end of the range. What is still in force, and what nobody took down, is read from the snapshot: targets set here are only there.</summary>
    public Queue Of(QueueId id)
    {
        var last = _versions[id].LastOrDefault();
        if (last?.To is not null) return last.Queue;
        return snapshot?.Listed.GetValueOrDefault(id) ?? last?.Queue ?? Queue.Unlisted(id);
    }

    private Queue Now(QueueId id) => snapshot?.Listed.GetValueOrDefault(id) ?? _versions[id].LastOrDefault()?.Queue ?? Queue.Unlisted(id);
}
