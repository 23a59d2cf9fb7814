using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// The contact centre as the collector and the shell see it: questions in, domain rows out, or one of the four
/// <see cref="ContactCentreException"/>s, or cancellation. An answer is whole or an exception, never a part.
/// </summary>
public interface IContactCentre
{
    /// <summary>All queues that the credentials may see, with their targets. Asked rarely: queue settings have limits of their own.</summary>
    Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken);

    /// <summary>What happened per queue, media type and interval. A row that is absent inside the range means that nothing happened.</summary>
    Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken);

    /// <summary>What the queues look like now.</summary>
    /// <param name="queues">The queues to ask for; empty asks for all that are known.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken);

    /// <summary>What must be said of the last list of queues (that it hides some), each once; empty when it is whole. Always readable.</summary>
    ImmutableArray<string> QueueListNotices => [];

    /// <summary>Whether the service says of itself that its figures are made up. Always readable; false before the first answer.</summary>
    bool IsSimulated => false;

    /// <summary>How much of the quota is used, by all callers of this contact centre. Always readable.</summary>
    QuotaUse Quota { get; }
}

/// <summary>A question for intervals.</summary>
/// <param name="Range">Whole intervals of the granularity, UTC.</param>
/// <param name="Granularity">How finely to cut.</param>
/// <param name="Edges">The waits to count at; every edge costs one view, ten views a call.</param>
/// <param name="Queues">The queues to ask for; empty asks for all in one unfiltered question.</param>
public sealed record IntervalQuery(Interval Range, Granularity Granularity, EdgeSet Edges, ImmutableArray<QueueId> Queues);

/// <summary>The answer to an <see cref="IntervalQuery"/>.</summary>
/// <param name="Rows">One row per queue, media type and interval in which anything happened, in no order; each carries bands of the query's edges.</param>
/// <param name="Granularity">
/// The granularity of the rows: coarser than asked for when the contact centre refused the finer one; then they cover the range snapped outward to it.
/// </param>
/// <param name="AnsweredAt">The contact centre's own clock when it answered, or ours when it gave none: data reach up to here.</param>
/// <param name="Calls">How many HTTP calls it took, retries included.</param>
/// <param name="Notices">What was unexpected and passed over (a refused granularity, rows without a queue, unknown names), each once.</param>
public sealed record IntervalResponse(
    ImmutableArray<QueueInterval> Rows,
    Granularity Granularity,
    DateTimeOffset AnsweredAt,
    int Calls,
    ImmutableArray<string> Notices);

/// <summary>The answer of <see cref="IContactCentre.ObserveAsync"/>.</summary>
/// <param name="Queues">One per queue and media type that the contact centre named, zero counts included.</param>
/// <param name="Agents">One per queue that has members.</param>
/// <param name="ObservedAt">The contact centre's own clock when it answered, or ours when it gave none.</param>
/// <param name="Calls">How many HTTP calls it took, retries included.</param>
public sealed record ObservationResponse(
    ImmutableArray<QueueObservation> Queues,
    ImmutableArray<AgentObservation> Agents,
    DateTimeOffset ObservedAt,
    int Calls)
{
    /// <summary>The queues that were asked for and of whose contacts nothing came: what they look like is not known, which is not "nobody".</summary>
    public ImmutableArray<QueueId> Unanswered { get; init; } = [];

    /// <summary>What was unexpected and passed over (a refused metric), each once.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}

/// <summary>How much of the quota is used.</summary>
/// <param name="CallsLastMinute">HTTP calls sent in the last sixty seconds.</param>
/// <param name="GovernorPerMinute">Calls a minute that the governor lets through.</param>
/// <param name="LimitPerMinute">Calls a minute that the contact centre allows one client.</param>
/// <param name="CallsTotal">HTTP calls sent since the start.</param>
/// <param name="ThrottledTotal">How many of them were answered with "too many requests".</param>
public sealed record QuotaUse(int CallsLastMinute, int GovernorPerMinute, int LimitPerMinute, long CallsTotal, long ThrottledTotal)
{
    /// <summary>Calls of the last minute over the limit, as a ratio.</summary>
    public decimal Share => LimitPerMinute == 0 ? 0 : (decimal)CallsLastMinute / LimitPerMinute;
}
