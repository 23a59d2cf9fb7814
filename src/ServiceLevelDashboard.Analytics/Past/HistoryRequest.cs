using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Which part of the past is looked at, and how it is cut and summed.</summary>
/// <param name="From">First day of the site.</param>
/// <param name="To">Last day of the site, included.</param>
public sealed record HistoryRequest(DateOnly From, DateOnly To)
{
    /// <summary>The longest range by interval, in days.</summary>
    public const int MaximumDaysByInterval = 7;

    /// <summary>The longest range by hour, in days: five weeks show the pattern of a week.</summary>
    public const int MaximumDaysByHour = 35;

    /// <summary>How many days one call of an exact fetch reaches over.</summary>
    public const int DaysPerCall = 31;

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

    /// <summary>Calls that an exact fetch is likely to cost: one for each 31 days begun, since up to ten edges share one.</summary>
    public int CallsToFetch => (Days + DaysPerCall - 1) / DaysPerCall;
}
