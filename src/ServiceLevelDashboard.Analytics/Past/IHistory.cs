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
    /// What is kept of some site days, one after another: as sums where the day has settled and was summed (one row per queue, media type and judge, its
    /// interval the day), else as intervals. However many days there are, a week of sums or a day of intervals is held at a time.
    /// </summary>
    /// <param name="days">The site's days, UTC.</param>
    /// <param name="zone">The zone that cut them.</param>
    /// <param name="queues">The queues to read; empty reads all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    IAsyncEnumerable<KeptHistory> ReadDaysAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken);
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
