using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>Compares when rows have been noted; of several instances the leading one learns.</summary>
internal sealed class ReconciliationService(
    Reconciler reconciler, ILeadership leadership, ISignals signals, TimeProvider clock, ILogger<ReconciliationService> logger) : PeriodicService(clock, logger)
{
    /// <inheritdoc/>
    public override string Name => "reconciliation";

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        await reconciler.SomethingNewAsync(cancellationToken).ConfigureAwait(false);
        var term = leadership.Current;
        using var fence = term is { Epoch: > 0 } ? Fence.Under(Leadership.LeaseName, term.Epoch) : null;
        try
        {
            await reconciler.TurnAsync(signals.HasOthers, term is not null, cancellationToken).ConfigureAwait(false);
        }
        catch (LeaseLostException) when (term is not null)
        {
            leadership.End(term); // what was learnt here is not kept: another instance learns
        }
        return TimeSpan.Zero;
    }
}
