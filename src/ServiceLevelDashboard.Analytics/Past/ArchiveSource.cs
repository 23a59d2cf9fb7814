using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Intervals as they are kept here; no call is made to the contact centre. Read a day at a time: a month of every queue does not fit into memory at once.
/// </summary>
/// <param name="history">What is kept.</param>
/// <param name="progress">Told how many days have been read, or null.</param>
public sealed class ArchiveSource(IHistory history, IProgress<int>? progress) : IPastSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<PastPart> ReadAsync(PastQuery query, TargetResolver targets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(targets);
        if (query.Queues is { IsEmpty: true })
        {
            yield break;
        }

        if (query.Periods.Days is not { } dates)
        {
            yield return await ReadAsync(query.Periods.Range, query.Queues ?? [], static _ => true, cancellationToken).ConfigureAwait(false);
            yield break;
        }

        ImmutableArray<QueueId> changed = [.. (query.Queues ?? targets.Queues.Ids).Where(id => targets.Queues.ChangesOf(id, query.Periods.Range).Any())];
        var read = 0;
        foreach (var (calendar, range, isOf) in query.Periods.Calendars)
        {
            ImmutableArray<QueueId> queues = query.Queues is { } asked ? [.. asked.Where(isOf)] : [];
            if (query.Queues is not null && queues.IsEmpty)
            {
                continue;
            }

            // The sum of a day will not do where only a part of it is asked for.
            var days = calendar.DaysOf(dates).Where(d => d.Start < query.Periods.Range.End)
                .ToLookup(day => query.Periods.AreOfDays && !query.WithRows && day.End <= range.End && !query.LeavesOutIn(day));
            await foreach (var kept in history.ReadDaysAsync([.. days[true]], calendar.Zone, queues, cancellationToken).ConfigureAwait(false))
            {
                progress?.Report(read++);
                // The sum of a day within which a queue's target changed cannot be judged: its intervals can.
                ImmutableArray<QueueId> split = [.. changed.Where(id => isOf(id) && targets.Queues.ChangesOf(id, kept.Range).Any())];
                yield return new PastPart(
                    [.. kept.Rows.Where(r => kept.Range.Contains(r.Interval.Start) && isOf(r.Key.Queue) && !split.Contains(r.Key.Queue))], kept.Covered);
                if (!split.IsEmpty)
                {
                    yield return await ReadAsync(kept.Range, split, isOf, cancellationToken).ConfigureAwait(false) with { Covered = [] };
                }
            }

            foreach (var day in days[false])
            {
                progress?.Report(read++);
                yield return await ReadAsync(day, queues, isOf, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // An interval belongs to the range in which it starts; history is read in whole hours.
    private async Task<PastPart> ReadAsync(Interval range, ImmutableArray<QueueId> queues, Func<QueueId, bool> isOf, CancellationToken cancellationToken)
    {
        var kept = await history.ReadAsync(range, queues, cancellationToken).ConfigureAwait(false);
        return new PastPart([.. kept.Rows.Where(r => range.Contains(r.Interval.Start) && isOf(r.Key.Queue))], kept.Covered);
    }
}
