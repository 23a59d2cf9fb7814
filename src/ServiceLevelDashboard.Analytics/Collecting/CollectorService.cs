using Microsoft.Extensions.Hosting;

namespace ServiceLevelDashboard.Analytics.Collecting;

/// <summary>Runs the collector's turns when they are due, and nothing else.</summary>
internal sealed class CollectorService(Collector collector, TimeProvider timeProvider, WarmStart? warmStart = null) : BackgroundService
{
    // The tick that a timer may fire early by; also keeps a mistaken due time in the past from spinning.
    private static readonly TimeSpan MinimumWait = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (warmStart is not null)
            {
                await warmStart.LoadAsync(stoppingToken).ConfigureAwait(false);
            }
            await Task.WhenAll(
                LoopAsync(RefreshSource.Queues, Task.CompletedTask, collector.RefreshQueuesAsync, stoppingToken),
                LoopAsync(RefreshSource.Intervals, collector.QueuesKnown, collector.RefreshIntervalsAsync, stoppingToken),
                LoopAsync(RefreshSource.Observations, collector.QueuesKnown, collector.RefreshObservationsAsync, stoppingToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end that was asked for, wherever a loop was: the host would take the exception for a failure.
        }
    }

    private async Task LoopAsync(RefreshSource source, Task first, Func<CancellationToken, Task<DateTimeOffset>> turn, CancellationToken stoppingToken)
    {
        await first.WaitAsync(stoppingToken).ConfigureAwait(false);
        while (true)
        {
            DateTimeOffset due;
            try
            {
                due = await turn(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
            {
                // A mistake of our own in one turn must not end the refreshes: it is shown, logged and tried again.
                due = collector.RecordFailure(source, e);
            }

            var wait = due - timeProvider.GetUtcNow();
            await Task.Delay(wait > MinimumWait ? wait : MinimumWait, timeProvider, stoppingToken).ConfigureAwait(false);
        }
    }
}
