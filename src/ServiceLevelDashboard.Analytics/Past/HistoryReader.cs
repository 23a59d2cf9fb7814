using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Reads the past from the durable archive, or from memory while that is away.</summary>
/// <param name="memory">What is asked while the durable archive is away; without a memory that archive itself, which says once more that it is.</param>
/// <param name="durable">What is kept.</param>
/// <param name="dailySums">Sums of days.</param>
public sealed class HistoryReader(IIntervalArchive memory, IDurableIntervalArchive durable, IDailyArchive dailySums) : IHistory
{
    /// <summary>Of one queue a year takes some fifty questions, of 2,000 queues a week is held at a time.</summary>
    private const int DaysAtOnce = 7;

    /// <inheritdoc/>
    public TimeSpan SettlesAfter => durable.SettlesAfter;

    /// <inheritdoc/>
    public async Task<KeptHistory> ReadAsync(Interval range, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(durable, range, queues, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveUnavailableException)
        {
            return await ReadAsync(memory, range, queues, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeptHistory> ReadDaysAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in days.Chunk(DaysAtOnce))
        {
            var sums = (await SumsAsync([.. some], zone, queues, cancellationToken).ConfigureAwait(false)).ToDictionary(static s => s.Coverage.Range);
            var isKept = sums.Count > 0 || await IsAnyKeptAsync(new Interval(some[0].Start, some[^1].End), cancellationToken).ConfigureAwait(false);
            foreach (var day in some)
            {
                yield return sums.TryGetValue(day, out var sum) ? new KeptHistory(day, sum.Rows, [sum.Coverage], [])
                    : !isKept ? new KeptHistory(day, [], [], [day])
                    : await ReadAsync(day, queues, cancellationToken).ConfigureAwait(false) with { Range = day };
            }
        }
    }

    /// <summary>The sums that there are; none while the archive is away.</summary>
    private async Task<ImmutableArray<DailySums>> SumsAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        try
        {
            return await dailySums.ReadAsync(days, zone, queues, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveUnavailableException)
        {
            return [];
        }
    }

    /// <summary>Whether anything is kept of a range; while the archive is away that is not known.</summary>
    private async Task<bool> IsAnyKeptAsync(Interval range, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var granularity in Granularity.All)
            {
                if (await durable.CoverageAsync(range, granularity, cancellationToken).ConfigureAwait(false) is not [])
                {
                    return true;
                }
            }

            return false;
        }
        catch (ArchiveUnavailableException)
        {
            return true;
        }
    }

    private static async Task<KeptHistory> ReadAsync(
        IIntervalArchive archive, Interval range, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var whole = Granularity.Hour.SnapOutward(range);
        var kept = new List<ArchivedIntervals>();
        foreach (var granularity in Granularity.All)
        {
            kept.Add(await archive.ReadAsync(whole, granularity, queues, cancellationToken).ConfigureAwait(false));
        }
        var history = GranularityChoice.Choose(whole, kept);
        return history with { Rows = [.. history.Rows.OrderBy(row => row.Interval.Start)] };
    }
}
