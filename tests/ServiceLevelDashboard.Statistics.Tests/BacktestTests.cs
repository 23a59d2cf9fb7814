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
        Assert.InRange(score.Calibration.Sum(b => b.Said), score.Days, score.Cases); // a day is counted once in each tenth
    }

    [Fact]
    public void Run_OtherDaysToCome_ChangeNoForecastBeforeThem()
    {
        var history = SimulatedYear.Of(9101, "Savings", 60);
        var cut = history.Days.Take(50)
            .Concat(history.Days.Skip(50).Select(d => d with { Slots = [.. d.Slots.Select(s => s with { Offered = s.Offered * 5, Met = 0 })] }));

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
    public void CalibrationBin_SaidTwiceOnADay_CountsTheDayOnceInEachTenth()
    {
        var (monday, tuesday) = (new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 8));

        var bins = CalibrationBin.Of([(monday, 0.72, true), (monday, 0.78, true), (monday, 0.85, true), (tuesday, 0.75, false)]);

        Assert.Equal((2, 1), (bins[7].Said, bins[7].Met));
        Assert.Equal(0.75 + 0.75, bins[7].SumOfProbabilities, 1e-12);
        Assert.Equal((1, 1), (bins[8].Said, bins[8].Met));
        Assert.Equal(3, bins.Sum(b => b.Said));
    }

    [Fact]
    public void Score_OfTwoQueues_IsTheSumOfBoth()
    {
        BacktestCase[] one = [Case(100, 90, 0.7, true)], two = [Case(300, 330, 0.7, false)];

        var sum = BacktestScore.Of(one) + BacktestScore.Of(two);

        Assert.Equal((2, 2, 2), (sum.Cases, sum.Days, sum.Calibration[7].Said)); // the same date of two queues is two days
        Assert.Equal(40.0 / 400, sum.Wape!.Value, 1e-12);
        Assert.Equal(20.0 / 400, sum.Bias!.Value, 1e-12);
        Assert.Equal(sum with { Calibration = [] }, (BacktestScore.None + sum) with { Calibration = [] });
        Assert.Null(BacktestScore.None.Wape);

        static BacktestCase Case(double rest, double expected, double probability, bool isMet) => new(new DateOnly(2026, 9, 7), 40)
        {
            Rest = rest,
            Expected = expected,
            Static = expected,
            Ratio = expected,
            Low = 80,
            High = 350,
            Level = new BacktestLevel(0.8, 0.8, 0.8, 0.8, 0.7, 0.75, 0.85, 0.9, probability, isMet),
        };
    }

    [Fact]
    public void Run_ADayOfFewContacts_SaysNoChance()
    {
        var days = Enumerable.Range(0, 40).Select(d => new DayCurve(new DateOnly(2026, 9, 1).AddDays(d), [new(2, 2, 2), new(2, 1, 2)]));

        Assert.All(Backtest.Run(new DayHistory(days), [1], 0.8m, 28), c => Assert.Null(c.Level?.Probability));
    }

    [Fact]
    public void Close_SeventyEightOfAHundred_IsTheWorkedExample()
    {
        var close = new ClosingLevel(78, 100, new NegativeBinomial(100, 1e12), Math.Log(0.85 / 0.15), 0.5);

        Assert.InRange(close.Reaches(0.8), 0.55, 0.75);
        Assert.True(close.Quantile(0.1) < close.Quantile(0.5) && close.Quantile(0.5) < close.Quantile(0.9));
    }
}
