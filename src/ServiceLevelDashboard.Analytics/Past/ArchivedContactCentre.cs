using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// A contact centre that answers from the archive what has settled there, and asks the real one for the rest alone: the past
/// costs no calls. What it asks for is not kept.
/// </summary>
/// <param name="contactCentre">Who is asked for the rest.</param>
/// <param name="archive">What has been kept.</param>
public sealed class ArchivedContactCentre(IContactCentre contactCentre, IIntervalArchive archive) : IContactCentre
{
    /// <inheritdoc/>
    public bool IsSimulated => contactCentre.IsSimulated;

    /// <inheritdoc/>
    public QuotaUse Quota => contactCentre.Quota;

    /// <inheritdoc/>
    public ImmutableArray<string> QueueListNotices => contactCentre.QueueListNotices;

    /// <inheritdoc/>
    public Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken) => contactCentre.GetQueuesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
        contactCentre.ObserveAsync(queues, cancellationToken);

    /// <inheritdoc/>
    public async Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var covered = await archive.CoverageAsync(query.Range, query.Granularity, cancellationToken).ConfigureAwait(false);
        var usable = covered.Where(c => c.IsSettled && Includes(c.Queues, query.Queues) && c.Edges.Contains(query.Edges)).ToImmutableArray();
        if (usable.IsEmpty)
        {
            return await contactCentre.QueryIntervalsAsync(query, cancellationToken).ConfigureAwait(false);
        }

        var rows = ImmutableArray.CreateBuilder<QueueInterval>();
        foreach (var part in usable)
        {
            var kept = await archive.ReadAsync(part.Range, query.Granularity, query.Queues, cancellationToken).ConfigureAwait(false);
            rows.AddRange(kept.Rows.Select(row => Cut(row, query.Edges)));
        }

        var calls = 0;
        var notices = ImmutableArray.CreateBuilder<string>();
        // Figures are as old as the oldest answer, but what has settled does not age: with nothing to ask they are of the range's end.
        var answeredAt = DateTimeOffset.MaxValue;
        foreach (var range in Spans.Without(query.Range, usable.Select(c => c.Range)))
        {
            var answer = await contactCentre.QueryIntervalsAsync(query with { Range = range }, cancellationToken).ConfigureAwait(false);
            if (answer.Granularity != query.Granularity)
            {
                return await contactCentre.QueryIntervalsAsync(query, cancellationToken).ConfigureAwait(false);
            }
            rows.AddRange(answer.Rows);
            calls += answer.Calls;
            notices.AddRange(answer.Notices);
            if (answer.AnsweredAt < answeredAt)
            {
                answeredAt = answer.AnsweredAt;
            }
        }

        if (calls == 0)
        {
            answeredAt = usable.Max(c => c.FetchedAt > c.Range.End ? c.FetchedAt : c.Range.End);
        }
        return new IntervalResponse(rows.ToImmutable(), query.Granularity, answeredAt, calls, [.. notices.Distinct()]);
    }

    private static bool Includes(ImmutableArray<QueueId> wide, ImmutableArray<QueueId> narrow) =>
        wide.IsEmpty || (!narrow.IsEmpty && narrow.All(wide.Contains));

    /// <summary>The row with bands at the edges that were asked for.</summary>
    private static QueueInterval Cut(QueueInterval row, EdgeSet edges)
    {
        if (row.Counts.Bands is not { } bands || bands.Edges.Equals(edges))
        {
            return row;
        }
        return row with
        {
            Counts = row.Counts with
            {
                Bands = new Bands(
                    edges,
                    [.. edges.AnsweredMs.Select(ms => bands.AnsweredWithin[bands.Edges.AnsweredMs.IndexOf(ms)])],
                    [.. edges.AbandonedMs.Select(ms => bands.AbandonedWithin[bands.Edges.AbandonedMs.IndexOf(ms)])]),
            },
        };
    }
}
