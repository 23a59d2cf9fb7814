
namespace ServiceLevelDashboard.Web.Resources;

/// <summary>Says by which definition a level is one: formula, threshold, switches, and where the target comes from.</summary>
internal static class DefinitionWords
{
    /// <summary>The name of a formula.</summary>
    public static string Name(ServiceLevelFormula formula) => formula switch
    {
        ServiceLevelFormula.Genesys => QueueText.FormulaGenesys,
        ServiceLevelFormula.Offered => QueueText.FormulaOffered,
        ServiceLevelFormula.Answered => QueueText.FormulaAnswered,
        ServiceLevelFormula.AbandonsNegative => QueueText.FormulaAbandonsNegative,
        ServiceLevelFormula.ShortExcluded => QueueText.FormulaShortExcluded,
        ServiceLevelFormula.AbandonedWithinExcluded => QueueText.FormulaAbandonedWithinExcluded,
        ServiceLevelFormula.AbandonsPositive => QueueText.FormulaAbandonsPositive,
        ServiceLevelFormula.ShortPositive => QueueText.FormulaShortPositive,
        _ => throw new ArgumentOutOfRangeException(nameof(formula), formula, "There is no such formula."),
    };

    /// <summary>The formula in words, with its switches.</summary>
    public static string Formula(ServiceLevelDefinition definition) => definition.Formula switch
    {
        ServiceLevelFormula.Genesys => Format.Text(
            QueueText.TermsGenesys,
            YesNo(definition.Switches.IncludeAbandons),
            YesNo(definition.Switches.IncludeShortAbandons),
            YesNo(definition.Switches.IncludeFlowOuts)),
        ServiceLevelFormula.Offered => QueueText.TermsOffered,
        ServiceLevelFormula.Answered => QueueText.TermsAnswered,
        ServiceLevelFormula.AbandonsNegative => WithFlowOuts(QueueText.TermsAbandonsNegative, definition),
        ServiceLevelFormula.ShortExcluded => WithFlowOuts(QueueText.TermsShortExcluded, definition),
        ServiceLevelFormula.AbandonedWithinExcluded => WithFlowOuts(QueueText.TermsAbandonedWithinExcluded, definition),
        ServiceLevelFormula.AbandonsPositive => WithFlowOuts(QueueText.TermsAbandonsPositive, definition),
        _ => WithFlowOuts(QueueText.TermsShortPositive, definition),
    };

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

    private static string WithFlowOuts(string terms, ServiceLevelDefinition definition) =>
        definition.WithFlowOuts ? Format.Text(QueueText.TermsWithFlowOuts, terms) : terms;

    private static string YesNo(bool value) => value ? QueueText.Yes : QueueText.No;
}
