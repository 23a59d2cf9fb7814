using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Levels of the past as the history page shows them. Immutable.</summary>
public sealed record HistoryView
{
    /// <summary>What was asked.</summary>
    public required HistoryRequest Request { get; init; }

    /// <summary>What was found.</summary>
    public required PastReport Past { get; init; }

    /// <summary>What may still move, oldest first.</summary>
    public required ImmutableArray<Interval> Unsettled { get; init; }

    /// <summary>Whether the rows were asked of the contact centre for this view, and not read from the archive.</summary>
    public bool IsFetched { get; init; }

    /// <summary>The range, UTC; it ends with the last interval that has begun.</summary>
    public Interval Range => Past.Range;

    /// <summary>The periods, oldest first, without holes.</summary>
    public ImmutableArray<Interval> Periods => Past.Periods;

    /// <summary>On whose days and clocks the periods are: the calendar of all queues where they have the same, else the installation's.</summary>
    public SiteCalendar Calendar => Past.Calendar!; // set where it is made of days

    /// <summary>The lines, most contacts first; empty when nothing happened.</summary>
    public ImmutableArray<PastLine> Lines => Past.Lines;

    /// <summary>What was never fetched, oldest first.</summary>
    public ImmutableArray<Interval> Missing => IsFetched ? [] : Past.Missing;

    /// <summary>Whether every level is known exactly.</summary>
    public bool IsExact => Lines.All(static line => line.Level.IsExact);

    /// <summary>Up to when targets are assumed, since Genesys Cloud was first asked for them only then; null when all are known.</summary>
    public DateTimeOffset? AssumedUntil => Lines.Max(static line => line.AssumedUntil);

    /// <summary>Whether nothing at all is known of a period.</summary>
    public bool IsUnknown(Interval period) => Missing.Any(m => m.Contains(period));

    /// <summary>Whether a part of a period is not known.</summary>
    public bool IsPartly(Interval period) => Missing.Any(m => m.Overlaps(period));

    /// <summary>Whether a period may still move.</summary>
    public bool MayMove(Interval period) => Unsettled.Any(u => u.Overlaps(period));
}

/// <summary>A range beside the same days earlier, both as far as the range has come.</summary>
/// <param name="Now">The range.</param>
/// <param name="Earlier">The same days earlier.</param>
/// <param name="Until">Where the range ends, as it is under way: the earlier one ends at the same time of day. Null when both are whole.</param>
public sealed record HistoryComparison(HistoryView Now, HistoryView Earlier, DateTimeOffset? Until);
