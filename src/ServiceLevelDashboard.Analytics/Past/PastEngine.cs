using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Answers every question about the past: one query gives one report, whoever asks (history page, sheet, report of shell and API, exports, budgets). Each
/// interval is measured by what the resolver says of its start, so that however the range is cut, the same contacts were met.
/// </summary>
public static class PastEngine
{
    /// <summary>Reads a report, a part at a time: memory grows with queues and periods and not with intervals, unless these are wanted.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="source">Where intervals come from.</param>
    /// <param name="targets">What each queue is measured by.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<PastReport> ReadAsync(PastQuery query, IPastSource source, TargetResolver targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(targets);
        var tally = new PastTally(query, targets);
        var covered = ImmutableArray.CreateBuilder<Coverage>();
        await foreach (var part in source.ReadAsync(query, targets, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in part.Rows)
            {
                tally.Add(row);
            }

            covered.AddRange(part.Covered);
        }

        return tally.ToReport(KnownParts.For(query.Periods.Range, covered, query.Queues ?? []));
    }
}

/// <summary>Where intervals of the past come from.</summary>
public interface IPastSource
{
    /// <summary>The intervals that a query needs, or sums of days where these will do, a part at a time. What was not asked for may be among them.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="targets">What each queue is measured by: it decides at which waits is counted, and which sums will do.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<PastPart> ReadAsync(PastQuery query, TargetResolver targets, CancellationToken cancellationToken);
}

/// <summary>A part of the past.</summary>
/// <param name="Rows">Intervals, or sums of days; no interval comes twice.</param>
/// <param name="Covered">What was fetched, and when.</param>
public sealed record PastPart(ImmutableArray<QueueInterval> Rows, ImmutableArray<Coverage> Covered);
