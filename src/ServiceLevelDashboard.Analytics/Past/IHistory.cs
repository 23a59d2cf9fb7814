using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>The past as it is kept here: no call is made to the contact centre.</summary>
public interface IHistory
{
    /// <summary>How long after its end an interval must have been fetched to count as settled.</summary>
    TimeSpan SettlesAfter { get; }

    /// <summary>
    /// What is kept of a range. Every instant is read from exactly one granularity. While the durable archive is away the last
    /// days are read from memory.
    /// </summary>
    /// <param name="range">The range, UTC; snapped outward to whole hours.</param>
    /// <param name="queues">The queues to read; empty reads all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<KeptHistory> ReadAsync(Interval range, ImmutableArray<QueueId> queues, CancellationToken cancellationToken);

    /// <summary>
    /// What is kept of one site day, as sums where the day has settled (one row per queue and media type, its interval the day); as intervals
    /// where it has not, or where the intervals of a queue are judged by themselves.
    /// </summary>
    /// <param name="day">The site's day, UTC.</param>
    /// <param name="zone">The zone that cut it.</param>
    /// <param name="queues">The queues to read; empty reads all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<KeptHistory> ReadDayAsync(Interval day, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken);
}

/// <summary>What is kept of a range.</summary>
/// <param name="Range">The range that was read.</param>
/// <param name="Rows">The rows, oldest first; of several granularities when the range was fetched so.</param>
/// <param name="Covered">What was fetched and when, oldest first; these parts alone were read.</param>
/// <param name="Missing">What was never fetched, oldest first; empty when all is known.</param>
public sealed record KeptHistory(
    Interval Range,
    ImmutableArray<QueueInterval> Rows,
    ImmutableArray<Coverage> Covered,
    ImmutableArray<Interval> Missing);
