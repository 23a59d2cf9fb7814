using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Tests.Forecasting;

public sealed class PeriodBudgetTests
{
    private static readonly DateOnly _monday = new(2026, 8, 31);
    private static readonly DaySlots _slots = new(SiteCalendar.AtMidnight(Given.Berlin), Granularity.QuarterHour);

    // Wednesday's rest and Thursday to Sunday: 10 contacts in each quarter from 08:00 to 18:00 (40 of them), none at the weekend.
    private static readonly DaysToCome _rest = new([.. Enumerable.Range(2, 5).Select(d => new DayToCome(
        _monday.AddDays(d), [.. Enumerable.Range(0, 96).Select(k => d > 4 || k is < 32 or >= 72 || (d == 2 && k < 52) ? 0.0 : 10)]))]);

    [Fact]
    public void Expecting_Days_AllowsTheWholePeriodItsMisses()
    {
        var week = Week(met: 700, counted: 1000).Expecting(_rest, _slots);

        // 200 today, 400 on Thursday and on Friday.
        Assert.Equal((1000L, 400L, 100L), (week.Budget!.Rest, week.Budget.Allowed, week.Budget.Left));
        Assert.Equal((900L, Outlook.Open), (week.Recovery!.NeededOfRest, week.Recovery.Outlook));
        // 100 left at three misses in ten are used by 333 contacts: 200 today, and by 11:30 on Thursday.
        Assert.Equal(Given.Utc("2026-09-03T09:30"), week.UsedAt);
        Assert.Equal((1.5m, false, false), (week.Budget.Pace, week.IsHalfOver, week.IsHot));
    }

    [Fact]
    public void Expecting_MostOfTheVolumeOver_IsHalfOverWhateverTheDaysSay()
    {
        var week = Week(met: 900, counted: 1200) with { IsHalfOver = false };

        Assert.Equal((true, true), (week.Expecting(_rest, _slots).IsHalfOver, week.Expecting(_rest, _slots).IsHot));
    }

    [Fact]
    public void Expecting_BudgetThatLastsOrIsUsedAlready_HasNoTimeOfItsEnd()
    {
        Assert.Null(Week(met: 950, counted: 1000).Expecting(_rest, _slots).UsedAt);
        Assert.Null(Week(met: 500, counted: 1000).Expecting(_rest, _slots).UsedAt);
    }

    [Fact]
    public void Expecting_DaysOfWhichNothingIsKnown_AreLeftOutAndCounted()
    {
        var week = Week(met: 700, counted: 1000).Expecting(new DaysToCome([.. _rest.Days.Take(3), new DayToCome(_monday.AddDays(5), [])]), _slots);

        Assert.Equal((1000L, 1), (week.Budget!.Rest, week.UnknownDays));
    }

    [Fact]
    public void Expecting_NoTarget_StaysWithoutABudget() =>
        Assert.Null(new PeriodBudget(_monday, _monday.AddDays(6), new ServiceLevel(7, 10), null, false).Expecting(_rest, _slots).Budget);

    [Theory]
    [InlineData("2026-10-25", 8, "2026-10-25T00:00")] // 02:00 twice: the first
    [InlineData("2026-10-25", 40, "2026-10-25T09:00")] // after the clocks went back
    [InlineData("2026-09-03", 46, "2026-09-03T09:30")]
    public void InstantOf_ACut_IsByTheSitesClocks(string date, int cut, string expected) =>
        Assert.Equal(Given.Utc(expected), _slots.InstantOf(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), cut));

    private static PeriodBudget Week(long met, long counted) => new(
        _monday, _monday.AddDays(6), new ServiceLevel(met, counted), new ErrorBudget(new ServiceLevel(met, counted), 0.8m, null), false);
}
