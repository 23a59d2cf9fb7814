using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Analytics.Configuration;

namespace ServiceLevelDashboard.Analytics.Collecting;

/// <summary>Lets the listener listen, again and again, and nothing else.</summary>
internal sealed class PushService(PushListener listener, DashboardSettings settings, TimeProvider timeProvider) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Push && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = await TurnAsync(stoppingToken).ConfigureAwait(false);
                var wait = due - timeProvider.GetUtcNow();
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, timeProvider, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<DateTimeOffset> TurnAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await listener.ListenAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            // A mistake of our own over one connection must not end the listening for good, nor the host: it is shown, logged and tried again.
            return listener.RecordFailure(e);
        }
    }
}
