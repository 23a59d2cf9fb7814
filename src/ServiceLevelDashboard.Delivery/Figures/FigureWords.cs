using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Figures;

/// <summary>The words of media types and definitions, in the current language.</summary>
public static class FigureWords
{
    /// <summary>The word of a media type; one that is not known here is shown as it is written.</summary>
    public static string Of(MediaType media) => media.Name switch
    {
        "voice" => FigureText.MediaVoice,
        "callback" => FigureText.MediaCallback,
        "chat" => FigureText.MediaChat,
        "email" => FigureText.MediaEmail,
        "message" => FigureText.MediaMessage,
        var name => name,
    };

    /// <summary>The name of a formula.</summary>
    public static string Of(ServiceLevelFormula formula) => formula switch
    {
        ServiceLevelFormula.Genesys => FigureText.FormulaGenesys,
        ServiceLevelFormula.Offered => FigureText.FormulaOffered,
        ServiceLevelFormula.Answered => FigureText.FormulaAnswered,
        ServiceLevelFormula.AbandonsNegative => FigureText.FormulaAbandonsNegative,
        ServiceLevelFormula.ShortExcluded => FigureText.FormulaShortExcluded,
        ServiceLevelFormula.AbandonedWithinExcluded => FigureText.FormulaAbandonedWithinExcluded,
        ServiceLevelFormula.AbandonsPositive => FigureText.FormulaAbandonsPositive,
        ServiceLevelFormula.ShortPositive => FigureText.FormulaShortPositive,
        _ => throw new ArgumentOutOfRangeException(nameof(formula), formula, "There is no such formula."),
    };

    /// <summary>A definition's formula in words, with its switches.</summary>
    public static string Terms(ServiceLevelDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Formula switch
        {
            ServiceLevelFormula.Genesys => FigureFormat.Text(
                FigureText.TermsGenesys,
                YesNo(definition.Switches.IncludeAbandons),
                YesNo(definition.Switches.IncludeShortAbandons),
                YesNo(definition.Switches.IncludeFlowOuts)),
            ServiceLevelFormula.Offered => FigureText.TermsOffered,
            ServiceLevelFormula.Answered => FigureText.TermsAnswered,
            ServiceLevelFormula.AbandonsNegative => WithFlowOuts(FigureText.TermsAbandonsNegative, definition),
            ServiceLevelFormula.ShortExcluded => WithFlowOuts(FigureText.TermsShortExcluded, definition),
            ServiceLevelFormula.AbandonedWithinExcluded => WithFlowOuts(FigureText.TermsAbandonedWithinExcluded, definition),
            ServiceLevelFormula.AbandonsPositive => WithFlowOuts(FigureText.TermsAbandonsPositive, definition),
            _ => WithFlowOuts(FigureText.TermsShortPositive, definition),
        };
    }

    private static string WithFlowOuts(string terms, ServiceLevelDefinition definition) =>
        definition.WithFlowOuts ? FigureFormat.Text(FigureText.TermsWithFlowOuts, terms) : terms;

    private static string YesNo(bool value) => value ? FigureText.Yes : FigureText.No;
}
