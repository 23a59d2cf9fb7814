using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

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

    /// <summary>Up to when the target is assumed, since Genesys Cloud was first asked for it only then; null when it is known.</summary>
    public DateTimeOffset? AssumedUntil { get; init; }

    /// <summary>
    /// What the rows were measured by, oldest first, when that changed within the range: each row by what held then. Empty when one
    /// measure holds for all of it; else the last is the figure's own.
    /// </summary>
    public ImmutableArray<MeasureSpell> Measures { get; init; } = [];

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
    public TimeSpan? EffectiveThreshold => Measure.EffectiveThreshold;

    /// <summary>What the figure is measured by: at the end of the range, when that changed within it.</summary>
    public Measure Measure => new(Definition, Target) { ForeignThreshold = ForeignThreshold };

    /// <summary>The level: sum of the rows' numerators over the sum of their denominators.</summary>
    public ServiceLevelBounds Level => Rows.Aggregate(default(ServiceLevelBounds), static (sum, row) => sum + row.Level);

    /// <summary>Sum of the rows' counts.</summary>
    public ContactCounts Counts => ContactCounts.Sum(Rows.Select(static row => row.Counts));

    /// <summary>Genesys' own figures beside ours.</summary>
    public GenesysComparison Genesys => GenesysComparison.Of(this);

    /// <summary>The terms of the formula with their counts.</summary>
    public FormulaTerms Terms => FormulaTerms.Of(Rows.Select(static row => row.Counts), Definition, EffectiveThreshold);

    /// <summary>The figure by parts of one measure each, oldest first; one part when nothing changed.</summary>
    public ImmutableArray<FigurePart> Parts => Measures.IsEmpty
        ? [new FigurePart(Range.Start, Measure, Terms, Level)]
        : [.. Measures.Select((spell, i) => PartOf(spell, Rows.Where(r => SpellAt(r.Interval.Start) == i).ToList()))];

    /// <summary>What a row that starts at an instant is measured by.</summary>
    public Measure MeasureAt(DateTimeOffset instant) => Measures.IsEmpty ? Measure : Measures[SpellAt(instant)].Measure;

    /// <summary>
    /// The longest wait that counts as within for a row that starts at an instant; null when there was neither a target nor another threshold.
    /// </summary>
    public TimeSpan? ThresholdAt(DateTimeOffset instant) =>
        !Measures.IsEmpty ? MeasureAt(instant).Threshold
        : EffectiveThreshold is null && Targets.LastOrDefault(t => t.From <= instant) is { } then ? then.Target?.Threshold
        : Threshold;

    /// <summary>The same rows by another figure's definition, target and threshold, so that only the rows differ.</summary>
    public Figure MeasuredAs(Figure other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var same = this with { Definition = other.Definition, Target = other.Target, ForeignThreshold = other.ForeignThreshold, Measures = other.Measures };
        return same with
        {
            Rows = [.. Rows.Select(row => row with { Level = same.LevelOf(row.Interval.Start, row.Counts) })],
        };
    }

    /// <summary>The level of counts by what held at an instant.</summary>
    internal ServiceLevelBounds LevelOf(DateTimeOffset instant, ContactCounts counts)
    {
        var measure = MeasureAt(instant);
        return measure.LevelOf(counts);
    }

    private int SpellAt(DateTimeOffset instant)
    {
        var i = Measures.Length - 1;
        while (i > 0 && Measures[i].From > instant)
        {
            i--;
        }
        return i;
    }

    private static FigurePart PartOf(MeasureSpell spell, List<FigureRow> rows) => new(
        spell.From,
        spell.Measure,
        FormulaTerms.Of(rows.Select(static row => row.Counts), spell.Measure.Definition, spell.Measure.EffectiveThreshold),
        rows.Aggregate(default(ServiceLevelBounds), static (sum, row) => sum + row.Level));
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

/// <summary>The part of a figure that is of one measure.</summary>
/// <param name="From">Its start, UTC.</param>
/// <param name="Measure">Definition and target.</param>
/// <param name="Terms">The formula with its counts.</param>
/// <param name="Level">What it comes to.</param>
public sealed record FigurePart(DateTimeOffset From, Measure Measure, FormulaTerms Terms, ServiceLevelBounds Level);

/// <summary>For how long a target was in force.</summary>
/// <param name="From">From when on it was known, UTC.</param>
/// <param name="Target">The target, or null for none.</param>
public sealed record TargetSpell(DateTimeOffset From, ServiceLevelTarget? Target);
