using MathNet.Numerics;

namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// What a level will be at the end of a span: what is counted is known, what is to come has an uncertain size and an uncertain level (logit-normal).
/// </summary>
/// <param name="Met">Contacts met so far.</param>
/// <param name="Counted">Contacts counted so far.</param>
/// <param name="Rest">Contacts that are still to count.</param>
/// <param name="RestLogit">Median of the logit of their level.</param>
/// <param name="RestVariance">Variance of that logit.</param>
public readonly record struct ClosingLevel(double Met, double Counted, NegativeBinomial Rest, double RestLogit, double RestVariance)
{
    // The size of the rest by the middles of fifths of its distribution: its own uncertainty is small beside that of the level.
    private static readonly double[] _fifths = [-1.2816, -0.5244, 0, 0.5244, 1.2816];

    /// <summary>
    /// P(the level at the end reaches a target). Worked: 78 of 100 so far, 100 to come at a level of .85 with a logit variance of .5 reach 80 %
    /// with a probability of about .6.
    /// </summary>
    /// <param name="target">The ratio to reach, 0 to 1.</param>
    public double Reaches(double target)
    {
        var sum = 0.0;
        foreach (var z in _fifths)
        {
            var rest = RestAt(z);
            // Whole contacts are met: the target is held from the first count on that is not below it.
            var needed = Math.Ceiling((target * (Counted + rest)) - 1e-9) - Met;
            sum += needed <= 0 ? 1 : needed > rest ? 0 : AboveShare(needed / (rest + 1));
        }

        return sum / _fifths.Length;
    }

    /// <summary>The level of the rest of which a share p of all outcomes lies below, 0 to 1. Worked: the median of a logit of 1.7346 is .85.</summary>
    /// <param name="p">Between 0 and 1.</param>
    public double RestLevel(double p) => 1 / (1 + Math.Exp(-(RestLogit + (Math.Sqrt(RestVariance) * Normal(p)))));

    /// <summary>The level of which a share p of all outcomes lies below, 0 to 1; null when nothing counts.</summary>
    /// <param name="p">Between 0 and 1.</param>
    public double? Quantile(double p)
    {
        var rest = Rest.Mean;
        if (Counted + rest <= 0)
        {
            return null;
        }
        // Logits are of met + ½ over missed + ½, so this many are met of the rest, in whole contacts.
        var met = Math.Clamp(Math.Round((RestLevel(p) * (rest + 1)) - 0.5), 0, rest);
        return Math.Min(1, (Met + met) / (Counted + rest));
    }

    private double RestAt(double z) => Math.Max(0, Math.Round(Rest.Mean + (z * Math.Sqrt(Rest.Variance))));

    private double AboveShare(double share)
    {
        if (share >= 1)
        {
            return 0;
        }
        var z = (Math.Log(share / (1 - share)) - RestLogit) / Math.Sqrt(RestVariance);
        return 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);
    }

    private static double Normal(double p) => -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * p);
}
