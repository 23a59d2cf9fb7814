using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Annotations;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>Which part of the past is looked at, and how it is cut and summed.</summary>
/// <param name="From">First day of the site.</param>
/// <param name="To">Last day of the site, included.</param>
public sealed record HistoryRequest(DateOnly From, DateOnly To)
{
    /// <summary>The longest range by interval, in days.</summary>
    public const int MaximumDaysByInterval = 7;

    /// <summary>The longest range by hour, in days: five weeks show the pattern of a week.</summary>
    public const int MaximumDaysByHour = 35;

    /// <summary>The queues; empty for all.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>The media type, or null for all, each by itself.</summary>
    public MediaType? Media { get; init; }

    /// <summary>How time is cut.</summary>
    public PeriodLength By { get; init; } = PeriodLength.Day;

    /// <summary>Whether each queue is a line of its own; else they are summed, by media type and threshold.</summary>
    public bool SideBySide { get; init; }

    /// <summary>Whether media types and thresholds are summed too, when summed at all.</summary>
    public bool Pooled { get; init; }

    /// <summary>A threshold in place of the queues' own, or null.</summary>
    public TimeSpan? Threshold { get; init; }

    /// <summary>Whether intervals are left out that somebody marked, with a reason.</summary>
    public bool WithoutMarked { get; init; }

    /// <summary>The annotations whose intervals are left out; looked at only where <see cref="WithoutMarked"/>.</summary>
    public ImmutableArray<Annotation> Marked { get; init; } = [];

    /// <summary>How many days before it lies the range that it is held against: whole weeks, so that weekdays meet; 0 for none.</summary>
    public int AgainstDays { get; init; }

    /// <summary>The same of the earlier range.</summary>
    public HistoryRequest Earlier => this with { From = From.AddDays(-AgainstDays), To = To.AddDays(-AgainstDays), AgainstDays = 0 };

    /// <summary>Its days.</summary>
    public DateRange Dates => new(From, To);

    /// <summary>How many days it spans.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The cut that is used: intervals of more than a week, or of every queue side by side, are too many to be read, and days are shown.</summary>
    public PeriodLength Cut => By switch
    {
        PeriodLength.Interval when Days > MaximumDaysByInterval || (SideBySide && Queues.IsEmpty) => PeriodLength.Day,
        PeriodLength.Hour when Days > MaximumDaysByHour || (SideBySide && Queues.IsEmpty) => PeriodLength.Day,
        var by => by,
    };

    /// <summary>Whether an interval of a queue is left out.</summary>
    public bool LeavesOut(QueueId queue, Interval interval) => WithoutMarked && Marked.Any(a => a.LeavesOut(queue, interval));

    /// <summary>Whether any interval in a range may be left out, so that its sums will not do.</summary>
    public bool LeavesOutIn(Interval range) => WithoutMarked && Marked.Any(a => a.LeftOutBecause.Length > 0 && a.Span.Overlaps(range));

    /// <summary>Calls that an exact fetch is likely to cost: one for each 31 days begun, since up to ten edges share one.</summary>
    public int CallsToFetch => (Days + 30) / 31;
}

/// <summary>How time is cut.</summary>
public enum PeriodLength
{
    /// <summary>As finely as it was fetched.</summary>
    Interval,

    /// <summary>Hours of the site's days.</summary>
    Hour,

    /// <summary>Days of the site.</summary>
    Day,

    /// <summary>Weeks of the site's days, from Monday.</summary>
    Week,

    /// <summary>Months of the site's days.</summary>
    Month,
}
