using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>A service level with everything that it is made of. Immutable.</summary>
public sealed record Figure
{
    /// <summary>Queue and media type.</summary>
    public required QueueMedia Key { get; init; }

    /// <summary>The queue's name at the end of the range; hostile input until encoded.</summary>
    public required string QueueName { get; init; }

    /// <summary>When, UTC.</summary>
    public required Interval Range { get; init; }

    /// <summary>The definition behind the level.</summary>
    public required ServiceLevelDefinition Definition { get; init; }

    /// <summary>The queue's target at the end of the range, or null when it has none.</summary>
    public required ServiceLevelTarget? Target { get; init; }

    /// <summary>A threshold that was asked for in place of the queue's own, or null: then the figure is the contract's.</summary>
    public TimeSpan? ForeignThreshold { get; init; }

    /// <summary>The targets that were in force during the range, oldest first; more than one when it changed, empty when nobody took them down.</summary>
    public ImmutableArray<TargetSpell> Targets { get; init; } = [];

    /// <summary>Every interval of the range in which anything happened, oldest first.</summary>
    public required ImmutableArray<FigureRow> Rows { get; init; }

    /// <summary>What of the range was fetched for this queue, and when; oldest first.</summary>
    public required ImmutableArray<FetchedPart> Fetched { get; init; }

    /// <summary>What of the range was never fetched for this queue, oldest first; empty when all is known.</summary>
    public required ImmutableArray<Interval> Missing { get; init; }

    /// <summary>What of the range was fetched before it had settled and may still move, oldest first; empty when all has settled.</summary>
    public required ImmutableArray<Interval> Unsettled { get; init; }

    /// <summary>The wait that counts as within: the one asked for, else the target's; null when there is neither.</summary>
    public TimeSpan? Threshold => ForeignThreshold ?? Target?.Threshold;

    /// <summary>
    /// The threshold that the calculator is given. Null leaves the judgement to Genesys, which knows the threshold that was in force at
    /// each moment: under its own formula, with its own target.
    /// </summary>
    public TimeSpan? CalculatedAt => ThresholdFor(Definition, Target, ForeignThreshold);

    /// <summary>The level: sum of the rows' numerators over the sum of their denominators.</summary>
    public ServiceLevelBounds Level => Rows.Aggregate(default(ServiceLevelBounds), static (sum, row) => sum + row.Level);

    /// <summary>Sum of the rows' counts.</summary>
    public ContactCounts Counts => ContactCounts.Sum(Rows.Select(static row => row.Counts));

    /// <summary>Genesys' own figures beside ours.</summary>
    public GenesysComparison Genesys => GenesysComparison.Of(this);

    /// <summary>The terms of the formula with their counts.</summary>
    public FormulaTerms Terms => FormulaTerms.Of(Rows.Select(static row => row.Counts), Definition, CalculatedAt);

    /// <summary>The threshold that the calculator is given for a definition, a queue's target and a threshold in its place.</summary>
    internal static TimeSpan? ThresholdFor(ServiceLevelDefinition definition, ServiceLevelTarget? target, TimeSpan? foreign) =>
        foreign ?? (definition.Formula == ServiceLevelFormula.Genesys && target?.Source is null or TargetSource.Genesys ? null : target?.Threshold);

    /// <summary>The same rows by another figure's definition, target and threshold, so that only the rows differ.</summary>
    public Figure MeasuredAs(Figure other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var same = this with { Definition = other.Definition, Target = other.Target, ForeignThreshold = other.ForeignThreshold };
        return same with
        {
            Rows = [.. Rows.Select(row => row with { Level = ServiceLevelCalculator.Compute(row.Counts, same.Definition, same.CalculatedAt) })],
        };
    }
}

/// <summary>One interval that a figure is made of.</summary>
/// <param name="Interval">When, UTC.</param>
/// <param name="Counts">What happened.</param>
/// <param name="Level">Its part of the level.</param>
/// <param name="FetchedAt">When it was fetched.</param>
/// <param name="MayMove">Whether it was fetched before it had settled, so that it may still change.</param>
public sealed record FigureRow(Interval Interval, ContactCounts Counts, ServiceLevelBounds Level, DateTimeOffset FetchedAt, bool MayMove)
{
    /// <summary>Whether it was fetched before its end.</summary>
    public bool IsOpen => FetchedAt < Interval.End;
}

/// <summary>A part of a range that was fetched at one time.</summary>
/// <param name="Range">The part, UTC.</param>
/// <param name="Granularity">How finely its rows are cut.</param>
/// <param name="At">When.</param>
public sealed record FetchedPart(Interval Range, Granularity Granularity, DateTimeOffset At);

/// <summary>For how long a target was in force.</summary>
/// <param name="From">From when on it was known, UTC.</param>
/// <param name="Target">The target, or null for none.</param>
public sealed record TargetSpell(DateTimeOffset From, ServiceLevelTarget? Target);
