namespace ServiceLevelDashboard.Domain.Tests;

public sealed class BurnAlertTests
{
    private const decimal Target = 0.8m;
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Judge_NothingOrTargetOfOne_IsCalm()
    {
        Assert.Equal(BurnAlert.Calm, Judge([]));
        Assert.Equal(BurnAlert.Calm, Judge([(0, 30)], target: 1m));
    }

    [Fact]
    public void Judge_NineteenContactsAllMissed_IsCalmAndTwentyAreNot()
    {
        Assert.Equal(BurnLevel.Calm, Judge([(0, 19)]).Level);
        Assert.Equal(BurnLevel.Watch, Judge([(0, 20)]).Level);
    }

    [Fact]
    public void Judge_LongWindowBurnsAndShortOneDoesNot_IsCalm() =>
        Assert.Equal(BurnLevel.Calm, Judge([(0, 9), (0, 9), (30, 30)]).Level);

    [Fact]
    public void Judge_BadHourOfABusyDay_SaysNothingUntilItMattersToTheDay()
    {
        // 12 misses; a tenth of the day's budget is 12 at 600 contacts and more beyond.
        Assert.Equal(BurnLevel.Watch, Judge([(12, 24)], rest: 576).Level);
        Assert.Equal(BurnLevel.Calm, Judge([(12, 24)], rest: 586).Level);
    }

    [Fact]
    public void Judge_BudgetNearlyUsedEarly_IsAct()
    {
        Assert.Equal(BurnLevel.Act, Judge([(5, 25)], rest: 90).Level);
        // The same misses with little to come lose nothing more.
        Assert.Equal(BurnLevel.Watch, Judge([(5, 25)], rest: 6).Level);
    }

    [Fact]
    public void Judge_TargetUnlikely_MakesAnActOfAWatchAndNothingOfCalm()
    {
        Assert.Equal(BurnLevel.Act, Judge([(12, 24)], rest: 570, isTargetUnlikely: true).Level);
        Assert.Equal(BurnLevel.Watch, Judge([(12, 24)], rest: 570).Level);
        Assert.Equal(BurnLevel.Calm, Judge([(20, 24)], rest: 570, isTargetUnlikely: true).Level);
    }

    [Fact]
    public void Judge_MayBeChance_BeginsNoBurnAndEndsNone()
    {
        var asked = new List<(ServiceLevel, TimeSpan)>();
        bool AllButFortyEight(ServiceLevel window, TimeSpan busy)
        {
            asked.Add((window, busy));
            return window.Denominator != 48;
        }

        Assert.Equal(BurnLevel.Calm, Judge([(0, 0), (2, 24)], mayBeChance: AllButFortyEight).Level);
        // Silent intervals are no evidence: a quarter of an hour is behind it, for either rule.
        Assert.Equal([(new ServiceLevel(2, 24), TimeSpan.FromMinutes(15)), (new ServiceLevel(2, 24), TimeSpan.FromMinutes(15))], asked);
        Assert.Equal(
            (BurnLevel.Watch, Start.AddMinutes(15)),
            Judge([(2, 24), (2, 24), (0, 2)], mayBeChance: AllButFortyEight) is var alert ? (alert.Level, alert.Since) : default);
    }

    [Fact]
    public void Judge_OpenInterval_EndsNoBurnAndHidesNoneBehindItsStart()
    {
        Assert.Equal(BurnLevel.Watch, Judge([(2, 25), (200, 200)], isOpen: true).Level);
        Assert.Equal(BurnLevel.Calm, Judge([(2, 25), (200, 200)]).Level);
        Assert.Equal(BurnLevel.Watch, Judge([(2, 25), (0, 0)], isOpen: true).Level);
    }

    [Fact]
    public void Judge_HoverAroundTheRate_KeepsItsStart()
    {
        // 09:00 burns at less than the rule and more than the budget comes: neither begins nor ends anything.
        var alert = Judge([(2, 20), (14, 20), (5, 20)]);
        Assert.Equal((BurnLevel.Watch, Start), (alert.Level, alert.Since));
    }

    [Fact]
    public void Judge_FiveMinuteIntervals_ClearsAfterThreeCalmOnes()
    {
        var burning = Enumerable.Repeat((2, 10), 4).ToList();
        Assert.NotEqual(BurnLevel.Calm, Judge([.. burning, .. Enumerable.Repeat((10, 10), 4)], minutes: 5).Level);
        Assert.Equal(BurnLevel.Calm, Judge([.. burning, .. Enumerable.Repeat((10, 10), 10)], minutes: 5).Level);
    }

