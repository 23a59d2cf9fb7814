using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Cli.Tests.Reporting;

public sealed class ReportRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 44, 12, TimeSpan.Zero);
    private static readonly SiteCalendar Berlin = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

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
    [InlineData("2026-10-25T02:30", "2026-10-25T03:00", "2026-10-25T00:30Z", "2026-10-25T02:00Z")] // shown twice: the first
    [InlineData("2026-10-25T02:30+01:00", "2026-10-25T03:00", "2026-10-25T01:30Z", "2026-10-25T02:00Z")] // the second, by its offset
    public void Of_FromAndTo_AreTimesOfTheZoneUnlessTheyHaveAnOffset(string from, string to, string start, string end) =>
        Assert.Equal(new Interval(Utc(start), Utc(end)), ReportRange.Of(from, to, null, Berlin, Now));

    [Theory]
    [InlineData("0001-01-01", "9999-12-31", "from is '0001-01-01'. Accepted:")]
    [InlineData("2026-09-01", "9999-12-31", "to is '9999-12-31'. Accepted:")]
    [InlineData("0001-01-01T00:00", null, "from is '0001-01-01T00:00'. Accepted:")]
    [InlineData("2026-09-01", "9999-12-31T23:59:59Z", "to is '9999-12-31T23:59:59Z'. Accepted:")]
    [InlineData("1970-01-01", "2026-09-01", "from 1970-01-01 to 2026-09-01 is more than ten years")]
    [InlineData("1970-01-01", null, "from 1970-01-01 to now is more than ten years")]
    public void Of_BeyondAnyArchive_IsASentence(string from, string? to, string sentence)
    {
        Assert.Null(ReportRange.DaysOf(from, to, new OneCalendar(Berlin), Now));
        Assert.Contains(
            sentence, Assert.Throws<UsageException>(() => ReportRange.Of(from, to, null, Berlin, Now, mark: "")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-25", "2026-04-23T22:00Z", "2026-04-24T21:00Z")] // its midnight is skipped: the day begins at the change
    [InlineData("Atlantic/Azores", "2026-10-24", "2026-10-25", "2026-10-24T00:00Z", "2026-10-25T00:00Z")] // a midnight that comes twice is the first,
    [InlineData("Atlantic/Azores", "2026-10-25", "2026-10-26", "2026-10-25T00:00Z", "2026-10-26T01:00Z")] // at an end as at a start
    [InlineData("America/Havana", "2026-10-31", "2026-11-01", "2026-10-31T04:00Z", "2026-11-01T04:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-02", "2026-11-01T04:00Z", "2026-11-02T05:00Z")]
    public void Of_Dates_AreDaysOfTheZone(string zone, string from, string to, string start, string end) => Assert.Equal(
        new Interval(Utc(start), Utc(end)), ReportRange.Of(from, to, null, SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById(zone)), Now));

    [Fact]
    public void Of_Date_BeginsWhenTheSitesDayDoes() => Assert.Equal(
        new Interval(Utc("2026-09-01T04:00Z"), Utc("2026-09-01T06:00Z")),
        ReportRange.Of("2026-09-01", "2026-09-01T08:00", null, Berlin with { DayStart = new TimeOnly(6, 0) }, Now));

    /// <summary>Every date of every zone can be asked for, and two neighbours share nothing and leave nothing out.</summary>
    [Fact]
    public void Of_AnyZoneAndDates_NeighboursTouch() => Assert.All(
        TimeZoneInfo.GetSystemTimeZones().Select(SiteCalendar.AtMidnight),
        calendar =>
        {
            var first = new DateOnly(2026, 1, 1);
            var starts = Enumerable.Range(0, 320)
                .Select(day => first.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
                .ToArray();
            var days = starts.Zip(starts.Skip(1)).Select(day => ReportRange.Of(day.First, day.Second, null, calendar, Now)).ToArray();
            Assert.All(days.Zip(days.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
            Assert.Equal(ReportRange.Of(starts[0], starts[^1], null, calendar, Now).Length.Ticks, days.Sum(day => day.Length.Ticks));
        });

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
