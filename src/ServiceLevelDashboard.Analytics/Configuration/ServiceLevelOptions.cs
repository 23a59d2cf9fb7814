
namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Section <c>ServiceLevel</c>: by which definition levels are calculated. Checked at start.</summary>
public sealed class ServiceLevelOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ServiceLevel";

    /// <summary>
    /// The formula: <c>genesys</c>, <c>offered</c>, <c>answered</c>, <c>abandons-negative</c>, <c>short-excluded</c>,
    /// <c>abandoned-within-excluded</c>, <c>abandons-positive</c> or <c>short-positive</c>.
    /// </summary>
    /// <value>Default <c>genesys</c>.</value>
    public string Definition { get; set; } = "genesys";

    /// <summary>Whether contacts that left the queue by another way count as misses. The formula <c>genesys</c> has a switch of its own for this.</summary>
    /// <value>Default false.</value>
    public bool FlowOuts { get; set; }

    /// <summary>Longest wait of a short abandon in seconds, or not set to take the organisation's own count.</summary>
    /// <value>Default: not set; 1 to 3600.</value>
    public int? ShortAbandonSeconds { get; set; }

    /// <summary>The organisation's switches, used by <c>genesys</c> where Genesys gave no denominator of its own.</summary>
    public SwitchOptions Switches { get; set; } = new();

    /// <summary>The waits to count at, beside the targets' own.</summary>
    public EdgeOptions Edges { get; set; } = new();

    /// <summary>The definition; Genesys' own formula where the name is none.</summary>
    public ServiceLevelDefinition ToDefinition() => new(FormulaIds.TryParse(Definition, out var formula) ? formula : ServiceLevelFormula.Genesys)
    {
        WithFlowOuts = FlowOuts,
        ShortAbandonLimit = ShortAbandonSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Switches = new GenesysSwitches(Switches.IncludeAbandons, Switches.IncludeShortAbandons, Switches.IncludeFlowOuts),
    };
}

/// <summary>Section <c>ServiceLevel:Switches</c>: the organisation's service level settings in Genesys Cloud.</summary>
public sealed class SwitchOptions
{
    /// <summary>Abandons count.</summary>
    /// <value>Default true.</value>
    public bool IncludeAbandons { get; set; } = true;

    /// <summary>Short abandons count; without effect when abandons do not.</summary>
    /// <value>Default true.</value>
    public bool IncludeShortAbandons { get; set; } = true;

    /// <summary>Flow-outs count, as misses.</summary>
    /// <value>Default false.</value>
    public bool IncludeFlowOuts { get; set; }
}

/// <summary>
/// Section <c>ServiceLevel:Edges</c>: waits in seconds, separated by commas. Twenty edges in all fit into a refresh; the targets' thresholds
/// and the short-abandon limit go first.
/// </summary>
public sealed class EdgeOptions
{
    /// <summary>Waits at which answers are counted.</summary>
    /// <value>Default <c>5,10,20,30,60,120</c>; each 1 to 86400; empty for none.</value>
    public string Answered { get; set; } = "5,10,20,30,60,120";

    /// <summary>Waits at which abandons are counted.</summary>
    /// <value>Default <c>5,20</c>; each 1 to 86400; empty for none.</value>
    public string Abandoned { get; set; } = "5,20";
}
