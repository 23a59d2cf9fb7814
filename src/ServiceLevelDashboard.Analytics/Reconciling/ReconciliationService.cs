using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>Compares when rows have been noted.</summary>
internal sealed class ReconciliationService(Reconciler reconciler, TimeProvider clock, ILogger<ReconciliationService> logger) : PeriodicService(clock, logger)
{
    /// <inheritdoc/>
    public override string Name => "reconciliation";

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        await reconciler.SomethingNewAsync(cancellationToken).ConfigureAwait(false);
        await reconciler.TurnAsync(cancellationToken).ConfigureAwait(false);
        return TimeSpan.Zero;
    }
}
