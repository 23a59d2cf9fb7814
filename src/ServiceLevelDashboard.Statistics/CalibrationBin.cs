using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>Of the days on which a probability in one tenth was said, how many came true. Well calibrated means that about so many did.</summary>
/// <param name="From">Lower end of the tenth, 0 to .9.</param>
/// <param name="Said">Days on which it was said, each once however often it was said on it.</param>
/// <param name="Met">Those that reached their target.</param>
/// <param name="SumOfProbabilities">What was said on each of them (its mean, if several times), added up: how many should have.</param>
public readonly record struct CalibrationBin(double From, int Said, int Met, double SumOfProbabilities)
{
    /// <summary>Ten bins, lowest first, of what was said on days of one queue: a day that was said to have 72 % at ten and 78 % at noon counts once.</summary>
    public static ImmutableArray<CalibrationBin> Of(IEnumerable<(DateOnly Date, double Probability, bool IsMet)> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        var bins = Enumerable.Range(0, 10).Select(i => new CalibrationBin(i / 10.0, 0, 0, 0)).ToArray();
        foreach (var day in forecasts.GroupBy(f => (Bin: IndexOf(f.Probability), f.Date)))
        {
            ref var bin = ref bins[day.Key.Bin];
            bin = bin with
            {
                Said = bin.Said + 1,
                Met = bin.Met + (day.First().IsMet ? 1 : 0),
                SumOfProbabilities = bin.SumOfProbabilities + day.Average(f => f.Probability),
            };
        }

        return [.. bins];
    }

    /// <summary>The bin of a probability, 0 to 9; .7 is the first of bin 7, 1 the last of bin 9.</summary>
    public static int IndexOf(double probability) => Math.Clamp((int)((probability * 10) + 1e-9), 0, 9);

    /// <summary>Two tables of the same bins together: of two queues, whose days are days of their own.</summary>
    public static ImmutableArray<CalibrationBin> Sum(ImmutableArray<CalibrationBin> a, ImmutableArray<CalibrationBin> b) =>
        a.IsDefaultOrEmpty ? b : b.IsDefaultOrEmpty ? a
        : [.. a.Zip(b, (x, y) => new CalibrationBin(x.From, x.Said + y.Said, x.Met + y.Met, x.SumOfProbabilities + y.SumOfProbabilities))];
}
