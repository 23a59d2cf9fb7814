using MathNet.Numerics;

namespace ServiceLevelDashboard.Statistics;

/// <summary>Where a share may truly lie, given what was seen of it. Both ends are ratios, 0 to 1.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ShareInterval(double Low, double High);

/// <summary>Wilson's score interval: always inside 0 to 1 and sane at nothing and at everything (E. B. Wilson 1927; R. G. Newcombe 1998, method 3).</summary>
public static class Wilson
{
    /// <summary>
    /// The interval of a share. Worked: 81 of 263 at 95 % lie between .2553 and .3662. For contacts that meet the same queue both numbers are scaled down
    /// to the effective sample first (<see cref="EffectiveSample"/>).
    /// </summary>
    /// <param name="met">How many were met; a scaled number need not be whole.</param>
    /// <param name="of">Of how many; 0 gives 0 to 1: nothing is known.</param>
    /// <param name="confidence">How often such an interval holds the truth, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">More were met than there are, or a number is negative.</exception>
    public static ShareInterval Of(double met, double of, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(met);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(met, of);
        if (of == 0)
        {
            return new ShareInterval(0, 1);
        }
        var z = Constants.Sqrt2 * SpecialFunctions.ErfInv(confidence);
        var centre = (met + (z * z / 2)) / (of + (z * z));
        var half = z / (of + (z * z)) * Math.Sqrt((met * (of - met) / of) + (z * z / 4));
        // At nothing and at everything the ends are exact; rounding would leave them a hair off.
        return new ShareInterval(met == 0 ? 0 : Math.Max(0, centre - half), met == of ? 1 : Math.Min(1, centre + half));
    }
}
