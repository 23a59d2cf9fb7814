using MathNet.Numerics;

namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// A count whose rate is itself uncertain: variance mean + mean² / shape. An infinite shape is the Poisson distribution. Worked: mean 100 and
/// shape 25 have variance 500; 80 % of it lies between 72 and 129.
/// </summary>
/// <param name="Mean">Expected count, 0 or more.</param>
/// <param name="Shape">The smaller, the wider; above 0, infinity allowed.</param>
public readonly record struct NegativeBinomial(double Mean, double Shape)
{
    /// <summary>Variance of the count.</summary>
    public double Variance => Mean + (double.IsPositiveInfinity(Shape) ? 0 : Mean * Mean / Shape);

    /// <summary>P(count ≤ k); 0 below 0.</summary>
    public double Cumulative(double k)
    {
        var whole = Math.Floor(k);
        if (whole < 0)
        {
            return 0;
        }
        if (Mean <= 0)
        {
            return 1;
        }
        // Beyond this the two distributions agree to all digits that matter, and the incomplete beta function loses them.
        return Shape > 1e9 * Math.Max(1, Mean)
            ? SpecialFunctions.GammaUpperRegularized(whole + 1, Mean)
            : SpecialFunctions.BetaRegularized(Shape, whole + 1, Shape / (Shape + Mean));
    }

    /// <summary>The smallest count k with P(count ≤ k) ≥ p.</summary>
    /// <param name="p">A probability, 0 up to but not including 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not in that range.</exception>
    public int Quantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        var low = -1; // P(count ≤ low) < p
        var high = (int)Math.Min(int.MaxValue / 2, Mean + (4 * Math.Sqrt(Variance)) + 4);
        while (Cumulative(high) < p)
        {
            (low, high) = (high, high * 2);
        }
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Cumulative(middle) >= p)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }
}
