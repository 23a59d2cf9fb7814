using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests;

/// <summary>A contact centre that answers what the test says and remembers what it was asked.</summary>
internal sealed class FakeContactCentre(TimeProvider timeProvider) : IContactCentre
{
    public List<Queue> Queues { get; } = [];

    public List<QueueInterval> Rows { get; } = [];

    public List<QueueObservation> Waiting { get; } = [];

    public List<IntervalQuery> Queries { get; } = [];

    public List<ImmutableArray<QueueId>> Observed { get; } = [];

    /// <summary>Thrown by the next questions until it is null again.</summary>
    public Exception? QueuesFail { get; set; }

    public Exception? IntervalsFail { get; set; }

    public Exception? ObservationsFail { get; set; }

    /// <summary>The contact centre's clock minus ours.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The finest granularity that is answered in.</summary>
    public Granularity Finest { get; set; } = Granularity.FiveMinutes;

    public ImmutableArray<string> Notices { get; set; } = [];

    public ImmutableArray<string> QueueListNotices { get; set; } = [];

    public ImmutableArray<string> ObservationNotices { get; set; } = [];

    public int ObservationCalls { get; set; } = 1;

    public QuotaUse Quota { get; set; } = new(0, 150, 300, 0, 0);

    public Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken) =>
        QueuesFail is { } e ? Task.FromException<ImmutableArray<Queue>>(e) : Task.FromResult<ImmutableArray<Queue>>([.. Queues]);

    public Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        Queries.Add(query);
        if (IntervalsFail is { } e)
        {
            return Task.FromException<IntervalResponse>(e);
        }
        var granularity = query.Granularity.Length < Finest.Length ? Finest : query.Granularity;
        return Task.FromResult(new IntervalResponse(
            [.. Rows.Where(r => query.Range.Contains(r.Interval) && r.Interval.Length == granularity.Length)],
            granularity,
            timeProvider.GetUtcNow() + ClockOffset,
            // As the real client pays: ten views a call.
            Math.Max(1, (query.Edges.Count + 9) / 10),
            Notices));
    }

    public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        Observed.Add(queues);
        return ObservationsFail is { } e
            ? Task.FromException<ObservationResponse>(e)
            : Task.FromResult(
                new ObservationResponse([.. Waiting], [], timeProvider.GetUtcNow() + ClockOffset, ObservationCalls) { Notices = ObservationNotices });
    }
}
