
namespace ServiceLevelDashboard.Statistics;

/// <summary>Forecasts the past by a rolling origin: every day from the days before it alone, at the same moments of the day.</summary>
public static class Backtest
{
    /// <summary>Every forecast that the history allows, oldest first.</summary>
    /// <param name="history">The days of one queue.</param>
    /// <param name="cuts">The moments, as slots that have passed.</param>
    /// <param name="target">The ratio to reach, or null for none.</param>
    /// <param name="learntFrom">How many days are seen before the first forecast.</param>
    public static IEnumerable<BacktestCase> Run(DayHistory history, IReadOnlyList<int> cuts, decimal? target, int learntFrom)
    {
        ArgumentNullException.ThrowIfNull(history);
        for (var day = Math.Max(0, learntFrom); day < history.Count; day++)
        {
            var date = history.Days[day].Date;
            var comparable = history.Comparable(date, day);
            if (QueueForecaster.Fit(history, date, day) is not { } forecaster || history.MeanOf(comparable, 1) is not { } usual)
            {
                continue;
            }
            foreach (var cut in cuts)
            {
                yield return At(forecaster, date, cut, history.Curves[day], usual, target);
            }
        }
    }

    private static BacktestCase At(QueueForecaster forecaster, DateOnly date, int cut, Curve day, Curve usual, decimal? target)
    {
        var offered = (int)day.Offered[cut];
        var rest = forecaster.Rest(cut, offered);
        var usualRest = usual.Offered[^1] - usual.Offered[cut];
        return new BacktestCase(date, cut)
        {
            Rest = day.Offered[^1] - day.Offered[cut],
            Expected = rest.Mean,
            Static = usualRest,
            Ratio = usual.Offered[cut] > 0 ? usualRest * offered / usual.Offered[cut] : usualRest,
            Low = rest.Quantile(0.1),
            High = rest.Quantile(0.9),
            Level = LevelAt(forecaster, cut, day, usual, target),
        };
    }

    private static BacktestLevel? LevelAt(QueueForecaster forecaster, int cut, Curve day, Curve usual, decimal? target)
    {
        var (met, counted) = (day.Met[cut], day.Counted[cut]);
        if (day.Counted[^1] <= 0
            || forecaster.Close(cut, (int)day.Offered[cut], (long)met, (long)counted) is not { } close || close.Quantile(0.5) is not { } median)
        {
            return null;
        }
        var (usualMet, usualCounted) = (usual.Met[^1] - usual.Met[cut], usual.Counted[^1] - usual.Counted[cut]);
        var usualLevel = usual.Met[^1] / usual.Counted[^1]; // a history with levels has counted something
        return new BacktestLevel(
            day.Met[^1] / day.Counted[^1],
            median,
            counted + usualCounted > 0 ? (met + usualMet) / (counted + usualCounted) : usualLevel,
            counted > 0 ? met / counted : usualLevel,
            close.Quantile(0.1)!.Value, // there is a median, so there are quantiles
            close.Quantile(0.25)!.Value,
            close.Quantile(0.75)!.Value,
            close.Quantile(0.9)!.Value,
            target is { } ratio && IsSaid(close) ? close.Reaches((double)ratio) : null,
            (decimal)day.Met[^1] >= (target ?? 0) * (decimal)day.Counted[^1]);
    }

    /// <summary>Of a day on which too few contacts count for a level nothing is said while it lasts, so nothing is scored.</summary>
    private static bool IsSaid(ClosingLevel close) => close.Counted + close.Rest.Mean >= ServiceStates.JudgedFrom;
}
