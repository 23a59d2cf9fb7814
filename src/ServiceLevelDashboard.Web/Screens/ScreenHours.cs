using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>When nobody needs a screen, by the clock that its board shows it.</summary>
internal sealed class ScreenHours(
    BoardRegistry boards, ISnapshots snapshots, RoleRegistry roles, DocumentCache<Group> groups, OpeningTimes hours, DashboardSettings settings) : IScreenHours
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Board, Visibility Sees), DarkReason?> _known = [];
    private DateTimeOffset _at;

    /// <inheritdoc/>
    public DarkReason? ReasonAt(Screen screen, DateTimeOffset now)
    {
        var sees = roles.SeenBy(screen.Roles);
        lock (_gate)
        {
            if (_at != now)
            {
                _at = now;
                _known.Clear(); // thousands of screens show a few boards
            }
            if (!_known.TryGetValue((screen.Board, sees), out var reason))
            {
                _known[(screen.Board, sees)] = reason = ReasonAt(screen.Board, sees, now);
            }
            return reason;
        }
    }

    private DarkReason? ReasonAt(string name, Visibility sees, DateTimeOffset now)
    {
        var board = boards.Find(name, sees) ?? new Board(name) { Title = name }; // one that is gone has the usual night
        var tiles = snapshots.For(sees).Snapshot is { } snapshot ? WallContent.TilesOf(board, snapshot, groups.All, new AttentionOrder(), now) : [];
        return BoardClock.At(board, tiles, hours, settings, now) switch
        {
            { IsNight: true } => DarkReason.Night,
            { IsOpen: false } => DarkReason.Closed,
            _ => null,
        };
    }
}
