using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>What a queue's level is measured by at one time.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Target">The target, or null for none.</param>
public sealed record Measure(ServiceLevelDefinition Definition, ServiceLevelTarget? Target)
{
    /// <summary>A threshold in place of the target's, or null.</summary>
    public TimeSpan? ForeignThreshold { get; init; }

    /// <summary>
    /// The threshold that the calculator is given. Null leaves the judgement to Genesys, which knows the threshold that was in force at
    /// each moment: under its own formula, with its own target.
    /// </summary>
    public TimeSpan? EffectiveThreshold => ForeignThreshold ?? ThresholdOf(Definition, Target);

    /// <summary>The threshold of a definition and a target: see <see cref="EffectiveThreshold"/>.</summary>
    public static TimeSpan? ThresholdOf(ServiceLevelDefinition definition, ServiceLevelTarget? target)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Formula == ServiceLevelFormula.Genesys && target?.Source is null or TargetSource.Genesys ? null : target?.Threshold;
    }
}
