using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Sums of whole site days, so that months are read quickly. A sum is made in the background when its day has settled, belongs to the zone that cut the
/// day and to the edges that were counted at, and is let go when either changes or a row of the day is corrected.
/// </summary>
public interface IDailyArchive
{
    /// <summary>
    /// The sums of those of some days that have any, in the order of the days. A day has none while it is not covered whole, not settled, counted at several
    /// sets of edges, cut inside an interval, or not summed yet.
    /// </summary>
    /// <param name="days">The site's days, UTC; all are held in memory at once.</param>
    /// <param name="zone">The zone that cut them.</param>
    /// <param name="queues">The queues to read; empty reads all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<ImmutableArray<DailySums>> ReadAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken);

    /// <summary>The past days of a calendar that can be summed and have not been, newest first.</summary>
    /// <param name="calendar">The calendar that cuts them.</param>
    /// <param name="now">The present moment: the day that it is in is not among them.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<ImmutableArray<Interval>> UnsummedAsync(SiteCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Sums a day and keeps the sum; does nothing when it cannot be summed or has been.</summary>
    /// <param name="day">The site's day, UTC.</param>
    /// <param name="zone">The zone that cut it.</param>
    /// <param name="cancellationToken">Ends the work; then nothing is kept.</param>
    /// <returns>Whether a sum was made.</returns>
    Task<bool> SumAsync(Interval day, TimeZoneInfo zone, CancellationToken cancellationToken);

    /// <summary>Lets go of the sums of days that none of some calendars cuts: a site's zone or start of day has changed.</summary>
    /// <returns>How many days were let go.</returns>
    Task<int> KeepOnlyAsync(ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken);
}

/// <summary>The sums of one day.</summary>
/// <param name="Coverage">What they cover: the day.</param>
/// <param name="Rows">
/// One row per queue, media type and <see cref="CountsJudge"/> in which anything happened, so that each keeps the level of its intervals; its interval is
/// the day.
/// </param>
public sealed record DailySums(Coverage Coverage, ImmutableArray<QueueInterval> Rows);
