using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// Queues as Genesys Cloud described them over time. A version holds from when it was first seen until the next one was; the earliest also before that,
/// and is assumed there. A queue that is gone keeps its last version. Immutable. Worked: a target of 60 s seen first on 1 March and one of 20 s on
/// 5 March hold from these days on; on 20 February the 60 s are assumed.
/// </summary>
public sealed class QueueRecord
{
    /// <summary>Nothing is known of any queue.</summary>
    public static readonly QueueRecord Empty = new([]);

    private readonly Dictionary<QueueId, ImmutableArray<Seen>> _queues;

    private QueueRecord(Dictionary<QueueId, ImmutableArray<Seen>> queues) => _queues = queues;

    /// <summary>Every queue of which anything is known, in no order.</summary>
    public IEnumerable<QueueId> Ids => _queues.Keys;

    /// <summary>All versions of all queues, those of each oldest first: <see cref="Of"/> makes the same record of them.</summary>
    internal IEnumerable<QueueVersion> Versions =>
        _queues.Values.SelectMany(static versions => versions.Select(static seen => new QueueVersion(seen.Queue, seen.From, null)));

    /// <summary>The record that an archive has kept.</summary>
    /// <param name="versions">All versions of all queues, oldest first: a part of them would let the answer depend on the part.</param>
    public static QueueRecord Of(IEnumerable<QueueVersion> versions)
    {
        var queues = new Dictionary<QueueId, ImmutableArray<Seen>>();
        foreach (var group in versions.GroupBy(static v => v.Queue.Id))
        {
            queues.Add(group.Key, [.. group.Select(static v => new Seen(v.Queue, v.From))]);
        }

        return new QueueRecord(queues);
    }

    /// <summary>Reads the record that an archive has kept.</summary>
    public static async Task<QueueRecord> ReadAsync(IQueueHistory history, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Of(await history.ReadAsync(new Interval(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The record once a list of queues has been seen: what differs from the last version is a new one. The same object when nothing does.</summary>
    /// <param name="listed">The queues as the contact centre lists them.</param>
    /// <param name="at">When it did; kept to the second, as an archive keeps it.</param>
    public QueueRecord Seeing(IEnumerable<Queue> listed, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var from = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        Dictionary<QueueId, ImmutableArray<Seen>>? next = null;
        foreach (var queue in listed)
        {
            var known = _queues.GetValueOrDefault(queue.Id, []);
            if (known is [.., var last] && IsSame(last.Queue, queue))
            {
                continue;
            }

            next ??= new Dictionary<QueueId, ImmutableArray<Seen>>(_queues);
            next[queue.Id] = known.Add(new Seen(queue, from));
        }

        return next is null ? this : new QueueRecord(next);
    }

    /// <summary>A queue at an instant; without name and targets when nothing is known of it.</summary>
    public Queue At(QueueId id, DateTimeOffset at)
    {
        var versions = _queues.GetValueOrDefault(id, []);
        for (var i = versions.Length - 1; i > 0; i--)
        {
            if (versions[i].From <= at)
            {
                return versions[i].Queue;
            }
        }

        return versions is [var earliest, ..] ? earliest.Queue : Queue.Unlisted(id);
    }

    /// <summary>A queue as it was last seen; without name and targets when nothing is known of it.</summary>
    public Queue Last(QueueId id) => _queues.GetValueOrDefault(id, []) is [.., var last] ? last.Queue : Queue.Unlisted(id);

    /// <summary>When a queue was first seen: what it was before is assumed. Null when it never was.</summary>
    public DateTimeOffset? FirstSeen(QueueId id) => _queues.GetValueOrDefault(id, []) is [var first, ..] ? first.From : null;

    /// <summary>The instants inside a range, its start left out, at which the targets of a queue changed, oldest first.</summary>
    public IEnumerable<DateTimeOffset> ChangesOf(QueueId id, Interval range)
    {
        var versions = _queues.GetValueOrDefault(id, []);
        for (var i = 1; i < versions.Length; i++)
        {
            if (versions[i].From > range.Start && versions[i].From < range.End && !HasSameTargets(versions[i - 1].Queue, versions[i].Queue))
            {
                yield return versions[i].From;
            }
        }
    }

    /// <summary>Whether two descriptions of a queue say the same. (The record's own equality compares the dictionary of targets by reference.)</summary>
    internal static bool IsSame(Queue a, Queue b) => a.Name == b.Name && a.Division == b.Division && a.CallbackMode == b.CallbackMode && HasSameTargets(a, b);

    private static bool HasSameTargets(Queue a, Queue b) =>
        ReferenceEquals(a.Targets, b.Targets)
        || (a.Targets.Count == b.Targets.Count && a.Targets.All(target => b.TargetFor(target.Key) == target.Value));

    private readonly record struct Seen(Queue Queue, DateTimeOffset From);
}
