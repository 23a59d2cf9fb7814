using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Which part of the past is asked for, how it is cut and added up, and by what it is measured.</summary>
public sealed record PastQuery
{
    /// <summary>The range and how it is cut.</summary>
    public required PastPeriods Periods { get; init; }

    /// <summary>The queues; null for all, empty for none.</summary>
    public ImmutableArray<QueueId>? Queues { get; init; }

    /// <summary>The media type; null for all, each by itself.</summary>
    public MediaType? Media { get; init; }

    /// <summary>What is added up to one line.</summary>
    public PastGrouping Grouping { get; init; } = PastGrouping.Queue;

    /// <summary>
    /// A definition in place of the contract's; null for the contract's, day by day. The organisation's switches are the contract's either way.
    /// </summary>
    public ServiceLevelDefinition? Definition { get; init; }

    /// <summary>A threshold in place of the queues' own; null for these.</summary>
    public TimeSpan? Threshold { get; init; }

    /// <summary>
    /// Whose eyes it is for: what they may not see is not in it. What a queue is now decides, also about its past; of one that is gone, what it was last.
    /// </summary>
    public Visibility Sees { get; init; } = Visibility.Everything;

    /// <summary>The annotations that may leave intervals out; looked at only where <see cref="WithoutMarked"/>.</summary>
    public ImmutableArray<Annotation> Marked { get; init; } = [];

    /// <summary>Whether intervals are left out that somebody marked with a reason.</summary>
    public bool WithoutMarked { get; init; }

    /// <summary>Whether the intervals themselves are wanted, with their counts by wait.</summary>
    public bool WithRows { get; init; }

    /// <summary>Whether an interval of a queue is left out.</summary>
    public bool LeavesOut(QueueId queue, Interval interval) => WithoutMarked && Marked.Any(a => a.LeavesOut(queue, interval));

    /// <summary>Whether any interval in a range may be left out, so that its sums will not do.</summary>
    public bool LeavesOutIn(Interval range) => WithoutMarked && Marked.Any(a => a.LeftOutBecause.Length > 0 && a.Span.Overlaps(range));

    /// <summary>The queues that are asked for and seen, so that what is not seen is not read either; null for all.</summary>
    /// <param name="asked">The queues; empty for all.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="targets">Which queues there are.</param>
    internal static ImmutableArray<QueueId>? QueuesOf(ImmutableArray<QueueId> asked, Visibility sees, TargetResolver targets)
    {
        ArgumentNullException.ThrowIfNull(sees);
        if (sees.IsEverything)
        {
            return asked.IsEmpty ? null : asked;
        }

        return [.. (asked.IsEmpty ? targets.Queues.Ids : asked).Where(id => sees.Sees(targets.Queues.Last(id)))];
    }

    /// <summary>Whether these eyes may see a queue in the media type of a key.</summary>
    internal bool IsSeen(QueueMedia key, TargetResolver targets) => Sees.IsEverything || Sees.Sees(targets.Queues.Last(key.Queue), key.Media);

    /// <summary>What a queue and media type is measured by during a range: the resolver's answer with what was asked for in its place.</summary>
    internal ImmutableArray<MeasureSpell> MeasuresOf(QueueMedia key, Interval range, TargetResolver targets) =>
        [.. targets.MeasuresOf(key, range).Select(spell => spell with { Measure = Asked(spell.Measure, targets.Contract.Configured.Switches) })];

    private Measure Asked(Measure own, GenesysSwitches switches) => own with
    {
        Definition = Definition is { } asked ? asked with { Switches = switches } : own.Definition,
        ForeignThreshold = Threshold == own.Target?.Threshold ? null : Threshold,
    };
}

/// <summary>What is added up to one line.</summary>
public enum PastGrouping
{
    /// <summary>Each queue and media type by itself.</summary>
    Queue,

    /// <summary>The queues of one media type and threshold.</summary>
    MediaAndThreshold,

    /// <summary>All of it.</summary>
    All,
}
