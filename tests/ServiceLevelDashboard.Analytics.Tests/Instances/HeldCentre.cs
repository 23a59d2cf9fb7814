using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>A contact centre whose answers for intervals are on their way until the test lets them go.</summary>
internal sealed class HeldCentre(FakeContactCentre centre) : IContactCentre
{
    /// <summary>Holds answers until it is done; null for at once.</summary>
    public TaskCompletionSource? Held { get; set; }

    public QuotaUse Quota => centre.Quota;

    public Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken) => centre.GetQueuesAsync(cancellationToken);

    public async Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        var answer = await centre.QueryIntervalsAsync(query, cancellationToken);
        if (Held is { } held)
        {
            await held.Task;
        }
        return answer;
    }

    public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
        centre.ObserveAsync(queues, cancellationToken);
}
