using CsCheck;
using ServiceLevelDashboard.Delivery.Reports;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

public sealed class ScheduleTimesTests
{
    /// <summary>The clocks go over the time (due at the change), show it twice (due the first time), and the day after each.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-29T01:00Z", "2026-03-30T00:30Z", "2026-03-28")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-25T00:30Z", "2026-10-26T01:30Z", "2026-10-24")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-08T07:00Z", "2026-03-09T06:30Z", "2026-03-07")]
    [InlineData("America/New_York", "30 1 * * *", "2026-11-01T05:30Z", "2026-11-02T06:30Z", "2026-10-31")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T15:30Z", "2026-10-04T15:15Z", "2026-10-02")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-04T14:45Z", "2026-04-05T15:15Z", "2026-04-03")]
    public void Between_OverAChangeOfClocks_IsOnceADay(string zone, string cron, string changed, string after, string from)
    {
        var start = DateTimeOffset.Parse(from + "T18:00Z", System.Globalization.CultureInfo.InvariantCulture);

        var due = ScheduleTimes.Between(cron, zone, start, start.AddDays(2));

        Assert.Equal([At(changed), At(after)], due);
    }

    [Theory]
    [InlineData("*/15 * * * *")]
    [InlineData("30 2-3 * * *")]
    [InlineData("0 0,1,2,3 * * *")]
    [InlineData("0 * * * *")]
    public void Between_AnyExpression_HasNoInstantTwiceAndNoTimeTwice(string cron)
    {
        foreach (var zone in (string[])["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
        {
            var start = At("2026-01-01T00:00Z");
            var due = ScheduleTimes.Between(cron, zone, start, start.AddDays(365));

            Assert.Equal(due.Distinct().Order(), due);
            var clocks = due.Select(d => SiteCalendar.ClockAt(d, TimeZoneInfo.FindSystemTimeZoneById(zone))).ToList();
            Assert.Equal(clocks.Distinct().Count(), clocks.Count);
        }
    }

    [Fact]
    public void Between_SpansThatMeet_AreOneSpan() =>
        Gen.Select(Gen.Int[0, 365 * 24 * 60], Gen.Int[1, 3_000], Gen.Int[1, 3_000], Gen.OneOf(Gen.Const("Europe/Berlin"), Gen.Const("America/New_York"), Gen.Const("Australia/Lord_Howe")))
            .Sample((minutes, first, second, zone) =>
            {
                var start = At("2026-01-01T00:00Z").AddMinutes(minutes);
                var (middle, end) = (start.AddMinutes(first), start.AddMinutes(first + second));
                const string cron = "*/20 1-3 * * *";
                return ScheduleTimes.Between(cron, zone, start, end)
                    .SequenceEqual(ScheduleTimes.Between(cron, zone, start, middle).Concat(ScheduleTimes.Between(cron, zone, middle, end)));
            });

    [Fact]
    public void Next_ThreeTimes_AreWhatTheFormShows()
    {
        Assert.Equal(
            [At("2026-11-30T07:00Z"), At("2026-12-07T07:00Z"), At("2026-12-14T07:00Z")],
            ScheduleTimes.Next("0 8 * * 1", "Europe/Berlin", At("2026-11-29T05:00Z"), 3));
        Assert.Equal([At("2028-02-28T23:00Z")], ScheduleTimes.Next("0 0 29 2 *", "Europe/Berlin", At("2026-11-29T05:00Z"), 1));
        Assert.Equal([At("2026-11-30T07:00Z")], ScheduleTimes.Next("0 8 * * *", "Europe/Berlin", At("2026-11-29T07:00Z"), 1)); // not the moment itself
    }

    [Theory]
    [InlineData("0 8 * * *", true)]
    [InlineData("0 8 L * *", true)]
    [InlineData("0 8 * * MON-FRI", true)]
    [InlineData("0 0 29 2 *", true)]
    [InlineData("0 0 31 2 *", false)] // never
    [InlineData("* * * * * *", false)] // seconds
    [InlineData("@hourly", false)]
    [InlineData("60 8 * * *", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsCron_Text_IsFiveFieldsThatCome(string? text, bool expected) => Assert.Equal(expected, ScheduleTimes.IsCron(text));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