    [Fact]
    public void Judge_ExactlyAtTheBorders_LosesNothingYet()
    {
        // 20 are allowed: 16 used are four fifths of them
        Assert.Equal(BurnLevel.Watch, Judge([(9, 25)], rest: 75).Level);
        Assert.Equal(BurnLevel.Act, Judge([(8, 25)], rest: 75).Level);
        // 6 of 30 are the fifth that is to come
        Assert.Equal(BurnLevel.Watch, Judge([(12, 24)], rest: 6).Level);
        Assert.Equal(BurnLevel.Act, Judge([(12, 24)], rest: 7).Level);
    }

    [Fact]
    public void Judge_AQuarterHourAtTheRate_IsNotCalmAndOneUnderItOrSilentIs()
    {
        Assert.Equal(BurnLevel.Watch, Judge([(2, 20), (16, 20)]).Level);
        Assert.Equal(BurnLevel.Slow, Judge([(2, 20), (17, 20)]).Level);
        Assert.Equal(BurnLevel.Slow, Judge([(2, 20), (0, 0)]).Level);
    }

    [Fact]
    public void Judge_Burning_TellsTheLevelAndRateOfItsHour()
    {
        var alert = Judge([(12, 24)]);
        Assert.Equal((new ServiceLevel(12, 24), 2.5m), (alert.Hour, alert.LastHour));
    }

    [Theory]
    [InlineData(12, 24, 0.8, 2.5)]
    [InlineData(45, 50, 0.9, 1.0)]
    [InlineData(0, 0, 0.8, null)]
    [InlineData(1, 2, 1.0, null)]
    public void Rate_OfAWindow_IsItsShareOfMissesOverTheAllowed(int met, int counted, double target, double? rate) =>
        Assert.Equal((decimal?)rate, Burn.Rate(new ServiceLevel(met, counted), (decimal)target));

    [Theory]
    [InlineData(0.8, 5.0)]
    [InlineData(0.95, 20.0)]
    [InlineData(1.0, null)]
    public void Most_OfATarget_IsTheRateOfMissesAlone(double target, double? most) => Assert.Equal((decimal?)most, Burn.Most((decimal)target));

    [Theory]
    [InlineData(15, false, 8, 20, 15)]
    [InlineData(30, false, 22, 40, 30)]
    [InlineData(30, true, 22, 40, 30)] // one interval more, in which nothing came
    [InlineData(15, true, 22, 40, 30)] // the one that is open, and a whole one
    [InlineData(120, false, 24, 60, 45)] // the day is no older
    public void Window_OfTheDaysEnd_CountsWhatItCovers(int minutes, bool isOpen, int met, int counted, int busy)
    {
        (int Met, int Counted)[] day = [(2, 20), (0, 0), (14, 20), (8, 20)];
        var points = day.Select(
            (l, i) => new BurnPoint(new Interval(Start.AddMinutes(15 * i), Start.AddMinutes(15 * (i + 1))), new ServiceLevel(l.Met, l.Counted))).ToArray();

        Assert.Equal((new ServiceLevel(met, counted), TimeSpan.FromMinutes(busy)), Burn.Window(points, isOpen, TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void Window_OfNothing_IsNothing() => Assert.Equal((ServiceLevel.None, TimeSpan.Zero), Burn.Window([], isOpen: true, TimeSpan.FromHours(1)));

    private static BurnAlert Judge((int Met, int Counted)[] intervals, bool isOpen = false, long? rest = null, decimal target = Target, int minutes = 15,
        bool isTargetUnlikely = false, Func<ServiceLevel, TimeSpan, bool>? mayBeChance = null)
    {
        var points = intervals.Select((level, i) => new BurnPoint(
            new Interval(Start.AddMinutes(i * minutes), Start.AddMinutes((i + 1) * minutes)), new ServiceLevel(level.Met, level.Counted))).ToArray();
        var sum = points.Aggregate(ServiceLevel.None, (level, point) => level + point.Level);
        return BurnAlert.Judge(points, isOpen, new ErrorBudget(sum, target, rest), isTargetUnlikely, mayBeChance);
    }
}
