using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Reads the past from the durable archive, or from memory while that is away.</summary>
internal sealed class HistoryReader(IIntervalArchive memory, IDurableIntervalArchive durable, IDailyArchive days) : IHistory
{
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
    public async Task<KeptHistory> ReadDayAsync(Interval day, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var granularity in Granularity.All)
            {
                if (await days.ReadAsync(day, zone, granularity, queues, cancellationToken).ConfigureAwait(false) is { } sums)
                {
                    var rows = await UnsummedAsync(day, granularity, sums.Unsummed, cancellationToken).ConfigureAwait(false);
                    return new KeptHistory(day, [.. sums.Rows, .. rows], [sums.Coverage], []);
                }
            }
        }
        catch (ArchiveUnavailableException)
        {
            // From memory, then: below.
        }

        return await ReadAsync(day, queues, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IEnumerable<QueueInterval>> UnsummedAsync(
        Interval day, Granularity granularity, ImmutableArray<QueueMedia> keys, CancellationToken cancellationToken)
    {
        if (keys.IsEmpty)
        {
            return [];
        }
        var asked = keys.ToHashSet();
        ImmutableArray<QueueId> queues = [.. keys.Select(static k => k.Queue).Distinct()];
        var kept = await durable.ReadAsync(day, granularity, queues, cancellationToken).ConfigureAwait(false);
        return kept.Rows.Where(row => asked.Contains(row.Key));
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
