using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// The whole days of a query whose sums, kept here, will do in place of their intervals: where the query is not cut finer, all queues have the same days,
/// nothing of the day is left out, and it was counted at the waits that are asked for.
/// </summary>
/// <param name="archive">The sums.</param>
/// <param name="granularity">Length of the intervals that they stand for.</param>
/// <param name="groups">The waits to count at.</param>
internal sealed class DaySumSource(IDailyArchive archive, Granularity granularity, ImmutableArray<EdgeGroup> groups)
{
    /// <summary>So many days are held in memory at a time.</summary>
    private const int DaysAtOnce = 7;

    /// <summary>
    /// The days that there are, each a part, oldest first; with the queues whose intervals are needed all the same, since their target changed within the day
    /// or was first known then.
    /// </summary>
    public async IAsyncEnumerable<(Interval Day, PastPart Part, ImmutableArray<QueueId> Split)> ReadAsync(
        PastQuery query, TargetResolver targets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.WithRows || query.Periods.All.Length != 1 || targets.Contract.Calendars.All is not [var calendar])
        {
            yield break;
        }
        var range = query.Periods.Range;
        ImmutableArray<QueueId> queues = query.Queues ?? [];
        QueueId[] changed = [.. (query.Queues ?? targets.Queues.Ids).Where(id => IsSplit(id, range))];
        var days = calendar.DaysOf(new DateRange(calendar.DateOf(range.Start), calendar.DateOf(query.Periods.LastInstant)))
            .Where(day => range.Contains(day) && !query.LeavesOutIn(day));
        foreach (var some in days.Chunk(DaysAtOnce))
        {
            foreach (var sums in await archive.ReadAsync([.. some], calendar.Zone, queues, cancellationToken).ConfigureAwait(false))
            {
                if (sums.Coverage.Granularity == granularity && groups.All(group => sums.Coverage.Edges.Contains(group.Edges)))
                {
                    var day = sums.Coverage.Range;
                    ImmutableArray<QueueId> split = [.. changed.Where(id => IsSplit(id, day))];
                    yield return (day, new PastPart([.. sums.Rows.Where(row => !split.Contains(row.Key.Queue))], [sums.Coverage]), split);
                }
            }
        }

        bool IsSplit(QueueId id, Interval part) =>
            targets.Queues.ChangesOf(id, part).Any() || (targets.Queues.FirstSeen(id) is { } seen && seen > part.Start && seen < part.End);
    }
}
