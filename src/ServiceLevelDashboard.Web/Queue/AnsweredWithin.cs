using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>How many contacts were answered within the threshold; two counts when the threshold lies between counted waits.</summary>
/// <param name="Least">At least so many.</param>
/// <param name="Most">At most so many.</param>
internal readonly record struct AnsweredWithin(long Least, long Most)
{
    /// <summary>
    /// Of some counts. Under Genesys' formula it is the level's own numerator; other numerators may hold abandons too, so there it
    /// is asked of the formula that counts answers alone. Without a target Genesys' own count stands in.
    /// </summary>
    public static AnsweredWithin Of(ContactCounts counts, ServiceLevelBounds level, ServiceLevelDefinition definition, ServiceLevelTarget? target)
    {
        if (definition.Formula == ServiceLevelFormula.Genesys)
        {
            return new AnsweredWithin(level.Lower.Numerator, level.Upper.Numerator);
        }
        var answers = target is null
            ? ServiceLevelCalculator.Compute(counts, ServiceLevelDefinition.Default, null)
            : ServiceLevelCalculator.Compute(counts, new ServiceLevelDefinition(ServiceLevelFormula.Answered), target.Threshold);
        return new AnsweredWithin(answers.Lower.Numerator, answers.Upper.Numerator);
    }

    /// <summary>The count, or both joined by a dash.</summary>
    public override string ToString() => QueueFormat.Either(Least, Most);
}
