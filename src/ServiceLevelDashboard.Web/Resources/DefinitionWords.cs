using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Web.Resources;

/// <summary>Says by which definition a level is one: formula, threshold, switches, and where the target comes from.</summary>
internal static class DefinitionWords
{
    /// <summary>The name of a formula.</summary>
    public static string Name(ServiceLevelFormula formula) => FigureWords.Of(formula);

    /// <summary>The formula in words, with its switches.</summary>
    public static string Formula(ServiceLevelDefinition definition) => FigureWords.Terms(definition);

    /// <summary>"80 % within 20 s, set in Genesys Cloud".</summary>
    public static string Target(ServiceLevelTarget? target) => target is null
        ? QueueText.TargetNone
        : Format.Text(QueueText.TargetWithin, Format.Target(target.Ratio), Format.Threshold(target.Threshold), Source(target.Source));

    private static string Source(TargetSource source) => source switch
    {
        TargetSource.QueueOverride => QueueText.SourceQueue,
        TargetSource.GroupOverride => QueueText.SourceGroup,
        _ => QueueText.SourceGenesys,
    };
}
