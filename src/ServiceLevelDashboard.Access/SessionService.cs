using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Access;

/// <summary>
/// Looks at sessions and roles every second, so that what was decided in another process reaches open pages and streams within two; tidies the sessions
/// once a minute, and says once how the first administrator is made.
/// </summary>
public sealed class SessionService(
    SignInMode mode, SessionRegistry sessions, RoleRegistry roles, ViewerLeases leases, SetUp setUp, TimeProvider clock, ILogger<SessionService> logger)
    : PeriodicService(clock, logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private const int LooksBetweenTidying = 60;

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

        leases.Check(); // sessions run out, also while the archive is away
        await (++_looks % LooksBetweenTidying == 0 ? sessions.TidyAsync(cancellationToken) : sessions.RefreshAsync(cancellationToken));
        await roles.RefreshAsync(cancellationToken);
        await setUp.AnnounceAsync(cancellationToken);
        return LookAgain;
    }
}
