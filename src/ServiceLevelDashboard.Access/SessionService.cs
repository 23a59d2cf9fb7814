using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Access;

/// <summary>Looks at the sessions every two seconds, tidies them once a minute, and says once how the first administrator is made.</summary>
public sealed class SessionService(
    SignInMode mode, SessionRegistry sessions, StreamLeases streams, SetUp setUp, TimeProvider clock, ILogger<SessionService> logger) : PeriodicService(clock,
    logger)
{
    /// <summary>How long a session that another process ended may go on here.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private const int LooksBetweenTidying = 30;

    private int _looks;

    /// <inheritdoc/>
    public override string Name => "sessions";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => LookAgain;

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!mode.IsAsked)
        {
            return Timeout.InfiniteTimeSpan;
        }

        await (++_looks % LooksBetweenTidying == 0 ? sessions.TidyAsync(cancellationToken) : sessions.RefreshAsync(cancellationToken));
        streams.Check();
        await setUp.AnnounceAsync(cancellationToken);
        return LookAgain;
    }
}
