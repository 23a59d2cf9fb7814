using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>
/// Lets what was changed about screens, here or in another process, be seen on the glass: within two seconds, or within four where there are other instances,
/// and no signal comes. Removes those that wait no more.
/// </summary>
public sealed class ScreenWatch(
    DocumentCache<Screen> documents, ScreenSeats seats, EnrolmentDesk desk, ISignals signals, TimeProvider clock, ILogger<ScreenWatch> logger)
    : PeriodicService(clock, logger)
{
    private const int LooksBetweenTidying = 60;

    /// <summary>Where nobody else is, other documents are read every five seconds; a revocation may not take that long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private int _looks;

    /// <inheritdoc/>
    public override string Name => "screens";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => LookAgain;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        documents.Changed += seats.Check;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        documents.Changed -= seats.Check;
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (_looks++ % LooksBetweenTidying == 0)
        {
            await desk.TidyAsync(cancellationToken);
        }
        if (!signals.HasOthers && seats.IsAnyTaken)
        {
            // with others all documents are looked at by signals and every two seconds
            await documents.RefreshAsync(cancellationToken);
        }

        return LookAgain;
    }
}
