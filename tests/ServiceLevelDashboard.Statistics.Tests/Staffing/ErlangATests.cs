using CsCheck;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Statistics.Tests.Staffing;

/// <summary>Published values: pyworkforce's tests, Garnett, Mandelbaum and Reiman (2002) table 1, a public test suite; and Palm's route.</summary>
public sealed class ErlangATests
{
    private static readonly Traffic _hundred = Traffic.Of(100, TimeSpan.FromMinutes(30), 180);

    [Fact]
    public void ErlangA_PublishedCase_Agrees()
    {
        var queue = new ErlangA(_hundred, 14, 300);

        Assert.Equal(.14526, queue.WaitProbability, 1e-5);
        Assert.Equal(.013984, queue.AbandonProbability, 1e-6);
        Assert.Equal(.704297, queue.Occupancy, 1e-6);
        Assert.Equal(.069919 * 60, queue.MeanWait, 1e-4);
        Assert.Equal(.916792, queue.AnsweredWithin(20), 1e-6);
    }

    [Fact]
    public void ErlangA_OneAgentFewer_IsThePublishedNeighbour()
    {
        var queue = new ErlangA(_hundred, 13, 300);

        Assert.Equal(.858, queue.AnsweredWithin(20), 1e-3);
        Assert.Equal(.750, queue.Occupancy, 1e-3);
        Assert.Equal(.025, queue.AbandonProbability, 1e-3);
        Assert.Equal(.226, queue.WaitProbability, 1e-3);
    }

    [Fact]
    public void ErlangA_TwentyEightAgents_AgreesToTheLastDigits()
    {
        var queue = new ErlangA(new Traffic(0.1, 240), 28, 300);

        Assert.Equal(.6833261838358367, queue.Waiting, 1e-12);
        Assert.Equal(6.833261838358366, queue.MeanWait, 1e-11);
        Assert.Equal(.09759081562546817, new ErlangA(new Traffic(0.1, 240), 25, 30).AbandonProbability, 1e-13);
    }

    [Fact]
    public void ErlangA_GarnettsTable_PatienceOfTwoMinutes()
    {
        var queue = new ErlangA(new Traffic(48 / 60.0, 60), 50, 120);

        Assert.Equal(
            (.031, 3.7, 3, .93),
            (Math.Round(queue.AbandonProbability, 3), Math.Round(queue.MeanWait, 1), Math.Round(queue.Waiting), Math.Round(queue.Occupancy, 2)));
    }

    [Fact]
    public void ErlangA_ByPalm_IsTheSame() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0.4, 1.6], Gen.Double[60, 600], Gen.Double[60, 900], Gen.Double[5, 60])
            .Sample((agents, busy, handle, patience, threshold) =>
        {
            var traffic = new Traffic(agents * busy / handle, handle);
            var (chain, palm) = (new ErlangA(traffic, agents, patience), new PalmRoute(traffic, agents, patience));
            Close(palm.WaitProbability, chain.WaitProbability);
            Close(palm.AbandonProbability, chain.AbandonProbability);
            Close(palm.MeanWait, chain.MeanWait);
            Close(palm.AnsweredWithin(threshold), chain.AnsweredWithin(threshold));

            static void Close(double expected, double actual) =>
                Assert.True(Math.Abs(expected - actual) < 1e-8 * (1 + Math.Abs(expected)), $"{expected} {actual}");
        }, iter: 300);

    [Fact]
    public void SpeedOfAnswer_ByPalm_IsTheSame()
    {
        foreach (var agents in new[] { 12, 13, 14, 20 })
        {
            Assert.Equal(new PalmRoute(_hundred, agents, 300).SpeedOfAnswer, new ErlangA(_hundred, agents, 300).SpeedOfAnswer, 1e-6);
        }
    }

    [Theory]
    [InlineData(14)]
    [InlineData(20)]
    public void ErlangA_PatienceWithoutEnd_IsErlangC(int agents)
    {
        var (patient, c) = (new ErlangA(_hundred, agents, 1e9), new ErlangC(_hundred, agents));

        Assert.Equal(c.WaitProbability, patient.WaitProbability, 1e-5);
        Assert.Equal(c.Level(20), patient.AnsweredWithin(20), 1e-5);
        Assert.Equal(c.SpeedOfAnswer!.Value, patient.SpeedOfAnswer, 1e-3);
    }

    [Theory]
    [InlineData(10, 1, 1, 1000)] // ten times what one agent can bear: nine thousand wait
    [InlineData(1000, 60, 70_000, 300)]
    [InlineData(1e-6, 200, 500, 300)]
    [InlineData(0, 200, 5, 300)]
    public void ErlangA_OverloadAndIdleness_StayFinite(double perSecond, double handle, int agents, double patience)
    {
        var queue = new ErlangA(new Traffic(perSecond, handle), agents, patience);

        Assert.InRange(queue.AnsweredWithin(20), 0, 1);
        Assert.InRange(queue.AnsweredWithin(36_000), queue.AnsweredWithin(20), 1);
        // What arrives is served or gives up.
        Assert.Equal(perSecond, (queue.Occupancy * agents / handle) + (queue.Waiting / patience), 1e-6 * (1 + perSecond));
    }

    [Theory]
    [InlineData(0.8, 13)]
    [InlineData(0.9, 14)]
    public void WithPatience_IsTheSmallestThatReaches(double ratio, int expected) =>
        Assert.Equal(expected, RequiredAgents.WithPatience(_hundred, 300, 20, ratio));

    [Fact]
    public void WithoutPatience_PublishedCounts_Agree()
    {
        Assert.Equal(14, RequiredAgents.WithoutPatience(new Traffic(10 / 180.0, 180), 20, 0.8));
        Assert.Equal(15, RequiredAgents.WithoutPatience(new Traffic(10 / 180.0, 180), 20, 0.8, 0.7));
        Assert.Equal(28, RequiredAgents.WithoutPatience(new Traffic(25 / 900.0, 752), 20, 0.9));
        Assert.Equal(90, RequiredAgents.WithoutPatience(new Traffic(820 / 3600.0, 360), 20, 0.8));
        Assert.Equal(0, RequiredAgents.WithoutPatience(new Traffic(0, 360), 20, 0.8));
    }

    [Fact]
    public void RequiredAgents_OneFewer_IsNeverEnough() =>
        Gen.Select(Gen.Double[0.5, 150], Gen.Double[60, 600], Gen.Double[0.5, 0.97]).Sample((load, handle, ratio) =>
        {
            var traffic = new Traffic(load / handle, handle);
            var need = RequiredAgents.WithPatience(traffic, 300, 20, ratio);
            Assert.True(new ErlangA(traffic, need, 300).AnsweredWithin(20) >= ratio);
            Assert.True(need == 1 || new ErlangA(traffic, need - 1, 300).AnsweredWithin(20) < ratio);
        }, iter: 100);

    [Fact]
    public void Rostered_ThirtyPerCentAway_IsExact() => Assert.Equal((30, 20), (RequiredAgents.Rostered(21, 0.3m), RequiredAgents.Rostered(14, 0.3m)));

    [Theory]
    [InlineData(30_000, 60, 500.0)]
    [InlineData(30_000, 9, null)]
    public void CallerPatience_IsWaitingOverAbandons(double seconds, int abandoned, double? expected) =>
        Assert.Equal(expected, CallerPatience.Of(seconds, abandoned));
}
