using CsCheck;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Statistics.Tests.Staffing;

/// <summary>Published values: the README of the R package ErlangC, pyworkforce 0.1.0, the tests of public Erlang libraries.</summary>
public sealed class ErlangCTests
{
    private static readonly Traffic _ten = new(10 / 180.0, 180);

    [Theory]
    [InlineData(11, .6821182, .3896138, 122.781, .9090909)]
    [InlineData(12, .4493882, .640158, 40.445, .8333333)]
    [InlineData(13, .2852705, .7955948, 17.116, .7692308)]
    [InlineData(14, .1741319, .88835, 7.8359, .7142857)]
    public void ErlangC_TenErlangs_IsThePublishedTable(int agents, double wait, double level, double asa, double occupancy)
    {
        var queue = new ErlangC(_ten, agents);

        Assert.Equal(wait, queue.WaitProbability, 1e-7);
        Assert.Equal(level, queue.Level(20), 1e-6);
        Assert.Equal(asa, queue.SpeedOfAnswer!.Value, 1e-3);
        Assert.Equal(occupancy, queue.Occupancy, 1e-7);
    }

    [Theory]
    [InlineData(.1, 1 / .0033, 35, .3121925015328496)]
    [InlineData(.1, 1 / .0033, 40, .06278834613535761)]
    [InlineData(1, 1, 2, 1 / 3.0)]
    public void WaitProbability_PublishedCases_AgreeToTheLastDigit(double perSecond, double handle, int agents, double expected) =>
        Assert.Equal(expected, new ErlangC(new Traffic(perSecond, handle), agents).WaitProbability, 1e-12);

    [Theory]
    [InlineData(1, 5, .8333333333333334)]
    [InlineData(10, 20, .5379631686320729)]
    [InlineData(190, 200, .08869684386923561)]
    [InlineData(10, 5, .018384570336648136)]
    public void Blocking_PublishedCases_Agree(double agents, double load, double expected) =>
        Assert.Equal(expected, ErlangC.Blocking(agents, load), 1e-14);

    [Fact]
    public void Blocking_RealAgents_RunsSmoothlyThroughTheWholeOnes() =>
        Gen.Select(Gen.Int[1, 300], Gen.Double[0.1, 300]).Sample((agents, load) =>
        {
            var whole = ErlangC.Blocking(agents, load);
            var near = ErlangC.Blocking(agents + 1e-9, load);
            Assert.True(Math.Abs(near - whole) < 1e-6 * (whole + 1e-6), $"{agents} {load}: {whole} {near}");
        });

    [Fact]
    public void ErlangC_TwentyFiveErlangsOnTwenty_IsUnstableAndSaysNothing()
    {
        var queue = new ErlangC(new Traffic(25, 1), 20);

        Assert.Equal((1, 0, null, null), (queue.WaitProbability, queue.Level(20), queue.SpeedOfAnswer, queue.Quantile(0.8)));
    }

    [Fact]
    public void Blocking_TwentyOfTwentyFive_HasNoFactorTooMuch() =>
        // A public library is tested with .261379 for C(25, 20 erlangs): a factor of 1/ρ too much.
        Assert.Equal(.209103, new ErlangC(new Traffic(20, 1), 25).WaitProbability, 1e-6);

    [Fact]
    public void Quantile_OfALevel_IsItsThreshold() =>
        Gen.Select(Gen.Int[11, 40], Gen.Double[1, 200]).Sample((agents, seconds) =>
        {
            var queue = new ErlangC(_ten, agents);
            var level = queue.Level(seconds);
            if (level < 1 - 1e-9)
            {
                Assert.Equal(seconds, queue.Quantile(level)!.Value, 1e-4 * seconds);
            }
        });

    [Fact]
    public void ErlangC_NoTraffic_NobodyWaits() =>
        Assert.Equal((0, 1), (new ErlangC(new Traffic(0, 180), 3).WaitProbability, new ErlangC(new Traffic(0, 180), 3).Level(0)));
}
