using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>A part of the past, measured. Immutable.</summary>
public sealed record PastReport
{
    /// <summary>The range, UTC.</summary>
    public required Interval Range { get; init; }

    /// <summary>The periods, oldest first, without holes.</summary>
    public required ImmutableArray<Interval> Periods { get; init; }

    /// <summary>
    /// On whose days and clocks the periods are: the calendar of all its queues where they have the same, else the installation's; null when it is not made of
    /// days.
    /// </summary>
    public SiteCalendar? Calendar { get; init; }

    /// <summary>In how many sites the queues of the lines are, where these have days of their own; 1 when all have the same.</summary>
    public int Sites { get; init; } = 1;

    /// <summary>The lines, most contacts first; empty when nothing happened.</summary>
    public required ImmutableArray<PastLine> Lines { get; init; }

    /// <summary>What was fetched of the range, oldest first.</summary>
    public required ImmutableArray<Coverage> Covered { get; init; }

    /// <summary>Contacts that were offered in the intervals that are left out.</summary>
    public int LeftOut { get; init; }

    /// <summary>What was never fetched, oldest first.</summary>
    public ImmutableArray<Interval> Missing => KnownParts.Missing(Range, Covered);
}

/// <summary>One queue and media type, or a sum of several.</summary>
public sealed record PastLine
{
    /// <summary>What is in it; one when it is no sum.</summary>
    public required ImmutableArray<QueueMedia> Keys { get; init; }

    /// <summary>The queue's name at the end of the range when it is no sum; hostile input until encoded.</summary>
    public required string? QueueName { get; init; }

    /// <summary>The media types in it; several only when all is added up.</summary>
    public required ImmutableArray<MediaType> Media { get; init; }

    /// <summary>The thresholds in it, null for queues without one.</summary>
    public required ImmutableArray<TimeSpan?> Thresholds { get; init; }

    /// <summary>The target ratio when all in it share one, else null.</summary>
    public required decimal? TargetRatio { get; init; }

    /// <summary>Up to when targets in it are assumed, since Genesys Cloud was first asked for them only then; null when all are known.</summary>
    public DateTimeOffset? AssumedUntil { get; init; }

    /// <summary>One for each period.</summary>
    public required ImmutableArray<PastSum> Points { get; init; }

    /// <summary>What each point is of: the days of its own site, or the periods of the report where several sites are in it.</summary>
    public required ImmutableArray<Interval> Periods { get; init; }

    /// <summary>From the first start to the last end of what is in each point; wider than its period where several sites are in it.</summary>
    public required ImmutableArray<Interval> Spans { get; init; }

    /// <summary>What all points are of.</summary>
    public Interval Range => Periods.IsEmpty ? default : new Interval(Periods[0].Start, Periods[^1].End);

    /// <summary>The intervals, oldest first, each with what it is measured by; empty unless they were asked for.</summary>
    public ImmutableArray<PastRow> Rows { get; init; } = [];

    /// <summary>Sum of all periods.</summary>
    public PastSum Sum => Points.Aggregate(PastSum.Zero, static (sum, p) => sum + p);

    /// <summary>Level of all periods.</summary>
    public ServiceLevelBounds Level => Points.Aggregate(default(ServiceLevelBounds), static (sum, p) => sum + p.Level);

    /// <summary>Counts of all periods.</summary>
    public ContactCounts Counts => ContactCounts.Sum(Points.Select(static p => p.Counts));
}

/// <summary>One interval, measured.</summary>
/// <param name="Interval">When, UTC.</param>
/// <param name="Counts">What happened.</param>
/// <param name="Measure">What it is measured by.</param>
public sealed record PastRow(Interval Interval, ContactCounts Counts, Measure Measure);
