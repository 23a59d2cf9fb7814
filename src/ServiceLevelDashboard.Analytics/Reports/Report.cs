using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

/// <summary>The service level of some queues over a range, with everything that it is made of.</summary>
public sealed record Report
{
    /// <summary>Formula, flow-outs and the limit of a short abandon.</summary>
    public required ServiceLevelDefinition Definition { get; init; }

    /// <summary>The threshold of every queue in the report, or null when they differ or none is known.</summary>
    public required TimeSpan? Threshold { get; init; }

    /// <summary>The range, whole intervals, UTC.</summary>
    public required Interval Interval { get; init; }

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

    /// <summary>The threshold that was applied, or null when none is known.</summary>
    public required TimeSpan? Threshold { get; init; }

    /// <summary>Where <see cref="Threshold"/> comes from; null when none is known.</summary>
    public required ThresholdSource? ThresholdSource { get; init; }

    /// <summary>Whether Genesys' formula was applied at a threshold that is not the queue's own.</summary>
    public required bool IsRestated { get; init; }

    /// <summary>The figures of the whole range.</summary>
    public required ReportFigures Figures { get; init; }

    /// <summary>The intervals in which anything happened, oldest first; empty unless they were asked for.</summary>
    public required ImmutableArray<ReportInterval> Intervals { get; init; }

    /// <summary>The share that the queue promises at the end of the range, as a ratio, or null without a target.</summary>
    public required decimal? TargetRatio { get; init; }

    /// <summary>The budget of misses of the range, which is over or counts as such; null without a target.</summary>
    public ErrorBudget? Budget => TargetRatio is { } target ? new ErrorBudget(Figures.Level.Lower, target, rest: null) : null;

    /// <summary>What it would take to be back on target; null without one.</summary>
    public Recovery? Recovery => Budget is { } budget ? new Recovery(budget) : null;
}

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
