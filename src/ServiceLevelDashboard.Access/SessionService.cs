using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access;

/// <summary>Looks at the sessions every two seconds, tidies them once a minute, and says once how the first administrator is made; nothing else.</summary>
public sealed partial class SessionService(
    SignInMode mode, SessionRegistry sessions, StreamLeases stays, SetUp setUp, TimeProvider clock, ILogger<SessionService> logger) : BackgroundService
{
    /// <summary>How long a session that another process ended may go on here.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private const int LooksBetweenTidying = 30;

    /// <summary>One look.</summary>
    /// <param name="tidies">Whether to tidy too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RefreshAsync(bool tidies, CancellationToken cancellationToken)
    {
        try
        {
            await (tidies ? sessions.TidyAsync(cancellationToken) : sessions.RefreshAsync(cancellationToken));
            stays.Check();
            await setUp.AnnounceAsync(cancellationToken);
        }
        catch (ArchiveUnavailableException e)
        {
            Log.NotRead(logger, e.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mode.IsAsked)
        {
            return;
        }
        for (var look = 1; !stoppingToken.IsCancellationRequested; look++)
        {
            await RefreshAsync(look % LooksBetweenTidying == 0, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await Task.Delay(LookAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The sessions could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
