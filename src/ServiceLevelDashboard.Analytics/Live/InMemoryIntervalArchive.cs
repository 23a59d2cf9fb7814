using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Keeps the last days in memory; nothing survives the process. Rows that come again unchanged stay the same objects, and a
/// read of rows that have not changed is the same array, so that whoever compares references sees what moved. Safe for use
/// by several threads.
/// </summary>
/// <param name="keep">How long rows are kept, counted back from the last answer.</param>
internal sealed class InMemoryIntervalArchive(TimeSpan keep) : IIntervalArchive
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Granularity, RowStore> _tables = [];
    private DateTimeOffset _lastAnswer = DateTimeOffset.MinValue;

    /// <summary>Keeps three days: the site's day, the one before it and their longest forms.</summary>
    public InMemoryIntervalArchive()
        : this(TimeSpan.FromDays(3))
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A row lies outside the covered range or queues, or one queue, media type and interval comes twice; nothing has changed then.
    /// </exception>
    public Task MergeAsync(Coverage coverage, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_tables.TryGetValue(coverage.Granularity, out var table))
            {
                _tables.Add(coverage.Granularity, table = new RowStore());
            }
            table.Merge(coverage, rows);
            if (coverage.FetchedAt > _lastAnswer)
            {
                _lastAnswer = coverage.FetchedAt;
            }
            foreach (var each in _tables.Values)
            {
                each.ForgetBefore(_lastAnswer - keep);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Coverage>> CoverageAsync(Interval range, Granularity granularity, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_tables.TryGetValue(granularity, out var table) ? table.CoverageWithin(range) : []);
        }
    }

    /// <inheritdoc/>
    public Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_tables.TryGetValue(granularity, out var table) ? table.Read(range) : new ArchivedIntervals([], []));
        }
    }
}
