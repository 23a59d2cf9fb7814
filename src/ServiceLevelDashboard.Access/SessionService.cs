using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access;

/// <summary>
/// Looks at sessions and roles, so that what was decided in another process reaches open pages and streams: every second, and where there are other instances
/// every two seconds or at once by a signal. Tidies the sessions once a minute, and says once how the first administrator is made.
/// </summary>
public sealed class SessionService(
    SignInMode mode,
    SessionRegistry sessions,
    RoleRegistry roles,
    ViewerLeases leases,
    SetUp setUp,
    ISignals signals,
    SignalBoard heard,
    TimeProvider clock,
    ILogger<SessionService> logger) : PeriodicService(clock, logger)
{
    /// <summary>Between two looks where there are other instances.</summary>
    public static readonly TimeSpan LookAgainAmongOthers = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1), TidyAgain = TimeSpan.FromMinutes(1);

    private DateTimeOffset _tidiedAt = clock.GetUtcNow();

    /// <inheritdoc/>
    public override string Name => "sessions";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => Pause;

    /// <inheritdoc/>
    protected override Task? Awakens => heard.Next(Signal.Sessions);

    private TimeSpan Pause => signals.HasOthers ? LookAgainAmongOthers : LookAgain;

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!mode.IsAsked)
        {
            return Timeout.InfiniteTimeSpan;
        }

        leases.Check(); // sessions run out, also while the archive is away
        var now = Clock.GetUtcNow();
        var isTidying = now - _tidiedAt >= TidyAgain || now < _tidiedAt;
        await (isTidying ? sessions.TidyAsync(cancellationToken) : sessions.RefreshAsync(cancellationToken));
        _tidiedAt = isTidying ? now : _tidiedAt;
        await roles.RefreshAsync(cancellationToken);
        await setUp.AnnounceAsync(cancellationToken);
        return Pause;
    }
}
