using System.Globalization;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>What is shown never says more than the counts: rounding stops at the target, at 100 and at 0.</summary>
public sealed class DisplayPercentTests
{
    [Fact]
    public void Of_CasesOfThePage_AreShownAsItSays()
    {
        foreach (var row in DocTable.Under("formulas.md", "Digits"))
        {
            var shown = DisplayPercent.Of(new ServiceLevel(row.Int("met"), row.Int("counted")), row.Decimal("target"), row.Int("decimals"));
            Assert.True(shown == row.Decimal("shown"), $"{row} is shown as {shown}");
        }
    }

    [Theory]
    [InlineData(756, 1_000, 0.75, 0, "76")]
    [InlineData(1, 8, null, 0, "13")]
    [InlineData(19_999, 20_000, null, 1, "99.9")]
    [InlineData(1, 25_000, 0.8, 2, "0.01")]
    [InlineData(3, 1_000, 0.004, 0, "0.3")] // no whole number lies above 0 and under 0.4
    [InlineData(1_001, 1_000, 0.8, 0, "100")]
    [InlineData(-1, 1_000, 0.8, 0, "-1")]
    public void Of_Level_StaysOnItsSideOfTheBorders(long met, long counted, double? target, int decimals, string shown) =>
        Assert.Equal(decimal.Parse(shown, CultureInfo.InvariantCulture), DisplayPercent.Of(new ServiceLevel(met, counted), (decimal?)target, decimals));

    [Fact]
    public void Of_NoLevel_IsNull() => Assert.Null(DisplayPercent.Of(ServiceLevel.None, 0.8m, 2));

    [Fact]
    public void Of_Ratio_IsShownAsTheSameLevel() => Assert.Equal(79.99m, DisplayPercent.Of(0.79996m, 0.8m, 2));

    [Fact]
    public void Of_FewerThanNoDecimals_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => DisplayPercent.Of(0.5m, null, -1));

    /// <summary>All 5,150 levels of up to 100 contacts, against every target of whole per cent and some that are not.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_EveryLevelUpTo100Contacts_SaysWhatTheCountsSay(int decimals)
    {
        decimal?[] targets = [null, .. Enumerable.Range(1, 100).Select(static p => (decimal?)p / 100), 0.001m, 0.004m, 0.825m, 0.8333m, 0.995m, 0.9999m];
        ServiceLevel[] levels =
        [
            .. from counted in Enumerable.Range(1, 100)
               from met in Enumerable.Range(0, counted + 1)
               select new ServiceLevel(met, counted),
        ];
        Array.Sort(levels, static (a, b) => (a.Numerator * b.Denominator).CompareTo(b.Numerator * a.Denominator));
        foreach (var target in targets)
        {
            var before = -1m;
            foreach (var level in levels)
            {
                var shown = DisplayPercent.Of(level, target, decimals)!.Value;
                var isTrue = shown >= before
                    && (shown == 100) == (level.Missed == 0)
                    && (shown == 0) == (level.Numerator == 0)
                    && (target is not { } goal || (shown >= goal * 100) == level.Reaches(goal));
                if (!isTrue)
                {
                    Assert.Fail($"{level.Numerator} of {level.Denominator} against {target} is shown as {shown}, the level before as {before}");
                }

                before = shown;
            }
        }
    }

    [Fact]
    public void Of_AnyCounts_SaysWhatTheyAndTheRatioSay() =>
        Gen.Select(Gen.Long[1, 1_000_000_000], Gen.Double[0, 1], Gen.Int[1, 10_000], Gen.Int[0, 4]).Sample(static (counted, share, target, decimals) =>
        {
            var (level, goal) = (new ServiceLevel((long)(counted * share), counted), target / 10_000m);
            var shown = DisplayPercent.Of(level, goal, decimals);
            return (shown >= goal * 100) == level.Reaches(goal)
                && (shown == 100) == (level.Missed == 0)
                && (shown == 0) == (level.Numerator == 0)
                && shown == DisplayPercent.Of(level.Ratio!.Value, goal, decimals);
        });
}
