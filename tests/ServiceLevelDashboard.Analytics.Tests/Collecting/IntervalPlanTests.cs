using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class IntervalPlanTests
{
    private static readonly EdgeSet Edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], []);
    private static readonly TimeSpan Trailing = TimeSpan.FromHours(3);

    // The day of 1 September in Berlin.
    private static readonly Interval Day = Given.Span("2026-08-31T22:00", "2026-09-01T22:00");

    [Fact]
    public void Range_AtTheStart_IsTheDaySoFar() => Assert.Equal(Given.Span("2026-08-31T22:00", "08:15"), Range("08:07", null));

    [Fact]
    public void Range_AtTheStartEarlyInTheDay_ReachesBackForTheSpansBeforeNow() =>
        Assert.Equal(Given.Span("2026-08-31T19:00", "2026-08-31T22:15"), Range("2026-08-31T22:05", null));

    [Fact]
    public void Range_Later_IsTheTrailingHours() => Assert.Equal(Given.Span("05:00", "08:15"), Range("08:07", At("08:06:30")));

    [Fact]
    public void Range_AfterAnOutage_LeavesNothingOut() => Assert.Equal(Given.Span("01:00", "08:15"), Range("08:07", At("04:10")));

    [Fact]
    public void Range_OtherEdges_IsTheDaySoFar() =>
        Assert.Equal(Given.Span("2026-08-31T22:00", "08:15"), Range("08:07", At("08:06") with { Edges = EdgeSet.None }));

    [Fact]
    public void Range_OtherGranularity_IsTheDaySoFar() =>
        Assert.Equal(Given.Span("2026-08-31T22:00", "08:15"), Range("08:07", At("08:06") with { Granularity = Granularity.FiveMinutes }));

    [Fact]
    public void Range_NewDay_IsTheNewDayAndTheHoursBefore()
    {
        var yesterday = At("2026-08-31T21:59") with { Day = Given.Span("2026-08-30T22:00", "2026-08-31T22:00") };
        Assert.Equal(Given.Span("2026-08-31T19:00", "2026-08-31T22:15"), Range("2026-08-31T22:00:10", yesterday));
    }

    [Fact]
    public void Range_NextMorning_ReadsYesterdayOnceMore()
    {
        var start = Given.Utc("2026-08-30T22:00");
        var evening = At("2026-08-31T21:59") with { Day = new Interval(start, Day.Start) };
        var night = IntervalProgress.After(evening, Day, Range("2026-08-31T22:01", evening), Given.Utc("2026-08-31T22:01"), Granularity.QuarterHour, Edges);
        Assert.Equal(start, night.Unsettled);
        Assert.Equal(Given.Span("2026-08-31T21:45", "01:00"), Range("00:59", night with { Until = Given.Utc("00:58") }));

        var range = Range("01:00:20", night with { Until = Given.Utc("00:59:50") });
        Assert.Equal(new Interval(start, Given.Utc("01:15")), range);
        Assert.Null(IntervalProgress.After(night, Day, range, Given.Utc("01:00:21"), Granularity.QuarterHour, Edges).Unsettled);
    }

    [Fact]
    public void After_MorningReadThatDidNotReachYesterday_KeepsItUnsettled()
    {
        var night = At("00:59") with { Unsettled = Given.Utc("2026-08-30T22:00") };
        var next = IntervalProgress.After(night, Day, Given.Span("2026-08-31T22:00", "01:15"), Given.Utc("01:00:01"), Granularity.QuarterHour, Edges);
        Assert.NotNull(next.Unsettled);
    }

    private static IntervalProgress At(string until) => new(Day, Given.Utc(until), Granularity.QuarterHour, Edges, null);

    private static Interval Range(string now, IntervalProgress? progress) =>
        IntervalPlan.Range(Given.Utc(now), Day, Trailing, Granularity.QuarterHour, Edges, progress);
}
