using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Annotations;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
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

    /// <summary>What every queue was and is measured by.</summary>
    public required TargetResolver Targets { get; init; }

    /// <summary>Whose eyes the report is for: rows that they may not see are passed over, in the totals too.</summary>
    public Visibility Sees { get; init; } = Visibility.Everything;

    /// <summary>Whether the report holds the intervals of each queue.</summary>
    public bool WithIntervals { get; init; }

    /// <summary>The annotations that say why intervals may be left out of a contract's report; others in it are passed over.</summary>
    public ImmutableArray<Annotation> Marked { get; init; } = [];

    /// <summary>Whether the marked intervals are left out. They are named either way.</summary>
    public bool WithoutMarked { get; init; }

    /// <summary>The definitions of the range, each with the instant from which on it holds, oldest first; one unless the contract's changed within it.</summary>
    public IEnumerable<(DateTimeOffset From, ServiceLevelDefinition Definition)> Definitions =>
        Definition is { } asked ? [(Range.Start, asked)] : Targets.Contract.DefinitionsIn(Range);

    /// <summary>It as a question about the past.</summary>
    public PastQuery ToQuery() => new()
    {
        Periods = PastPeriods.OfRange(Range, WithIntervals ? Granularity : null),
        Queues = IsEveryQueue ? null : [.. Queues.Select(static q => q.Id)],
        Media = Media,
        Definition = Definition,
        Threshold = Threshold,
        Sees = Sees,
        Marked = Marked,
        WithoutMarked = WithoutMarked,
    };

    /// <summary>
    /// The definition that a question names: null, which is the contract's, when it says nothing of it. What it says of flow-outs or short abandons
    /// alone is said of the contract's formula.
    /// </summary>
    /// <param name="formula">The formula, or null.</param>
    /// <param name="withFlowOuts">Whether flow-outs count as misses.</param>
    /// <param name="shortAbandon">Longest wait of a short abandon, or null.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="range">The range of the report: the formula at its end is taken.</param>
    public static ServiceLevelDefinition? Asked(ServiceLevelFormula? formula, bool withFlowOuts, TimeSpan? shortAbandon, Contract contract, Interval range)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return formula is null && !withFlowOuts && shortAbandon is null
            ? null
            : new ServiceLevelDefinition(formula ?? contract.DefinitionsIn(range).Last().Definition.Formula)
            {
                WithFlowOuts = withFlowOuts,
                ShortAbandonLimit = shortAbandon,
                Switches = contract.Configured.Switches,
            };
    }
}
