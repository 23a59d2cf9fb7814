namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// The level of the rest of a day, on the logit scale, where a level may move freely and never leaves 0 to 1: the usual level of the rest plus γ times
/// how far the day so far is off its usual level. γ and the spread of what it leaves unexplained are learnt from the last days at the same time; both
/// hold the swings of single days, which are far wider than chance among independent contacts. With little history γ is a half and the spread a cautious one.
/// </summary>
public sealed class LevelModel
{
    private const int MaximumLearntFrom = 40, LearntFrom = 6;

    // The usual level leans on all days of the last weeks, as if they were this many of the weekday: a weekday has few days and noisy ones.
    private const double LeaningDays = 3;
    private const double PriorGamma = 0.5, PriorDays = 8;

    // A day's level swings by 12 points or so at 80 % between days of the same staffing; without history that is all that is known.
    private const double CautiousVariance = 0.56;

    private readonly double[] _sofar;
    private readonly double[] _rest;
    private readonly double[] _gamma;
    private readonly double[] _variance;

    private LevelModel(int cuts, double countedShare)
        : this(new double[cuts], new double[cuts], new double[cuts], new double[cuts], countedShare)
    {
    }

    private LevelModel(double[] sofar, double[] rest, double[] gamma, double[] variance, double countedShare)
    {
        (_sofar, _rest, _gamma, _variance) = (sofar, rest, gamma, variance);
        CountedShare = countedShare;
    }

    /// <summary>How many contacts count for one that is offered; about 1.</summary>
    public double CountedShare { get; }

    /// <summary>Learns from the days before a date; null when none of the comparable ones counted anything.</summary>
    public static LevelModel? Fit(DayHistory history, DateOnly date, int before)
    {
        ArgumentNullException.ThrowIfNull(history);
        var comparable = history.Comparable(date, before);
        if (history.MeanOf(comparable, 1) is not { } mean || mean.Counted[^1] <= 0)
        {
            return null;
        }
        var past = history.OrdinaryDays(before, MaximumLearntFrom).ToArray();
        var model = new LevelModel(mean.Met.Length, mean.Counted[^1] / Math.Max(1, mean.Offered[^1]));
        var (x, y) = (new double[past.Length], new double[past.Length]);
        for (var c = 0; c < mean.Met.Length; c++)
        {
            for (var i = 0; i < past.Length; i++)
            {
                x[i] = Sofar(history.Curves[past[i]], c);
                y[i] = RestOf(history.Curves[past[i]], c);
            }

            var (allX, allY) = past.Length == 0 ? (0, 0) : (x.Average(), y.Average());
            var lean = past.Length == 0 ? 0 : LeaningDays;
            model._sofar[c] = (comparable.Sum(i => Sofar(history.Curves[i], c)) + (lean * allX)) / (comparable.Count + lean);
            model._rest[c] = (comparable.Sum(i => RestOf(history.Curves[i], c)) + (lean * allY)) / (comparable.Count + lean);
            (model._gamma[c], model._variance[c]) = past.Length < LearntFrom ? (PriorGamma, CautiousVariance) : Learn(x, allX, y, allY);
            // The usual level is itself the mean of a few days.
            model._variance[c] *= 1 + (1 / (comparable.Count + lean));
        }

        return model;
    }

    /// <summary>Writes what was learnt.</summary>
    internal void WriteTo(BinaryWriter writer)
    {
        writer.Write(_sofar);
        writer.Write(_rest);
        writer.Write(_gamma);
        writer.Write(_variance);
        writer.Write(CountedShare);
    }

    /// <summary>Reads what was learnt.</summary>
    internal static LevelModel ReadFrom(BinaryReader reader) => new(
        reader.ReadNumbers(), reader.ReadNumbers(), reader.ReadNumbers(), reader.ReadNumbers(), reader.ReadDouble());

    /// <summary>The level of the rest of the day: median and variance of its logit.</summary>
    /// <param name="cut">Slots that have passed, a running one by its share.</param>
    /// <param name="met">Contacts met so far.</param>
    /// <param name="counted">Contacts counted so far; with none the rest is the usual one.</param>
    public (double Logit, double Variance) Rest(double cut, double met, double counted)
    {
        var usual = Curve.At(_rest, cut);
        var difference = counted > 0 ? Logit(met, counted) - Curve.At(_sofar, cut) : 0;
        return (usual + (Curve.At(_gamma, cut) * difference), Curve.At(_variance, cut));
    }

    private static (double Gamma, double Variance) Learn(double[] x, double meanX, double[] y, double meanY)
    {
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            (xx, xy, yy) = (xx + (dx * dx), xy + (dx * dy), yy + (dy * dy));
        }

        var prior = PriorDays * xx / x.Length;
        var gamma = xx + prior > 0 ? Math.Clamp((xy + (prior * PriorGamma)) / (xx + prior), 0, 1) : PriorGamma;
        return (gamma, Math.Max((yy - (2 * gamma * xy) + (gamma * gamma * xx)) / (x.Length - 2), 1e-6));
    }

    private static double Sofar(Curve day, int c) => Logit(day.Met[c], day.Counted[c]);

    private static double RestOf(Curve day, int c) => Logit(day.Met[^1] - day.Met[c], day.Counted[^1] - day.Counted[c]);

    // Half a contact on either side keeps a level of nothing or of everything finite. (Counts by event may have more met than counted.)
    private static double Logit(double met, double counted) => Math.Log((Math.Clamp(met, 0, counted) + 0.5) / (counted - Math.Clamp(met, 0, counted) + 0.5));
}
