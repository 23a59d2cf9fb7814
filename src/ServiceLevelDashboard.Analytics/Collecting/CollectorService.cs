using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Analytics.History;

namespace ServiceLevelDashboard.Analytics.Collecting;

/// <summary>Runs the collector's turns when they are due, and nothing else.</summary>
internal sealed class CollectorService(Collector collector, TimeProvider timeProvider, WarmStart? warmStart = null) : BackgroundService
{
    // The tick that a timer may fire early by; also keeps a mistaken due time in the past from spinning.
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (warmStart is not null) await warmStart.LoadAsync(stoppingToken).ConfigureAwait(false);
        var queues = LoopAsync(RefreshSource.Queues, collector.RefreshQueuesAsync, stoppingToken);
        await collector.QueuesKnown.WaitAsync(stoppingToken).ConfigureAwait(false);
        await Task.WhenAll(
            queues,
            LoopAsync(RefreshSource.Intervals, collector.RefreshIntervalsAsync, stoppingToken),
            LoopAsync(RefreshSource.Observations, collector.RefreshObservationsAsync, stoppingToken)).ConfigureAwait(false);
    }

    private async Task LoopAsync(RefreshSource source, Func<CancellationToken, Task<DateTimeOffset>> turn, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            DateTimeOffset due;
            try
            {
                due = await turn(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A mistake of our own in one turn must not end the refreshes: it is shown, logged and tried again.
                due = collector.Broke(source, e);
            }

            var wait = due - timeProvider.GetUtcNow();
            await Task.Delay(wait > LeastWait ? wait : LeastWait, timeProvider, stoppingToken).ConfigureAwait(false);
        }
    }
}
