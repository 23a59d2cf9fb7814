using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Annotations;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

/// <summary>What a report is asked for.</summary>
public sealed record ReportRequest
{
    /// <summary>The range, whole intervals of <see cref="Granularity"/>, UTC.</summary>
    public required Interval Range { get; init; }

    /// <summary>How finely the range is cut.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>Formula, flow-outs and the limit of a short abandon; null for the contract's, day by day.</summary>
    public required ServiceLevelDefinition? Definition { get; init; }

    /// <summary>One threshold for every queue, or null for each queue's own.</summary>
    public required TimeSpan? Threshold { get; init; }

    /// <summary>The media type to report, or null for all of them, each apart.</summary>
    public required MediaType? Media { get; init; }

    /// <summary>The queues to report, or all that the contact centre lists when <see cref="IsEveryQueue"/>.</summary>
    public required ImmutableArray<Queue> Queues { get; init; }

    /// <summary>Whether every queue is asked for: then contacts of queues that are not listed count too.</summary>
    public required bool IsEveryQueue { get; init; }

    /// <summary>Whose eyes the report is for: rows that they may not see are passed over, in the totals too.</summary>
    public Visibility Sees { get; init; } = Visibility.Everything;

    /// <summary>Whether the report holds the intervals of each queue.</summary>
    public bool WithIntervals { get; init; }

    /// <summary>What was promised on each day; null when only Genesys' own targets are known.</summary>
    public Contract? Contract { get; init; }

    /// <summary>The annotations that say why intervals may be left out of a contract's report; others in it are passed over.</summary>
    public ImmutableArray<Annotation> Marked { get; init; } = [];

    /// <summary>Whether the marked intervals are left out. They are named either way.</summary>
    public bool WithoutMarked { get; init; }

    /// <summary>By which definition contacts of an instant are measured: the one that was asked for, else the contract's of that day, else Genesys' own.</summary>
    public ServiceLevelDefinition DefinitionAt(DateTimeOffset at) => Definition ?? Contract?.DefinitionOn(Contract.DayOf(at)) ?? ServiceLevelDefinition.Default;

    /// <summary>The definitions of the range, each with the instant from which on it holds, oldest first; one unless the contract's changed within it.</summary>
    public IEnumerable<(DateTimeOffset From, ServiceLevelDefinition Definition)> Definitions => Changes(DefinitionAt);

    /// <summary>The targets of a queue and media type in the range, each with the instant from which on it holds, oldest first; one unless it changed within it.</summary>
    public IEnumerable<(DateTimeOffset From, ServiceLevelTarget? Target)> TargetsOf(Queue queue, MediaType media) => Changes(at => TargetFor(queue, media, at));

    /// <summary>Whether an interval of a queue is left out.</summary>
    public bool LeavesOut(QueueId queue, Interval interval) => WithoutMarked && Marked.Any(a => a.LeavesOut(queue, interval));

    /// <summary>The target of one queue and media type that held at an instant; null without one.</summary>
    public ServiceLevelTarget? TargetFor(Queue queue, MediaType media, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (Contract?.On(queue, Contract.DayOf(at)) ?? queue).TargetFor(media);
    }

    /// <summary>The thresholds that a queue was promised by during the range, in the media types of the report.</summary>
    public IEnumerable<TimeSpan> ThresholdsOf(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return Starts
            .SelectMany(at => (Contract?.On(queue, Contract.DayOf(at)) ?? queue).Targets)
            .Where(target => Covers(target.Key))
            .Select(target => target.Value.Threshold)
            .Distinct();
    }

    /// <summary>
    /// The definition that a question names: null, which is the contract's, when it says nothing of it. What it says of flow-outs or short abandons
    /// alone is said of the contract's formula.
    /// </summary>
    /// <param name="formula">The formula, or null.</param>
    /// <param name="withFlowOuts">Whether flow-outs count as misses.</param>
    /// <param name="shortAbandon">Longest wait of a short abandon, or null.</param>
    /// <param name="contract">The contract, or null.</param>
    /// <param name="at">An instant of the last day.</param>
    public static ServiceLevelDefinition? Asked(ServiceLevelFormula? formula, bool withFlowOuts, TimeSpan? shortAbandon, Contract? contract, DateTimeOffset at) =>
        formula is null && !withFlowOuts && shortAbandon is null
            ? null
            : new ServiceLevelDefinition(formula ?? contract?.DefinitionOn(contract.DayOf(at)).Formula ?? ServiceLevelFormula.Genesys)
            {
                WithFlowOuts = withFlowOuts,
                ShortAbandonLimit = shortAbandon,
            };

    /// <summary>Whether the report is about this media type.</summary>
    public bool Covers(MediaType media) => Media is null || Media == media;

    /// <summary>The start of the range, and the days within it on which something that was set here begins or ends.</summary>
    private IEnumerable<DateTimeOffset> Starts => (Contract?.DayStarts(Range) ?? []).Prepend(Range.Start);

    private IEnumerable<(DateTimeOffset From, T Value)> Changes<T>(Func<DateTimeOffset, T> valueAt)
    {
        var (isFirst, last) = (true, default(T));
        foreach (var start in Starts)
        {
            var value = valueAt(start);
            if (!isFirst && EqualityComparer<T>.Default.Equals(value, last))
            {
                continue;
            }
            (isFirst, last) = (false, value);
            yield return (start, value);
        }
    }
}
