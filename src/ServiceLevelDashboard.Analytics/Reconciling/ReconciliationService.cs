using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>Runs the reconciler's turns when rows have been noted, and nothing else.</summary>
internal sealed partial class ReconciliationService(Reconciler reconciler, ILogger<ReconciliationService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await reconciler.SomethingNewAsync(stoppingToken).ConfigureAwait(false);
                await reconciler.TurnAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A mistake of our own must not end the comparing for good; the next merge tries again.
                Log.TurnBroke(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Comparing with Genesys' own figures broke; the next merge tries again.")]
        public static partial void TurnBroke(ILogger logger, Exception error);
    }
}
