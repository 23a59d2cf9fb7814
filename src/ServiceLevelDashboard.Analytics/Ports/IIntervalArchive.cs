using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Keeps interval rows and what ranges they cover. Inside a covered range the absence of a row means that nothing happened;
/// outside it nothing is known.
/// </summary>
public interface IIntervalArchive
{
    /// <summary>
    /// Replaces everything inside the covered range and scope by the rows, in one step together with the coverage.
    /// </summary>
    /// <param name="coverage">What was asked for, and when.</param>
    /// <param name="rows">What was answered; all inside the covered range.</param>
    /// <param name="cancellationToken">Ends the merge; then nothing has changed.</param>
    Task MergeAsync(Coverage coverage, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken);

    /// <summary>Reads rows of one granularity and the parts of the range that are covered.</summary>
    /// <param name="range">The range, UTC.</param>
    /// <param name="granularity">The granularity that the rows were fetched with.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, CancellationToken cancellationToken);

    /// <summary>What of a range is covered, without its rows: oldest first, each part cut to the range.</summary>
    Task<ImmutableArray<Coverage>> CoverageAsync(Interval range, Granularity granularity, CancellationToken cancellationToken);

    /// <summary>Reads the rows of chosen queues, and all coverage of the range.</summary>
    /// <param name="range">The range, UTC.</param>
    /// <param name="granularity">The granularity that the rows were fetched with.</param>
    /// <param name="queues">The queues; empty reads all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    async Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(range, granularity, cancellationToken).ConfigureAwait(false);
        return queues.IsDefaultOrEmpty ? all : all with { Rows = [.. all.Rows.Where(row => queues.Contains(row.Key.Queue))] };
    }
}

/// <summary>What one fetch covers.</summary>
/// <param name="Range">The range, whole intervals, UTC.</param>
/// <param name="Granularity">The granularity of the rows.</param>
/// <param name="Edges">The edges that were counted at.</param>
/// <param name="Queues">The queues that were asked for; empty means all.</param>
/// <param name="FetchedAt">When the contact centre answered: intervals that end later are still open.</param>
public sealed record Coverage(Interval Range, Granularity Granularity, EdgeSet Edges, ImmutableArray<QueueId> Queues, DateTimeOffset FetchedAt)
{
    /// <summary>
    /// Whether the archive knows that every part was fetched so long after its end that it should not move any more. (A settled part may be made of
    /// several fetches; <see cref="FetchedAt"/> is then the oldest of them.)
    /// </summary>
    public bool IsSettled { get; init; }
}

/// <summary>What the archive knows of a range.</summary>
/// <param name="Rows">The rows, by queue, media type and time.</param>
/// <param name="Covered">What has been fetched, oldest first, without overlaps; the rest of the range is unknown.</param>
public sealed record ArchivedIntervals(ImmutableArray<QueueInterval> Rows, ImmutableArray<Coverage> Covered);
