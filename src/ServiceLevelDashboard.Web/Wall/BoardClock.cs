using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>What time it is on a board: of the site that it shows, of several sites the installation's.</summary>
/// <param name="Local">The time on those clocks.</param>
/// <param name="IsOpen">Whether a queue of the board is open; without queues, whether the installation is.</param>
/// <param name="IsNight">Whether the board sleeps: closed, within its night.</param>
internal sealed record BoardClock(DateTime Local, bool IsOpen, bool IsNight)
{
    /// <summary>The clock of a board with these tiles.</summary>
    public static BoardClock At(Board board, ImmutableArray<QueueSummary> tiles, OpeningTimes hours, DashboardSettings settings, DateTimeOffset now)
    {
        var zone = tiles.Select(t => t.Today?.Calendar.Zone ?? settings.Zone).Distinct().ToArray() is [var only] ? only : settings.Zone;
        var local = SiteCalendar.ClockAt(now, zone);
        var isOpen = tiles.IsEmpty
            ? hours.Current.Site.IsOpen(now, settings.Zone)
            : tiles.Any(t => hours.Current.For(t.Queue).IsOpen(now, settings.Zone));
        return new BoardClock(local, isOpen, !isOpen && board.IsNight(TimeOnly.FromDateTime(local)));
    }
}
