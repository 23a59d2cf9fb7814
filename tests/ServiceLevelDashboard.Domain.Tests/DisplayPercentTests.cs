using System.Globalization;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>What is shown never says more than the counts: rounding stops at the target, at 100 and at 0.</summary>
public sealed class DisplayPercentTests
{
    [Theory]
    [InlineData(32, 40, 0.8, 0, "80")]
    [InlineData(796, 1_000, 0.8, 0, "79")] // the nearest, 80, is the target, which it does not reach
    [InlineData(756, 1_000, 0.8, 0, "76")]
    [InlineData(756, 1_000, 0.75, 0, "76")]
    [InlineData(796, 1_000, null, 0, "80")]
    [InlineData(199, 200, 0.8, 0, "99")] // one was missed
    [InlineData(1, 300, 0.8, 0, "1")] // one was met, so not 0
    [InlineData(0, 300, 0.8, 0, "0")]
    [InlineData(300, 300, 0.8, 0, "100")]
    [InlineData(19_999, 20_000, 0.8, 2, "99.99")]
    [InlineData(19_999, 20_000, null, 1, "99.9")]
    [InlineData(19_999, 25_000, 0.8, 2, "79.99")]
    [InlineData(19_999, 25_000, 0.8, 1, "79.9")]
    [InlineData(20_000, 25_000, 0.8, 1, "80")]
    [InlineData(1, 25_000, 0.8, 2, "0.01")]
    [InlineData(1, 8, null, 0, "13")] // half away from zero
    [InlineData(8_242, 10_000, 0.824, 0, "83")] // reaches its target, so it may not read 82
    [InlineData(996, 1_000, 0.995, 0, "99.6")] // no whole number lies from 99.5 to under 100
    [InlineData(3, 1_000, 0.004, 0, "0.3")]
    [InlineData(12, 10, 0.8, 0, "120")] // counts are bucketed by event, so more may be answered than were offered
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
