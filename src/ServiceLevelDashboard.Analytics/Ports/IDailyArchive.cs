using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Sums of whole site days, so that months are read quickly. A sum is made when a settled day is first asked for, belongs to
/// the zone that cut the day and to the edges that were counted at, and is made again when either changes or a row of the day
/// is corrected.
/// </summary>
public interface IDailyArchive
{
    /// <summary>
    /// The sums of one day, or null when the day cannot be summed: not covered whole, not settled, counted at several sets of edges, or cut inside an interval.
    /// </summary>
    /// <param name="day">The site's day, UTC.</param>
    /// <param name="zone">The zone that cut it.</param>
    /// <param name="granularity">The granularity of the rows to sum.</param>
    /// <param name="queues">The queues to read; empty reads all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<DailySums?> ReadAsync(Interval day, TimeZoneInfo zone, Granularity granularity, ImmutableArray<QueueId> queues, CancellationToken cancellationToken);

    /// <summary>Lets go of the sums of days that none of some calendars cuts: a site's zone or start of day has changed.</summary>
    /// <returns>How many days were let go.</returns>
    Task<int> KeepOnlyAsync(ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken);
}

/// <summary>The sums of one day.</summary>
/// <param name="Coverage">What they cover: the day.</param>
/// <param name="Rows">One row per queue and media type in which anything happened and which can be summed; its interval is the day.</param>
public sealed record DailySums(Coverage Coverage, ImmutableArray<QueueInterval> Rows)
{
    /// <summary>Queues and media types that have no sum, since some of their intervals are judged by themselves: these are read as intervals.</summary>
    public ImmutableArray<QueueMedia> Unsummed { get; init; } = [];
}
