using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>Lets what was changed about screens, here or in another process, be seen on the glass within two seconds.</summary>
public sealed class ScreenWatch(
    DocumentCache<Screen> documents, ScreenSeats seats, TimeProvider clock, ILogger<ScreenWatch> logger) : PeriodicService(clock, logger)
{
    /// <summary>Other documents are read every five seconds; a revocation may not take that long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

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
        if (seats.IsAnyTaken)
        {
            await documents.RefreshAsync(cancellationToken);
        }

        return LookAgain;
    }
}
