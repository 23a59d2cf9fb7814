using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Instances;

namespace ServiceLevelDashboard.Analytics.Background;

/// <summary>
/// Holds or awaits the lead, and gives it back when the program stops. Registered before all that works as leader, so that it stops after them.
/// </summary>
internal sealed class LeadershipService(Leadership leadership, TimeProvider clock, ILogger<LeadershipService> logger)
    : PeriodicService(clock, logger)
{
    /// <inheritdoc/>
    public override string Name => "leadership";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => Leadership.Between;

    /// <inheritdoc/>
    public override Task<TimeSpan> TurnAsync(CancellationToken cancellationToken) => leadership.TurnAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await leadership.LeaveAsync(cancellationToken).ConfigureAwait(false);
    }
}
