using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>Levels of the past. Immutable.</summary>
public sealed record HistoryView
{
    /// <summary>What was asked.</summary>
    public required HistoryRequest Request { get; init; }

    /// <summary>The range, UTC; it ends with the last interval that has begun.</summary>
    public required Interval Range { get; init; }

    /// <summary>The periods, oldest first, without holes.</summary>
    public required ImmutableArray<Interval> Periods { get; init; }

    /// <summary>The lines, most contacts first; empty when nothing happened.</summary>
    public required ImmutableArray<HistoryLine> Lines { get; init; }

    /// <summary>What was never fetched, oldest first.</summary>
    public required ImmutableArray<Interval> Missing { get; init; }

    /// <summary>What may still move, oldest first.</summary>
    public required ImmutableArray<Interval> Unsettled { get; init; }

    /// <summary>Whether the rows were asked of the contact centre for this view, and not read from the archive.</summary>
    public bool IsFetched { get; init; }

    /// <summary>Nothing that may be seen.</summary>
    internal static HistoryView Nothing(HistoryRequest request, Interval range, ImmutableArray<Interval> periods) =>
        new() { Request = request, Range = range, Periods = periods, Lines = [], Missing = [], Unsettled = [] };

    /// <summary>Whether every level is known exactly.</summary>
    public bool IsExact => Lines.All(static line => line.Level.IsExact);

    /// <summary>Whether nothing at all is known of a period.</summary>
    public bool IsUnknown(Interval period) => Missing.Any(m => m.Contains(period));

    /// <summary>Whether a part of a period is not known.</summary>
    public bool IsPartly(Interval period) => Missing.Any(m => m.Overlaps(period));

    /// <summary>Whether a period may still move.</summary>
    public bool MayMove(Interval period) => Unsettled.Any(u => u.Overlaps(period));
}

/// <summary>One queue and media type, or a sum of several.</summary>
public sealed record HistoryLine
{
    /// <summary>What is in it; one when it is no sum.</summary>
    public required ImmutableArray<QueueMedia> Keys { get; init; }

    /// <summary>The queue's name when it is no sum; hostile input until encoded.</summary>
    public required string? QueueName { get; init; }

    /// <summary>The media types in it; several only when pooled.</summary>
    public required ImmutableArray<MediaType> Media { get; init; }

    /// <summary>The thresholds in it, null for queues without one; several only when pooled.</summary>
    public required ImmutableArray<TimeSpan?> Thresholds { get; init; }

    /// <summary>The target ratio when all in it share one, else null.</summary>
    public required decimal? TargetRatio { get; init; }

    /// <summary>One for each period.</summary>
    public required ImmutableArray<HistoryPoint> Points { get; init; }

    /// <summary>Sum of all periods.</summary>
    public ServiceLevelBounds Level => Points.Aggregate(default(ServiceLevelBounds), static (sum, p) => sum + p.Level);

    /// <summary>Sum of all periods.</summary>
    public ContactCounts Counts => ContactCounts.Sum(Points.Select(static p => p.Counts));
}

/// <summary>One line in one period.</summary>
/// <param name="Level">The level.</param>
/// <param name="Counts">The counts behind it, without bands.</param>
public sealed record HistoryPoint(ServiceLevelBounds Level, ContactCounts Counts)
{
    /// <summary>Nothing happened.</summary>
    public static readonly HistoryPoint Nothing = new(default, ContactCounts.Zero);
}
