namespace ServiceLevelDashboard.Statistics.Tests;

public sealed class BacktestTests
{
    private static readonly int[] _cuts = [40, 56];

    [Fact]
    public void Run_SimulatedDays_IsBetterThanStaticAndRatioAndItsBandsHold()
    {
        // A short form of bench/forecast, whose table is the measure.
        var score = BacktestScore.Of([.. Backtest.Run(SimulatedYear.Of(9100, "Savings", 150), _cuts, SimulatedYear.Target, 28)]);

        Assert.Equal(2 * (150 - 28), score.Cases);
        Assert.True(score.Wape < score.StaticWape && score.Wape < score.RatioWape, $"{score.Wape} {score.StaticWape} {score.RatioWape}");
        Assert.True(score.ClosingError < score.StaticClosingError && score.ClosingError < score.RatioClosingError);
        Assert.InRange(score.VolumeCoverage!.Value, 0.7, 0.9);
        Assert.InRange(score.ClosingCoverage80!.Value, 0.7, 0.9);
        Assert.Equal(score.Cases, score.Calibration.Sum(b => b.Said));
    }

    [Fact]
    public void Run_OtherDaysToCome_ChangeNoForecastBeforeThem()
    {
        var history = SimulatedYear.Of(9101, "Savings", 60);
        var cut = history.Days.Take(50).Concat(history.Days.Skip(50).Select(d => d with { Slots = [.. d.Slots.Select(s => s with { Offered = s.Offered * 5, Met = 0 })] }));

        var (before, after) = (Until50(history), Until50(new DayHistory(cut)));

        Assert.Equal(before, after);

        static List<BacktestCase> Until50(DayHistory days) => [.. Backtest.Run(days, _cuts, SimulatedYear.Target, 28).Take(2 * 22)];
    }

    [Fact]
    public void Run_LittleHistory_ForecastsNothing() => Assert.Empty(Backtest.Run(new DayHistory([]), _cuts, 0.8m, 28));

    [Theory]
    [InlineData(0.7, 7)]
    [InlineData(0.699, 6)]
    [InlineData(1, 9)]
    [InlineData(0, 0)]
    public void CalibrationBin_OfAProbability_IsItsTenth(double probability, int expected) => Assert.Equal(expected, CalibrationBin.IndexOf(probability));

    [Fact]
    public void Close_SeventyEightOfAHundred_IsTheWorkedExample()
    {
        var close = new ClosingLevel(78, 100, new NegativeBinomial(100, 1e12), Math.Log(0.85 / 0.15), 0.5);

        Assert.InRange(close.Reaches(0.8), 0.55, 0.75);
        Assert.True(close.Quantile(0.1) < close.Quantile(0.5) && close.Quantile(0.5) < close.Quantile(0.9));
    }
}
