using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tiles;

namespace ServiceLevelDashboard.Web.Tests.Tiles;

public sealed class SparklineShapeTests
{
    [Fact]
    public void Of_NoLevels_IsEmpty() => Assert.Same(SparklineShape.Empty, SparklineShape.Of(Day(null, null), 0.8m));

    [Fact]
    public void Of_GapInTheDay_BreaksTheLine()
    {
        var shape = SparklineShape.Of(Day(1m, null, 1m, 0.5m), null);

        Assert.Equal("M0 2h.1M2 2h.1M2 2l1 38", shape.Closed);
        Assert.Equal(3, shape.Width);
        Assert.Null(shape.TargetY);
    }

    [Fact]
    public void Of_NightBefore_StartsWithTheFirstLevel() =>
        Assert.StartsWith("M0 2", SparklineShape.Of(Day(null, null, 1m, 1m), null).Closed, StringComparison.Ordinal);

    [Fact]
    public void Of_OpenInterval_IsDrawnApart()
    {
        var shape = SparklineShape.Of(Day([1m, 0.5m], isLastOpen: true), null);

        Assert.Equal("M0 2h.1", shape.Closed);
        Assert.Equal("M0 2l1 38", shape.Open);
    }

    [Fact]
    public void Of_LineCrossesTheTarget_TintsOnlyWhatIsUnder()
    {
        var shape = SparklineShape.Of(Day(1m, 0m), 0.5m);

        Assert.Equal(40, shape.TargetY);
        Assert.Equal("M0.5 40L1 78L1 40z", shape.UnderTarget);
    }

    [Fact]
    public void Of_LineStaysUnderTheTargetForAWhile_IsOneOutlineUntilItIsOver()
    {
        Assert.Equal("M0.5 40L1 78h1L2.5 40z", SparklineShape.Of(Day(1m, 0m, 0m, 1m), 0.5m).UnderTarget);
        Assert.Equal("M0 40V78l1-19L1 40z", SparklineShape.Of(Day(0m, 0.25m, null, 1m), 0.5m).UnderTarget);
        Assert.Equal("M0 40V78l1-38L1 40z", SparklineShape.Of(Day(0m, 0.5m, 0.5m), 0.5m).UnderTarget);
    }

    [Fact]
    public void Of_SameDayAgain_IsTheSameDrawingUntilTheTargetChanges()
    {
        var day = Day(1m, 0m);

        Assert.Same(SparklineShape.Of(day, 0.5m), SparklineShape.Of(day, 0.5m));
        Assert.Equal(21, SparklineShape.Of(day, 0.75m).TargetY);
    }

    [Fact]
    public void Of_LevelAboveOne_StaysInTheDrawing() => Assert.Equal("M0 2h.1", SparklineShape.Of(Day(1.2m), null).Closed);

    private static ImmutableArray<TrendPoint> Day(params decimal?[] ratios) => Day(ratios, isLastOpen: false);

    private static ImmutableArray<TrendPoint> Day(decimal?[] ratios, bool isLastOpen)
    {
        var start = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        var quarter = TimeSpan.FromMinutes(15);
        return [.. ratios.Select((ratio, i) => new TrendPoint(
            new Interval(start + (i * quarter), start + ((i + 1) * quarter)),
            ServiceLevelBounds.Of(ratio is { } r ? new ServiceLevel((long)(r * 100), 100) : ServiceLevel.None),
            ContactCounts.Zero,
            isLastOpen && i == ratios.Length - 1))];
    }
}
