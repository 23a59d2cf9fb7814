using MathNet.Numerics;

namespace ServiceLevelDashboard.Statistics;

/// <summary>Whether a level under its target is more than noise.</summary>
public static class BelowTarget
{
    /// <summary>
    /// How probable so low a level, or a lower one, would be if the target were kept in truth: P(Binomial(n, target) ≤ met), read between whole numbers by
    /// the incomplete beta function. Worked: 70 of 100 at .8 give .011 if the contacts were independent, .32 if they are worth ten.
    /// </summary>
    /// <param name="level">The level that was seen, 0 to 1.</param>
    /// <param name="effective">What the contacts behind it are worth (<see cref="EffectiveSample"/>).</param>
    /// <param name="target">The ratio to reach, between 0 and 1; a target of 1 is missed by any miss.</param>
    public static double Probability(double level, double effective, double target)
    {
        if (effective <= 0 || level >= 1)
        {
            return 1;
        }
        if (target >= 1)
        {
            return 0;
        }
        var met = Math.Max(0, level) * effective;
        return SpecialFunctions.BetaRegularized(effective - met, met + 1, 1 - target);
    }
}
