using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Writes when there is something new, and again after an outage. Writes once more when the program stops.</summary>
internal sealed class HistoryService(HistoryWriter writer, TimeProvider clock, ILogger<HistoryService> logger) : PeriodicService(clock, logger)
{
    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(5);

    private bool _isOwed;

    /// <inheritdoc/>
    public override string Name => "archive";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!_isOwed)
        {
            await writer.SomethingNewAsync(cancellationToken).ConfigureAwait(false);
            _isOwed = true;
        }

        _isOwed = !await writer.WriteAsync(cancellationToken).ConfigureAwait(false);
        return _isOwed ? PauseAfterFailure : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        using var bounded = new CancellationTokenSource(LastTurn, Clock);
        _isOwed = true;
        try
        {
            await RunTurnAsync(bounded.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is not written is fetched again after the next start.
        }
    }
}
