using System.Globalization;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Queue;

namespace ServiceLevelDashboard.Web.Tests.Queue;

public sealed class QueueTrendsTests
{
    public QueueTrendsTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Levels_Morning_StartsAtTheFirstContactInSiteTime()
    {
        var series = QueueTrends.Levels(QueueSamples.BillingMorning(), QueueSamples.London);

        Assert.Equal(4, series.Points.Length);
        Assert.Equal("08:00 – 08:15", series.Points[0].Label);
        Assert.Equal(["08:00", null, null, null], series.Points.Select(p => p.Hour));
        Assert.Equal([0.8, null, 0.6, 0.75], series.Points.Select(p => p.Value));
        Assert.Equal([false, false, false, true], series.Points.Select(p => p.IsOpen));
    }

    [Fact]
    public void Levels_Point_TellsCountsBesideThePercentage()
    {
        var series = QueueTrends.Levels(QueueSamples.BillingMorning(), QueueSamples.London);

        Assert.Equal("80\u202f% · 32 of 40\n41 offered\n2 abandoned", series.Points[0].Tip);
        Assert.Equal("–\n0 offered\n0 abandoned", series.Points[1].Tip);
        Assert.EndsWith("in progress", series.Points[3].Tip, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_Target_IsLabelled()
    {
        var series = QueueTrends.Levels(QueueSamples.BillingMorning(), QueueSamples.London);

        Assert.Equal(0.8, series.Target);
        Assert.Equal(("target 80", "80"), (series.TargetLabel, series.TargetShort));
        Assert.Equal(1, series.Max);
    }

    [Fact]
    public void Levels_NoTarget_HasNone()
    {
        var series = QueueTrends.Levels(QueueSamples.Summary(null, QueueSamples.Morning), QueueSamples.London);

        Assert.Null(series.Target);
        Assert.Empty(series.TargetLabel);
    }

    [Fact]
    public void Levels_AnswersOfEarlierOffers_WidenTheAxis()
    {
        var early = new ContactCounts { AnswerWait = new DurationStatistics(3, 3, 1), Genesys = new GenesysServiceLevel(3, 2, null) };

        var series = QueueTrends.Levels(QueueSamples.Summary(QueueSamples.Target, [early]), QueueSamples.London);

        Assert.Equal(1.5, series.Points[0].Value);
        Assert.Equal(2, series.Max);
    }

    [Fact]
    public void Levels_Summary_SaysDayTargetAndLowest()
    {
        var series = QueueTrends.Levels(QueueSamples.BillingMorning(), QueueSamples.London);

        Assert.Equal(
            "Today so far: 73\u202f% · 47 of 64. 2 of 3 intervals were below the target of 80\u202f%. Lowest: 60\u202f% · 12 of 20 at 08:30.",
            series.Summary);
    }

    [Fact]
    public void Levels_NothingYet_HasNoPoints() =>
        Assert.Empty(QueueTrends.Levels(QueueSamples.Summary(QueueSamples.Target, [ContactCounts.Zero]), QueueSamples.London).Points);

    [Fact]
    public void Waits_Morning_CarryTheThresholdAndEndOnAReadableStep()
    {
        var series = QueueTrends.Waits(QueueSamples.BillingMorning(), QueueSamples.London);

        Assert.Equal([12.0, null, 12.0, 12.0], series.Points.Select(p => p.Value));
        Assert.Equal(20, series.Target);
        Assert.Equal("within 0:20", series.TargetLabel);
        Assert.Equal(25, series.Max);
        Assert.False(series.MissesBelow);
    }

    [Fact]
    public void Points_TwentyFiveHourDay_KeepTheirOrderAndTheirIds()
    {
        // 25 October 2026: 01:00 comes twice in London.
        var summary = QueueSamples.BillingMorning();
        var start = new DateTimeOffset(2026, 10, 24, 23, 0, 0, TimeSpan.Zero);
        var doubled = summary with
        {
            Intervals =
            [
                .. Enumerable.Range(0, 12).Select(i => summary.Intervals[^4] with
                {
                    Interval = new Interval(start.AddMinutes(15 * i), start.AddMinutes(15 * (i + 1))),
                }),
            ],
        };

        var points = QueueTrends.Levels(doubled, QueueSamples.London).Points;

        Assert.Equal(["00:00", "01:00", "01:00"], points.Select(p => p.Hour).OfType<string>());
        Assert.Equal(12, points.Select(p => p.Id).Distinct().Count());
    }
}
