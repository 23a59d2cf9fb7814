using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>The service level of some queues over a range, with everything that it is made of.</summary>
public sealed record Report
{
    /// <summary>Formula, flow-outs and the limit of a short abandon: those at the end of the range.</summary>
    public required ServiceLevelDefinition Definition { get; init; }

    /// <summary>
    /// The definitions by which the days were measured, each with the instant from which on it holds; one unless the contract's changed within the range.
    /// </summary>
    public required ImmutableArray<(DateTimeOffset From, ServiceLevelDefinition Definition)> Definitions { get; init; }

    /// <summary>The intervals that somebody marked with a reason to leave them out, oldest first; empty when none lie in the range.</summary>
    public ImmutableArray<MarkedSpan> Marked { get; init; } = [];

    /// <summary>Whether the marked intervals are left out of every figure.</summary>
    public bool WithoutMarked { get; init; }

    /// <summary>Contacts that were offered in the intervals that are left out.</summary>
    public int LeftOut { get; init; }

    /// <summary>The threshold of every queue in the report, or null when they differ or none is known.</summary>
    public required TimeSpan? Threshold { get; init; }

    /// <summary>The range, whole intervals, UTC.</summary>
    public required Interval Interval { get; init; }

    /// <summary>The dates that were asked for: of each queue its own days. Null when the range is the same for all.</summary>
    public DateRange? Days { get; init; }

    /// <summary>On whose clocks the dates are, where all queues have the same; null where they differ, and without dates.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Whether dates were asked for and the queues' days of them differ: each queue's own were added.</summary>
    public bool DaysDiffer => Days is not null && Zone is null;

    /// <summary>Granularity of <see cref="ReportQueue.Intervals"/>.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>Whether Genesys' formula was applied at a threshold that is not the queue's own, for any queue.</summary>
    public required bool IsRestated { get; init; }

    /// <summary>Sums over the queues; null when the report spans several media types, which are never pooled.</summary>
    public required ReportFigures? Totals { get; init; }

    /// <summary>Sums of each media type, by its name.</summary>
    public required ImmutableSortedDictionary<string, ReportFigures> TotalsByMediaType { get; init; }

    /// <summary>One for each queue and media type with any contact in the range, by name and media type. Empty means no data.</summary>
    public required ImmutableArray<ReportQueue> Queues { get; init; }
}

/// <summary>One queue and media type of a report.</summary>
public sealed record ReportQueue
{
    /// <summary>The queue.</summary>
    public required Queue Queue { get; init; }

    /// <summary>The media type.</summary>
    public required MediaType Media { get; init; }

    /// <summary>Its part of the range, UTC: its own days.</summary>
    public required Interval Range { get; init; }

    /// <summary>On whose clocks its days are; null without dates.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The threshold that was applied, or null when none is known and when several were, each on its days: <see cref="Targets"/>.</summary>
    public required TimeSpan? Threshold { get; init; }

    /// <summary>What was promised, each with the instant from which on it holds, oldest first; one unless it changed within the range.</summary>
    public required ImmutableArray<(DateTimeOffset From, ServiceLevelTarget? Target)> Targets { get; init; }

    /// <summary>Up to when the target is assumed, since Genesys Cloud was first asked for it only then; null when it is known.</summary>
    public DateTimeOffset? AssumedUntil { get; init; }

    /// <summary>Whether the promise changed within the range: each interval is measured by its own.</summary>
    public bool TargetChanged => Targets.Length > 1;

    /// <summary>Where <see cref="Threshold"/> comes from; null when none is known, and when several were.</summary>
    public required ThresholdSource? ThresholdSource { get; init; }

    /// <summary>Whether Genesys' formula was applied at a threshold that is not the queue's own.</summary>
    public required bool IsRestated { get; init; }

    /// <summary>The figures of the whole range.</summary>
    public required ReportFigures Figures { get; init; }

    /// <summary>The intervals in which anything happened, oldest first; empty unless they were asked for.</summary>
    public required ImmutableArray<ReportInterval> Intervals { get; init; }

    /// <summary>The share that the queue promises, as a ratio; null without a target, and when it changed within the range.</summary>
    public required decimal? TargetRatio { get; init; }

    /// <summary>The budget of misses of the range, which is over or counts as such; null without one target.</summary>
    public ErrorBudget? Budget => TargetRatio is { } target ? new ErrorBudget(Figures.Level.Lower, target, rest: null) : null;

    /// <summary>What it would take to be back on target; null without one.</summary>
    public Recovery? Recovery => Budget is { } budget ? new Recovery(budget) : null;
}

/// <summary>
/// A span of time that somebody marked with a reason to leave it out of a contract's report. Intervals that it touches in part are left out whole.
/// </summary>
/// <param name="Span">When, UTC.</param>
/// <param name="Text">What happened; hostile input until encoded.</param>
/// <param name="Reason">Why it may be left out; hostile input until encoded.</param>
/// <param name="Queues">The queues of the report that it concerns; empty for all.</param>
public sealed record MarkedSpan(Interval Span, string Text, string Reason, ImmutableArray<QueueId> Queues);

/// <summary>One interval of a queue.</summary>
/// <param name="Interval">When, UTC.</param>
/// <param name="Figures">The figures of this interval.</param>
public sealed record ReportInterval(Interval Interval, ReportFigures Figures);

/// <summary>Where a threshold comes from.</summary>
public enum ThresholdSource
{
    /// <summary>The report was asked for it.</summary>
    Option,

    /// <summary>Set here for the queue.</summary>
    QueueOverride,

    /// <summary>Set here for a group that the queue is in.</summary>
    GroupOverride,

    /// <summary>The queue's own settings in Genesys Cloud.</summary>
    Genesys,
}
