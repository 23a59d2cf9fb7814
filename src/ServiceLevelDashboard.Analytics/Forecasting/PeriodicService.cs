using Microsoft.Extensions.Hosting;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Turn after turn with a pause between them until the program ends. A turn that breaks is tried again: an archive may be away for a while.</summary>
internal abstract class PeriodicService(TimeProvider clock) : BackgroundService
{
    /// <summary>Tells the time.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>How long to wait until the next turn.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>One turn.</summary>
    /// <returns>Whether it made something.</returns>
    public abstract Task<bool> TurnAsync(CancellationToken cancellationToken);

    /// <summary>Says in the log that a turn broke; what was in force stays.</summary>
    protected abstract void SayBroken(Exception error);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await GuardedTurnAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(Pause, Clock, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the program ends
        }
    }

    private async Task GuardedTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TurnAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A mistake of our own must not end the turns for good.
            SayBroken(e);
        }
    }
}
