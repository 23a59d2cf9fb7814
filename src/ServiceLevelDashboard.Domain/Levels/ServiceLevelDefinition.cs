using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>
/// The formulas in use among contact centres, each worked in <c>docs/formulas.md</c>. A is answered, W answered within the threshold T,
/// B abandoned, O offered. Their short names: <see cref="FormulaIds"/>.
/// </summary>
public enum ServiceLevelFormula
{
    /// <summary>Genesys' own: (A − over SLA) / (A + B with the organisation's three switches).</summary>
    Genesys,

    /// <summary>W / O.</summary>
    Offered,

    /// <summary>W / A.</summary>
    Answered,

    /// <summary>W / (A + B).</summary>
    AbandonsNegative,

    /// <summary>W / (A + B − short abandons).</summary>
    ShortExcluded,

    /// <summary>W / (A + B − abandons within T).</summary>
    AbandonedWithinExcluded,

    /// <summary>(W + abandons within T) / (A + B).</summary>
    AbandonsPositive,

    /// <summary>(W + short abandons) / (A + B).</summary>
    ShortPositive,
}

/// <summary>The three switches by which an organisation shapes Genesys' denominator. The default is Genesys' own default.</summary>
/// <param name="IncludeAbandons">Abandons count (default yes).</param>
/// <param name="IncludeShortAbandons">
/// Short abandons count; without effect when abandons do not count, so that they are never subtracted twice (default yes).
/// </param>
/// <param name="IncludeFlowOuts">Flow-outs count, as misses (default no).</param>
public sealed record GenesysSwitches(bool IncludeAbandons = true, bool IncludeShortAbandons = true, bool IncludeFlowOuts = false)
{
    /// <summary>
    /// The six settings that differ in effect, Genesys' default first. Where abandons do not count the switch for short ones is moot and
    /// stands on its default.
    /// </summary>
    public static readonly ImmutableArray<GenesysSwitches> Distinct =
    [
        new(true, true, false), new(true, true, true),
        new(true, false, false), new(true, false, true),
        new(false, true, false), new(false, true, true),
    ];

    /// <summary>The one of <see cref="Distinct"/> that has the same effect.</summary>
    public GenesysSwitches Effective() => IncludeAbandons || IncludeShortAbandons ? this : this with { IncludeShortAbandons = true };
}

/// <summary>Everything but the counts and the threshold that decides a service level.</summary>
/// <param name="Formula">The formula.</param>
public sealed record ServiceLevelDefinition(ServiceLevelFormula Formula)
{
    /// <summary>Genesys' own definition with Genesys' default switches.</summary>
    public static readonly ServiceLevelDefinition Default = new(ServiceLevelFormula.Genesys);

    /// <summary>
    /// Whether flow-outs are added to the denominator as misses (default no). Without effect on three formulas: Genesys' own has a switch
    /// for them, <see cref="ServiceLevelFormula.Offered"/> holds them already, <see cref="ServiceLevelFormula.Answered"/> looks at answers alone.
    /// </summary>
    public bool WithFlowOuts { get; init; }

    /// <summary>
    /// Longest wait of a short abandon, or null to take the organisation's own count. Used by <see cref="ServiceLevelFormula.ShortExcluded"/> and
    /// <see cref="ServiceLevelFormula.ShortPositive"/>.
    /// </summary>
    public TimeSpan? ShortAbandonLimit { get; init; }

    /// <summary>The switches, used by <see cref="ServiceLevelFormula.Genesys"/> where Genesys gave no denominator of its own.</summary>
    public GenesysSwitches Switches { get; init; } = new();
}
