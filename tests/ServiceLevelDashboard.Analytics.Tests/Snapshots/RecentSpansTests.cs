using ServiceLevelDashboard.Analytics.Live;

namespace ServiceLevelDashboard.Analytics.Tests.Snapshots;

public sealed class RecentSpansTests
{
    [Theory]
    [InlineData("PT15M", "10:07", "09:00", "09:30", "10:15", "09:00")]
    [InlineData("PT15M", "10:15", "09:15", "09:45", "10:15", "09:15")]
    [InlineData("PT15M", "10:15:01", "09:15", "09:45", "10:30", "09:15")]
    [InlineData("PT5M", "10:07", "09:05", "09:35", "10:10", "09:05")]
    [InlineData("PT30M", "10:07", "09:00", "09:30", "10:30", "09:00")]
    [InlineData("PT30M", "10:30", "09:30", "10:00", "10:30", "09:30")]
    public void At_AnyInstant_TakesWholeIntervalsUpToNow(string granularity, string now, string before, string start, string end, string hour)
    {
        Assert.True(Granularity.TryParse(granularity, out var cut));
        var spans = RecentSpans.At(Given.Utc(now), cut);

        Assert.Equal(Given.Span(before, start), spans.HalfHourBefore);
        Assert.Equal(Given.Span(start, end), spans.LastHalfHour);
        Assert.Equal(Given.Span(hour, end), spans.LastHour);
    }
}
