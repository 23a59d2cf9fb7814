namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// How many contacts the rest of a day brings. The rest of the usual day times exp(β x), where x is how far the day so far is off the usual (in
/// logarithms) and β, learnt from the last days at the same time, is how much of such a difference used to last; the spread comes from what was left
/// unexplained then. With little history β is 0 (static) and the spread a cautious one.
/// </summary>
public sealed class VolumeModel
{
    /// <summary>Fewer past days to learn from than this: static.</summary>
    public const int LearntFrom = 6;

    private const int MaximumLearntFrom = 40;

    // The prior of β and how many days' worth of evidence it has.
    private const double PriorBeta = 0.5, PriorDays = 8, LargestBeta = 1.2;

    // The spread of a day's level around the usual where too little is known to measure it: logarithmic standard deviation of .2.
    private const double CautiousVariance = 0.04;

    private readonly double[] _usual;
    private readonly double[] _beta;
    private readonly double[] _variance;
    private readonly double[] _reach;

    private VolumeModel(double[] usual, double[] beta, double[] variance, double[] reach, int days, bool isStatic)
    {
        (_usual, _beta, _variance, _reach) = (usual, beta, variance, reach);
        (Days, IsStatic) = (days, isStatic);
    }

    /// <summary>How many comparable days the usual day is the mean of.</summary>
    public int Days { get; }

    /// <summary>Whether nothing was learnt from the day so far, for lack of history.</summary>
    public bool IsStatic { get; }

    /// <summary>Contacts that the usual day still brings from a time on.</summary>
    /// <param name="cut">Slots that have passed, a running one by its share.</param>
    public double UsualRest(double cut) => Math.Max(0, _usual[^1] - Curve.At(_usual, cut));

    /// <summary>Learns from the days before a date; null when none is comparable or the comparable ones had no contacts.</summary>
    public static VolumeModel? Fit(DayHistory history, DateOnly date, int before)
    {
        ArgumentNullException.ThrowIfNull(history);
        var comparable = history.Comparable(date, before);
        if (history.MeanOf(comparable, 1) is not { Offered: var usual } || usual[^1] <= 0)
        {
            return null;
        }
        var past = history.OrdinaryDays(before, MaximumLearntFrom).ToArray();
        var cuts = usual.Length;
        var (beta, variance, reach) = (new double[cuts], new double[cuts], new double[cuts]);
        var (x, y) = (new double[past.Length], new double[past.Length]);
        for (var c = 0; c < cuts; c++)
        {
            var rest = 0.0; // the mean usual rest of the past days: their own noise is not spread of the day
            for (var i = 0; i < past.Length; i++)
            {
                var (seen, expected) = (history.Curves[past[i]].Offered, history.UsualOf(past[i])!.Offered); // ordinary days have a usual
                x[i] = LogRatio(seen[c], expected[c]);
                y[i] = LogRatio(seen[^1] - seen[c], expected[^1] - expected[c]);
                rest += (expected[^1] - expected[c]) / past.Length;
            }

            (beta[c], variance[c], reach[c]) = past.Length < LearntFrom ? (0, CautiousVariance, double.PositiveInfinity) : Learn(x, y, rest);
        }

        return new VolumeModel(usual, beta, variance, reach, comparable.Count, past.Length < LearntFrom);
    }

    /// <summary>Writes what was learnt.</summary>
    internal void WriteTo(BinaryWriter writer)
    {
        writer.Write(_usual);
        writer.Write(_beta);
        writer.Write(_variance);
        writer.Write(_reach);
        writer.Write(Days);
        writer.Write(IsStatic);
    }

    /// <summary>Reads what was learnt.</summary>
    internal static VolumeModel ReadFrom(BinaryReader reader) => new(
        reader.ReadNumbers(), reader.ReadNumbers(), reader.ReadNumbers(), reader.ReadNumbers(), reader.ReadInt32(), reader.ReadBoolean());

    /// <summary>The rest of the day.</summary>
    /// <param name="cut">Slots that have passed, a running one by its share.</param>
    /// <param name="offered">Contacts offered so far.</param>
    public NegativeBinomial Rest(double cut, int offered)
    {
        var (expected, rest) = (Curve.At(_usual, cut), UsualRest(cut));
        var (beta, variance, reach) = (Curve.At(_beta, cut), Curve.At(_variance, cut), Curve.At(_reach, cut));
        var x = IsStatic ? 0 : LogRatio(offered, expected);
        // What goes beyond anything that was learnt from is another sort of day (a holiday, an outage): that part lasts.
        var learnt = Math.Clamp(x, -reach, reach);
        return new NegativeBinomial(rest * Math.Exp((beta * learnt) + (x - learnt)), 1 / variance);
    }

    private static (double Beta, double Variance, double Reach) Learn(double[] x, double[] y, double rest)
    {
        var (xx, xy) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            xx += x[i] * x[i];
            xy += x[i] * y[i];
        }

        var prior = PriorDays * xx / x.Length;
        var beta = xx + prior > 0 ? Math.Clamp((xy + (prior * PriorBeta)) / (xx + prior), 0, LargestBeta) : PriorBeta;
        var residual = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            residual += Math.Pow(y[i] - (beta * x[i]), 2) / (x.Length - 1);
        }
        return (beta, Math.Max(residual - (1 / Math.Max(rest, 1)), 1e-6), 2.5 * Math.Max(0.05, Math.Sqrt(xx / x.Length)));
    }

    private static double LogRatio(double seen, double expected) => Math.Log((seen + 0.5) / (expected + 0.5));
}
