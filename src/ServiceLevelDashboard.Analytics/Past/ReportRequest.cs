using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>What a report is asked for.</summary>
public sealed record ReportRequest
{
    /// <summary>The range, whole intervals of <see cref="Granularity"/>, UTC; of days from the first start to the last end.</summary>
    public required Interval Range { get; init; }

    /// <summary>The days, when dates were asked for; null where the range is the same for all queues.</summary>
    public ReportDays? Days { get; init; }

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

    /// <summary>
    /// The definitions of the range, each with the instant from which on it holds, oldest first; one unless the contract's changed within it.
    /// </summary>
    public IEnumerable<(DateTimeOffset From, ServiceLevelDefinition Definition)> Definitions =>
        Definition is { } asked ? [(Range.Start, asked)]
        : Days is { } days ? DefinitionsOf(days.Dates)
        : Targets.Contract.DefinitionsIn(Range);

    private PastPeriods Periods => Days is { } days
        ? PeriodsOf(days, Granularity, WithIntervals, Targets, Asked(Queues, IsEveryQueue))
        : PastPeriods.OfRange(Range, WithIntervals ? Granularity : null);

    /// <summary>From the first start of some days to their last end.</summary>
    /// <param name="days">The days.</param>
    /// <param name="granularity">Length of an interval.</param>
    /// <param name="targets">Which queues there are, and the days of each one's site.</param>
    /// <param name="queues">The queues that are asked for.</param>
    /// <param name="isEveryQueue">Whether every queue is asked for.</param>
    public static Interval RangeOf(ReportDays days, Granularity granularity, TargetResolver targets, IEnumerable<Queue> queues, bool isEveryQueue)
    {
        ArgumentNullException.ThrowIfNull(days);
        return PeriodsOf(days, granularity, withIntervals: false, targets, Asked(queues, isEveryQueue)).Range;
    }

    /// <summary>It as a question about the past.</summary>
    public PastQuery ToQuery() => new()
    {
        Periods = Periods,
        Queues = Asked(Queues, IsEveryQueue),
        Media = Media,
        Definition = Definition,
        Threshold = Threshold,
        Sees = Sees,
        Marked = Marked,
        WithoutMarked = WithoutMarked,
    };

    private static ImmutableArray<QueueId>? Asked(IEnumerable<Queue> queues, bool isEveryQueue) => isEveryQueue ? null : [.. queues.Select(static q => q.Id)];

    private static PastPeriods PeriodsOf(
        ReportDays days, Granularity granularity, bool withIntervals, TargetResolver targets, ImmutableArray<QueueId>? queues) =>
        PastPeriods.OfWhole(
            days.Dates, granularity, withIntervals, targets, queues, days.Until is { } until ? granularity.Ceiling(until) : DateTimeOffset.MaxValue);

    /// <summary>A definition begins with a date: at the start of the range, or of that day in the calendar that is shown.</summary>
    private IEnumerable<(DateTimeOffset From, ServiceLevelDefinition Definition)> DefinitionsOf(DateRange dates)
    {
        var calendar = Periods.Calendar ?? Targets.Contract.Calendars.Standard;
        return Targets.Contract.DefinitionsIn(dates).Select(d => (d.From == dates.From ? Range.Start : calendar.StartOf(d.From), d.Definition));
    }

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
