using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceLevelDashboard.Analytics.History;

/// <summary>Runs the writer's turns: when there is something new, and again after an outage. Writes once more when the program stops.</summary>
internal sealed partial class HistoryService(HistoryWriter writer, TimeProvider clock, ILogger<HistoryService> logger) : BackgroundService
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        using var bounded = new CancellationTokenSource(LastTurn, clock);
        await TurnAsync(bounded.Token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await writer.SomethingNewAsync(stoppingToken).ConfigureAwait(false);
                while (!await TurnAsync(stoppingToken).ConfigureAwait(false))
                {
                    await Task.Delay(AgainAfter, clock, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await writer.WriteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e)
        {
            // A mistake of our own must not end the writing for good.
            Log.TurnBroke(logger, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Writing history broke; it is tried again.")]
        public static partial void TurnBroke(ILogger logger, Exception error);
    }
}
