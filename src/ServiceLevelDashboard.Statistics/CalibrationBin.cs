using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>Of the forecasts that gave a probability in one tenth, how many came true. Well calibrated means that about so many did.</summary>
/// <param name="From">Lower end of the tenth, 0 to .9.</param>
/// <param name="Said">Forecasts in it.</param>
/// <param name="Met">Those whose day reached its target.</param>
/// <param name="SumOfProbabilities">Their probabilities added up: what should have come true.</param>
public readonly record struct CalibrationBin(double From, int Said, int Met, double SumOfProbabilities)
{
    /// <summary>Ten bins, lowest first, of pairs of a probability and what came.</summary>
    public static ImmutableArray<CalibrationBin> Of(IEnumerable<(double Probability, bool IsMet)> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        var bins = Enumerable.Range(0, 10).Select(i => new CalibrationBin(i / 10.0, 0, 0, 0)).ToArray();
        foreach (var (probability, isMet) in forecasts)
        {
            ref var bin = ref bins[IndexOf(probability)];
            bin = bin with { Said = bin.Said + 1, Met = bin.Met + (isMet ? 1 : 0), SumOfProbabilities = bin.SumOfProbabilities + probability };
        }

        return [.. bins];
    }

    /// <summary>The bin of a probability, 0 to 9; .7 is the first of bin 7, 1 the last of bin 9.</summary>
    public static int IndexOf(double probability) => Math.Clamp((int)((probability * 10) + 1e-9), 0, 9);

    /// <summary>Two tables of the same bins together.</summary>
    public static ImmutableArray<CalibrationBin> Sum(ImmutableArray<CalibrationBin> a, ImmutableArray<CalibrationBin> b) =>
        a.IsDefaultOrEmpty ? b : b.IsDefaultOrEmpty ? a
        : [.. a.Zip(b, (x, y) => new CalibrationBin(x.From, x.Said + y.Said, x.Met + y.Met, x.SumOfProbabilities + y.SumOfProbabilities))];
}
