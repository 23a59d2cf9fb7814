using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>Lets what was changed about screens, here or in another process, be seen on the glass within two seconds.</summary>
public sealed partial class ScreenWatch(DocumentCache<Screen> documents, ScreenSeats seats, TimeProvider clock, ILogger<ScreenWatch> logger) : BackgroundService
{
    /// <summary>Other books are read every five seconds; a revocation may not take that long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        documents.Changed += seats.Check;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (seats.IsAnyTaken)
                {
                    await documents.RefreshAsync(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // the archive may be away: the screens stay as they were
                Log.NotRead(logger, e.Message);
            }

            await Task.Delay(LookAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        documents.Changed -= seats.Check;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The archive's screens could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
