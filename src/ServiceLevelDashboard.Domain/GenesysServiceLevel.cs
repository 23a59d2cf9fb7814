namespace ServiceLevelDashboard.Domain;

/// <summary>
/// The service level as Genesys itself computed it (<c>oServiceLevel</c>). Kept beside our own so that the two can be compared.
/// Worked: numerator 32, denominator 40, target 0.8.
/// </summary>
/// <param name="Numerator">Answered within the target of the time.</param>
/// <param name="Denominator">What the organisation's three switches make of answered, abandoned and flow-outs.</param>
/// <param name="TargetRatio">The target ratio in force, 0 to 1, or null when Genesys gave none or a sum spans several.</param>
public sealed record GenesysServiceLevel(long Numerator, long Denominator, decimal? TargetRatio)
{
    /// <summary>Adds numerators and denominators; a side that is null (nothing to divide) adds nothing. Different targets give a null target.</summary>
    public static GenesysServiceLevel? Sum(GenesysServiceLevel? a, GenesysServiceLevel? b)
    {
        if (a is null)
        {
            return b;
        }
        if (b is null)
        {
            return a;
        }
        return new GenesysServiceLevel(
            a.Numerator + b.Numerator,
            a.Denominator + b.Denominator,
            a.TargetRatio == b.TargetRatio ? a.TargetRatio : null);
    }
}
