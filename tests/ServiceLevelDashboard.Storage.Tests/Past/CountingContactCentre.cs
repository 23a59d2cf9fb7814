using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Tests.Past;

/// <summary>Answers one row per quarter hour between 08:00 and 18:00 UTC on working days, and counts its calls.</summary>
internal sealed class CountingContactCentre(TimeProvider clock) : IContactCentre
{
    public int Calls { get; private set; }

    /// <summary>The call that fails, counted from 1; 0 for none.</summary>
    public int FailingCall { get; set; }

    public List<Interval> Asked { get; } = [];

    public QuotaUse Quota => new(0, 150, 300, Calls, 0);

    public Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<Queue>>([]);

    public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("not asked here");

    public Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        Calls++;
        if (Calls == FailingCall)
        {
            throw new UnavailableException("gone");
        }
        Asked.Add(query.Range);
        return Task.FromResult(new IntervalResponse(
            [.. query.Granularity.Split(query.Range).Where(Works).Select(i => Row(i, query.Edges))], query.Granularity, clock.GetUtcNow(), 1, []));
    }

    public static QueueInterval Row(Interval interval, EdgeSet edges) => new(
        new QueueMedia(new QueueId("a"), MediaType.Voice),
        interval,
        new ContactCounts
        {
            Offered = interval.Start.Hour,
            AnswerWait = new DurationStatistics(interval.Start.Hour, 9_000, 30_000),
            Bands = new Bands(edges, [.. edges.AnsweredMs.Select(ms => ms / 10_000)], [.. edges.AbandonedMs.Select(_ => 0)]),
        });

    public static bool Works(Interval interval) =>
        interval.Start.Hour is >= 8 and < 18 && interval.Start.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
