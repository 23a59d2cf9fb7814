using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// A formula taken apart: what is added and subtracted above and below the line, each with its count. Worked: 1,000 answered of which
/// 140 late, 60 abandoned of which 10 short, without short ones: (1,000 − 140) ÷ (1,000 + 60 − 10).
/// </summary>
/// <param name="Numerator">Above the line.</param>
/// <param name="Denominator">Below the line.</param>
public sealed record FormulaTerms(ImmutableArray<FormulaTerm> Numerator, ImmutableArray<FormulaTerm> Denominator)
{
    /// <summary>What the terms come to.</summary>
    public ServiceLevelBounds Level => new(
        new ServiceLevel(Sum(Numerator, static t => t.Least), Sum(Denominator, static t => t.Least)),
        new ServiceLevel(Sum(Numerator, static t => t.Most), Sum(Denominator, static t => t.Most)));

    /// <summary>The terms of a formula over rows.</summary>
    /// <param name="rows">The counts of each row; bands of different edges are each read by themselves.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="threshold">The threshold as the calculator is given it.</param>
    public static FormulaTerms Of(IEnumerable<ContactCounts> rows, ServiceLevelDefinition definition, TimeSpan? threshold)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(definition);
        // What nobody judged is outside of Genesys' formula, with all of its interval.
        var counts = rows.Where(c => definition.Formula != ServiceLevelFormula.Genesys || threshold is not null || c is not { Genesys: null, Unjudged: > 0 })
            .ToList();
        var parts = new Parts(counts, definition, threshold);
        var decided = ImmutableArray.Create(parts.Answered, parts.Abandoned);
        if (definition.WithFlowOuts)
        {
            decided = decided.Add(parts.FlowOut);
        }
        return definition.Formula switch
        {
            ServiceLevelFormula.Genesys => new(
                threshold is null ? [parts.Answered, parts.Late] : [parts.Within], parts.BySwitches(definition.Switches)),
            ServiceLevelFormula.Offered => new([parts.Within], [parts.Offered]),
            ServiceLevelFormula.Answered => new([parts.Within], [parts.Answered]),
            ServiceLevelFormula.AbandonsNegative => new([parts.Within], decided),
            ServiceLevelFormula.ShortExcluded => new([parts.Within], decided.Add(parts.Short with { Subtracted = true })),
            ServiceLevelFormula.AbandonedWithinExcluded => new([parts.Within], decided.Add(parts.AbandonedWithin with { Subtracted = true })),
            ServiceLevelFormula.AbandonsPositive => new([parts.Within, parts.AbandonedWithin], decided),
            _ => new([parts.Within, parts.Short], decided),
        };
    }

    private static long Sum(ImmutableArray<FormulaTerm> terms, Func<FormulaTerm, long> count) =>
        terms.Sum(term => term.Subtracted ? -count(term) : count(term));

    /// <summary>The counts that formulas are made of. What depends on a wait is asked of the calculator, so that there is one rule for edges.</summary>
    private sealed class Parts(List<ContactCounts> rows, ServiceLevelDefinition definition, TimeSpan? threshold)
    {
        public FormulaTerm Answered => Count(TermKind.Answered, static c => c.Answered);

        public FormulaTerm Abandoned => Count(TermKind.Abandoned, static c => c.Abandoned);

        public FormulaTerm FlowOut => Count(TermKind.FlowOut, static c => c.FlowOut);

        public FormulaTerm Offered => Count(TermKind.Offered, static c => c.Offered - c.CustomerFirst.Offered);

        public FormulaTerm Late => Count(TermKind.Late, static c => c.OverSla) with { Subtracted = true };

        public FormulaTerm Within => Range(TermKind.Within, Sum(ServiceLevelFormula.Answered));

        public FormulaTerm AbandonedWithin => Range(TermKind.AbandonedWithin, Beside(ServiceLevelFormula.AbandonsPositive));

        public FormulaTerm Short => Range(TermKind.Short, Beside(ServiceLevelFormula.ShortPositive));

        public ImmutableArray<FormulaTerm> BySwitches(GenesysSwitches switches)
        {
            var terms = ImmutableArray.Create(Answered);
            if (switches.IncludeAbandons)
            {
                terms = terms.Add(Abandoned);
            }
            if (switches is { IncludeAbandons: true, IncludeShortAbandons: false })
            {
                terms = terms.Add(Count(TermKind.Short, static c => c.ShortAbandoned) with { Subtracted = true });
            }
            return switches.IncludeFlowOuts ? terms.Add(FlowOut) : terms;
        }

        /// <summary>What a formula counts as met beside the answers within.</summary>
        private (long Least, long Most) Beside(ServiceLevelFormula formula)
        {
            var (all, answers) = (Sum(formula), Sum(ServiceLevelFormula.Answered));
            return (all.Least - answers.Least, all.Most - answers.Most);
        }

        private (long Least, long Most) Sum(ServiceLevelFormula formula)
        {
            var level = rows.Aggregate(
                default(ServiceLevelBounds), (sum, row) => sum + ServiceLevelCalculator.Compute(row, definition with { Formula = formula }, threshold));
            return (level.Lower.Numerator, level.Upper.Numerator);
        }

        private FormulaTerm Count(TermKind kind, Func<ContactCounts, int> count)
        {
            var sum = rows.Sum(row => (long)count(row));
            return new FormulaTerm(kind, sum, sum);
        }

        private static FormulaTerm Range(TermKind kind, (long Least, long Most) count) => new(kind, count.Least, count.Most);
    }
}

/// <summary>One term of a formula.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Least">At least so many.</param>
/// <param name="Most">At most so many; the same when the count is exact.</param>
/// <param name="Subtracted">Whether it is taken away.</param>
public readonly record struct FormulaTerm(TermKind Kind, long Least, long Most, bool Subtracted = false);

/// <summary>What a term counts.</summary>
public enum TermKind
{
    /// <summary>Contacts that entered the queue.</summary>
    Offered,

    /// <summary>Answered contacts.</summary>
    Answered,

    /// <summary>Answered within the threshold.</summary>
    Within,

    /// <summary>Answered after the threshold that was in force (Genesys' own count).</summary>
    Late,

    /// <summary>Abandoned contacts, short ones included.</summary>
    Abandoned,

    /// <summary>Abandoned within the threshold.</summary>
    AbandonedWithin,

    /// <summary>Short abandons.</summary>
    Short,

    /// <summary>Contacts that left the queue by another way.</summary>
    FlowOut,
}
