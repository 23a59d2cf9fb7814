using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

public sealed class AnswerTimesTests
{
    private static readonly int[] EdgesMs = [5_000, 20_000, 60_000];

    [Fact]
    public void Percentile_NearestRank_LiesBetweenEdges()
    {
        var times = Of([.. Repeat(70, 3_000), .. Repeat(15, 25_000), .. Repeat(15, 90_000)]);
        Assert.Equal(Bounds(0, 5_000), times.Percentile(0.7m));
        Assert.Equal(Bounds(20_000, 60_000), times.Percentile(0.71m));
        Assert.Equal(Bounds(20_000, 60_000), times.Percentile(0.85m));
        Assert.Equal(Bounds(60_000, 90_000), times.Percentile(0.9m));
    }

    [Fact]
    public void Percentile_LongestWaitUnderTheEdge_CapsTheBound() => Assert.Equal(Bounds(20_000, 31_000), Of([1_000, 31_000]).Percentile(1m));

    [Fact]
    public void Percentile_NothingOrNoBands_IsNull()
    {
        Assert.Null(Of([]).Percentile(0.5m));
        Assert.Null(AnswerTimes.OfAnswered(new ContactCounts { AnswerWait = new DurationStatistics(3, 9_000, 5_000) }));
    }

    [Fact]
    public void Beyond_TheSumOfAllWaits_NarrowsTheMean()
    {
        // Two late ones; the sum of 62 s leaves them 60 s and 62 s less what the one in time can have taken.
        var late = Of([2_000, 29_000, 31_000]).Beyond(TimeSpan.FromSeconds(20));
        Assert.Equal(new LongerWaits(2, Bounds(28_500, 31_000)), late);
    }

    [Fact]
    public void Beyond_WhatTheOthersTookAtLeast_CapsTheMean()
    {
        // 6 s took at least 5: of 157 s in all the two late ones share 152 at most, and 137 at least.
        Assert.Equal(new LongerWaits(2, Bounds(68_500, 76_000)), Of([6_000, 61_000, 90_000]).Beyond(TimeSpan.FromSeconds(20)));
        // What the edges alone say, 60 s, is more than the sum says.
        Assert.Equal(new LongerWaits(1, Bounds(60_000, 61_000)), Of([6_000, 61_000]).Beyond(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Beyond_SumThatContradictsTheBands_BelievesTheBands()
    {
        var late = new ContactCounts
        {
            AnswerWait = new DurationStatistics(1, 10_000, 70_000),
            Bands = new Bands(EdgeSet.Of([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)], []), [0, 0], []),
        };
        Assert.Equal(new LongerWaits(1, Bounds(60_000, 70_000)), AnswerTimes.OfAnswered(late)!.Beyond(TimeSpan.FromSeconds(20))); // has bands
    }

    [Fact]
    public void OfAbandoned_Counts_GoesByTheAbandonedEdges()
    {
        var bands = new Bands(EdgeSet.Of([], [TimeSpan.FromSeconds(5)]), [], [1]);
        var counts = new ContactCounts { AbandonWait = new DurationStatistics(2, 9_000, 6_000), Bands = bands };
        Assert.Equal(Bounds(5_000, 6_000), AnswerTimes.OfAbandoned(counts)!.Percentile(1m)); // has bands
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    public void Percentile_ShareOutOfRange_Throws(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => Of([1_000]).Percentile((decimal)share));

    [Fact]
    public void Beyond_NobodyOrNoEdge_IsNoneOrNull()
    {
        Assert.Equal(new LongerWaits(0, null), Of([1_000]).Beyond(TimeSpan.FromSeconds(20)));
        Assert.Null(Of([1_000]).Beyond(TimeSpan.FromSeconds(21)));
    }

    [Fact]
    public void Bounds_OfAnyWaits_HoldTheTruth() =>
        Gen.Select(Gen.Int[0, 120_000].Array[1, 60], Gen.Int[1, 100], Gen.Int[0, 2]).Sample((waits, percent, edge) =>
        {
            var times = Of(waits);
            var sorted = waits.Order().ToArray();
            var truth = TimeSpan.FromMilliseconds(sorted[((percent * sorted.Length) + 99) / 100 - 1]);
            var bounds = times.Percentile(percent / 100m)!.Value;
            Assert.InRange(truth, bounds.Least, bounds.Most);

            var beyond = times.Beyond(TimeSpan.FromMilliseconds(EdgesMs[edge]))!.Value;
            var late = waits.Where(w => w > EdgesMs[edge]).ToArray();
            Assert.Equal(late.Length, beyond.Count);
            if (late.Length == 0)
            {
                return;
            }
            // The bounds are whole milliseconds, rounded down.
            Assert.InRange(
                Math.Floor((decimal)late.Sum(w => (long)w) / late.Length),
                (decimal)beyond.Mean!.Value.Least.TotalMilliseconds,
                (decimal)beyond.Mean.Value.Most.TotalMilliseconds);
        });

    private static AnswerTimes Of(int[] waits) => AnswerTimes.OfAnswered(new ContactCounts
    {
        AnswerWait = new DurationStatistics(waits.Length, waits.Sum(w => (long)w), waits.DefaultIfEmpty().Max()),
        Bands = new Bands(EdgeSet.Of(EdgesMs.Select(e => TimeSpan.FromMilliseconds(e)), []), [.. EdgesMs.Select(edge => waits.Count(w => w <= edge))], []),
    })!; // has bands

    private static IEnumerable<int> Repeat(int count, int wait) => Enumerable.Repeat(wait, count);

    private static WaitBounds Bounds(int leastMs, int mostMs) => new(TimeSpan.FromMilliseconds(leastMs), TimeSpan.FromMilliseconds(mostMs));
}
