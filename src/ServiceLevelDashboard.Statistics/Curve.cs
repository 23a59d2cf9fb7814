using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>Running sums of a day: index c holds what happened before slot c, so that there is one more of them than slots.</summary>
internal sealed class Curve
{
    public Curve(ImmutableArray<SlotCounts> slots)
        : this(slots.Length)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            Offered[i + 1] = Offered[i] + slots[i].Offered;
            Met[i + 1] = Met[i] + slots[i].Met;
            Counted[i + 1] = Counted[i] + slots[i].Counted;
        }
    }

    private Curve(int slots)
    {
        Offered = new double[slots + 1];
        Met = new double[slots + 1];
        Counted = new double[slots + 1];
    }

    public double[] Offered { get; }

    public double[] Met { get; }

    public double[] Counted { get; }

    public static Curve Mean(IReadOnlyList<Curve> curves)
    {
        var mean = new Curve(curves[0].Offered.Length - 1);
        foreach (var curve in curves)
        {
            for (var c = 0; c < mean.Offered.Length; c++)
            {
                mean.Offered[c] += curve.Offered[c] / curves.Count;
                mean.Met[c] += curve.Met[c] / curves.Count;
                mean.Counted[c] += curve.Counted[c] / curves.Count;
            }
        }

        return mean;
    }

    /// <summary>A running sum between two slots, a part of a slot by its share.</summary>
    public static double At(double[] sums, double cut)
    {
        var whole = Math.Clamp((int)cut, 0, sums.Length - 1);
        return whole == sums.Length - 1 ? sums[whole] : sums[whole] + ((cut - whole) * (sums[whole + 1] - sums[whole]));
    }
}
