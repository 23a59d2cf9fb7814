using ServiceLevelDashboard.Analytics.Reports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reporting;

public sealed class ReportRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 44, 12, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Of_Nothing_IsTheLast24Hours() =>
        Assert.Equal(new Interval(Now.AddDays(-1), Now), ReportRange.Of(null, null, null, Berlin, Now));

    [Fact]
    public void Of_LastSevenDays_EndsNow() =>
        Assert.Equal(new Interval(Now.AddDays(-7), Now), ReportRange.Of(null, null, TimeSpan.FromDays(7), Berlin, Now));

    [Theory]
    [InlineData("2026-09-01", "2026-09-02", "2026-08-31T22:00Z", "2026-09-01T22:00Z")]
    [InlineData("2026-09-01T08:00", "2026-09-01 09:30", "2026-09-01T06:00Z", "2026-09-01T07:30Z")]
    [InlineData("2026-09-01T08:00Z", "2026-09-01T08:00-05:00", "2026-09-01T08:00Z", "2026-09-01T13:00Z")]
    [InlineData("2026-10-25", "2026-10-26", "2026-10-24T22:00Z", "2026-10-25T23:00Z")] // 25 hours
    [InlineData("2026-03-29", "2026-03-30", "2026-03-28T23:00Z", "2026-03-29T22:00Z")] // 23 hours
    [InlineData("2026-10-25T02:30", "2026-10-25T02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z")] // shown twice: the wider range
    public void Of_FromAndTo_AreTimesOfTheZoneUnlessTheyHaveAnOffset(string from, string to, string start, string end) =>
        Assert.Equal(new Interval(Utc(start), Utc(end)), ReportRange.Of(from, to, null, Berlin, Now));

    [Theory]
    [InlineData("30m", 0.5)]
    [InlineData("24h", 24)]
    [InlineData("7d", 168)]
    [InlineData("4w", 672)]
    public void TryReadSpan_NumberAndUnit_IsRead(string text, double hours)
    {
        Assert.True(ReportRange.TryReadSpan(text, out var span));
        Assert.Equal(TimeSpan.FromHours(hours), span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("24 h")]
    [InlineData("99999w")]
    public void TryReadSpan_AnythingElse_IsRefused(string text) => Assert.False(ReportRange.TryReadSpan(text, out _));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
