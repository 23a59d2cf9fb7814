using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>What a queue's level is measured by at one time.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Target">The target, or null for none.</param>
public sealed record Measure(ServiceLevelDefinition Definition, ServiceLevelTarget? Target)
{
    /// <summary>A threshold in place of the target's, or null.</summary>
    public TimeSpan? ForeignThreshold { get; init; }

    /// <summary>The longest wait that counts as within; null when there is neither a target nor another threshold.</summary>
    public TimeSpan? Threshold => ForeignThreshold ?? Target?.Threshold;

    /// <summary>
    /// The threshold that the calculator is given. Null leaves the judgement to Genesys, which knows the threshold that was in force at
    /// each moment: under its own formula, with its own target.
    /// </summary>
    public TimeSpan? EffectiveThreshold => ForeignThreshold ?? ThresholdOf(Definition, Target);

    /// <summary>The level of counts. Without a threshold and without figures of Genesys' own nobody has judged them: there is no level.</summary>
    public ServiceLevelBounds LevelOf(ContactCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return LevelOf(counts, Definition, Threshold, EffectiveThreshold);
    }

    /// <summary>The same, without a measure being made for it.</summary>
    internal static ServiceLevelBounds LevelOf(ContactCounts counts, ServiceLevelDefinition definition, TimeSpan? threshold, TimeSpan? effective) =>
        threshold is null && counts.Genesys is null ? ServiceLevelBounds.Of(ServiceLevel.None) : ServiceLevelCalculator.Compute(counts, definition, effective);

    /// <summary>The threshold of a definition and a target: see <see cref="EffectiveThreshold"/>.</summary>
    public static TimeSpan? ThresholdOf(ServiceLevelDefinition definition, ServiceLevelTarget? target)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Formula == ServiceLevelFormula.Genesys && target?.Source is null or TargetSource.Genesys ? null : target?.Threshold;
    }
}
