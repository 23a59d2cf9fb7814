using CsCheck;

namespace ServiceLevelDashboard.Statistics.Tests;

public sealed class UncertaintyTests
{
    [Theory] // Newcombe (1998), table I, method 3
    [InlineData(81, 263, .2553, .3662)]
    [InlineData(15, 148, .0624, .1605)]
    [InlineData(0, 20, 0, .1611)]
    [InlineData(1, 29, .0061, .1718)]
    public void Wilson_NewcombesTable_IsReproduced(int met, int of, double low, double high)
    {
        var interval = Wilson.Of(met, of);

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Wilson_AnyShare_HoldsItAndStaysInside() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0.01, 5000]).Sample((share, of) =>
        {
            var interval = Wilson.Of(share * of, of);
            Assert.InRange(share, interval.Low - 1e-12, interval.High + 1e-12);
            Assert.InRange(interval.Low, 0, 1);
            Assert.InRange(interval.High, 0, 1);
        });

    [Fact]
    public void Wilson_OfNothing_KnowsNothing() => Assert.Equal(new ShareInterval(0, 1), Wilson.Of(0, 0));

    [Fact]
    public void EffectiveSample_TenHoursAtFourMinutes_IsAbout135() => Assert.Equal(135, EffectiveSample.Of(800, 36_000, 240));

    [Theory]
    [InlineData(20, 36_000, 240.0, 20)]
    [InlineData(800, 36_000, null, 800)]
    public void EffectiveSample_FewContactsOrNoHandleTime_AreAll(double contacts, double seconds, double? handle, double expected) =>
        Assert.Equal(expected, EffectiveSample.Of(contacts, seconds, handle));

    [Theory]
    [InlineData(100, .011)]
    [InlineData(10, .32)]
    public void BelowTarget_SeventyOfAHundred_DependsOnWhatTheyAreWorth(double effective, double expected) =>
        Assert.Equal(expected, BelowTarget.Probability(0.7, effective, 0.8), 0.005);

    [Fact]
    public void BelowTarget_WholeCounts_IsTheBinomialSum()
    {
        var sum = Enumerable.Range(0, 8).Sum(k => MathNet.Numerics.SpecialFunctions.Binomial(10, k) * Math.Pow(0.8, k) * Math.Pow(0.2, 10 - k));

        Assert.Equal(sum, BelowTarget.Probability(0.7, 10, 0.8), 1e-12);
    }

    [Fact]
    public void PaceOf_IndependentContacts_IsNotMoreThanTheyAre()
    {
        // The same share of every half hour: no swing at all, so the pace is at its bound.
        var days = Enumerable.Range(0, 10).Select(d => new DayCurve(new DateOnly(2026, 3, 2).AddDays(d), [.. Enumerable.Repeat(
            new SlotCounts(40, 32, 40) { Handled = 40, HandleSeconds = 40 * 240 }, 48)]));
        var swinging = Enumerable.Range(0, 10).Select(d => new DayCurve(new DateOnly(2026, 3, 2).AddDays(d), [.. Enumerable.Range(0, 48).Select(
            k => new SlotCounts(40, (d + k) % 2 == 0 ? 40 : 16, 40) { Handled = 40, HandleSeconds = 40 * 240 })]));

        Assert.Null(EffectiveSample.PaceOf(new DayHistory(days), 1800));
        Assert.InRange(EffectiveSample.PaceOf(new DayHistory(swinging), 1800)!.Value, 0.1, 0.4);
    }

    [Fact]
    public void PaceOf_LittleHistory_IsUnknown() => Assert.Null(EffectiveSample.PaceOf(new DayHistory([]), 900));
}
