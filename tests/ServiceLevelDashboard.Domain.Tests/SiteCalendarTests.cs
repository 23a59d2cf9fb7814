using System.Globalization;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>Days of sites in every zone, over every change of the clocks.</summary>
public sealed class SiteCalendarTests
{
    private static readonly DateTimeOffset First = new(1975, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeZoneInfo[] Zones = [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId)];

    private static readonly Gen<TimeOnly> Starts =
        Gen.Frequency((1, Gen.Const(TimeOnly.MinValue)), (1, Gen.Int[0, (24 * 60) - 1].Select(minute => TimeOnly.MinValue.AddMinutes(minute))));

    private static readonly Gen<SiteCalendar> Calendars = Gen.Select(Gen.OneOf(Zones), Starts, (zone, start) => new SiteCalendar(zone, start));

    private static readonly Gen<DateTimeOffset> Instants = Gen.Int[0, 62 * 365 * 24 * 60].Select(minutes => First.AddMinutes(minutes));

    [Theory]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T01:10Z", "2026-10-25")] // 02:10 for the second time: 02:30 has been there already
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T00:29Z", "2026-10-24")]
    [InlineData("Europe/Berlin", "02:30", "2026-03-29T00:59Z", "2026-03-28")] // 02:30 is skipped: the day begins when the clocks jump
    [InlineData("Europe/Berlin", "02:30", "2026-03-29T01:00Z", "2026-03-29")]
    [InlineData("Africa/Cairo", "00:00", "2026-04-23T21:59Z", "2026-04-23")]
    [InlineData("Africa/Cairo", "00:00", "2026-04-23T22:00Z", "2026-04-24")]
    [InlineData("Atlantic/Azores", "00:00", "2026-10-25T00:59Z", "2026-10-25")]
    [InlineData("Atlantic/Azores", "00:00", "2026-10-25T01:30Z", "2026-10-25")]
    [InlineData("America/Havana", "00:00", "2026-11-01T03:59Z", "2026-10-31")]
    [InlineData("America/Havana", "00:00", "2026-11-01T05:30Z", "2026-11-01")] // 00:30 for the second time
    [InlineData("America/Santiago", "00:00", "2026-04-05T03:30Z", "2026-04-04")] // 23:30 for the second time
    [InlineData("Asia/Kathmandu", "00:00", "2026-11-24T18:14Z", "2026-11-24")]
    [InlineData("Asia/Kathmandu", "00:00", "2026-11-24T18:15Z", "2026-11-25")]
    [InlineData("Pacific/Kiritimati", "06:00", "2026-11-24T15:59Z", "2026-11-24")]
    [InlineData("Pacific/Apia", "00:00", "2011-12-30T10:00Z", "2011-12-31")]
    public void DateOf_Instant_IsTheDateOnWhichItsDayBegan(string zone, string start, string instant, string date) =>
        Assert.Equal(Date(date), Calendar(zone, start).DateOf(Utc(instant)));

    [Theory]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", 23)] // its midnight is skipped
    [InlineData("Atlantic/Azores", "2026-10-25", "2026-10-25T00:00Z", 25)] // its midnight comes twice
    [InlineData("Atlantic/Azores", "2026-10-24", "2026-10-24T00:00Z", 24)]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00Z", 24.5)]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z", 0)] // left out
    public void DayOf_Date_BeginsAtTheFirstMomentOfItsStart(string zone, string date, string start, double hours)
    {
        var day = Calendar(zone, "00:00").DayOf(Date(date));
        Assert.Equal((Utc(start), TimeSpan.FromHours(hours)), (day.Start, day.Length));
    }

    [Fact]
    public void DayOf_AnyInstantZoneAndStart_HoldsTheInstantAndTouchesItsNeighbours() => Gen.Select(Calendars, Instants).Sample(
        (calendar, now) =>
        {
            var (date, day) = (calendar.DateOf(now), calendar.DayOf(now));
            Assert.True(day.Contains(now), $"{day} does not hold {now:u} in {calendar}.");
            Assert.Equal(day, calendar.DayOf(date));
            Assert.Equal(day.Start, calendar.StartOf(date));
            Assert.Equal(day.End, calendar.StartOf(date.AddDays(1)));
            Assert.Equal(day.Start, calendar.DayOf(date.AddDays(-1)).End);
            Assert.Equal(date, calendar.DateOf(day.Start));
            Assert.Equal(date, calendar.DateOf(day.End.AddTicks(-1)));
            Assert.Equal(day.End, calendar.DayOf(day.End).Start);
            Assert.Equal(date, calendar.DateOf(now.ToOffset(TimeSpan.FromHours(-7))));
            Assert.InRange(calendar.SinceStart(now), TimeSpan.Zero, TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        },
        iter: 10_000);

    [Theory]
    [InlineData("Europe/London", "2026-10-25", "01:20", "2026-10-25T00:20Z 2026-10-25T01:20Z")]
    [InlineData("Europe/London", "2026-03-29", "01:20", "")]
    [InlineData("Europe/London", "2026-10-25", "02:00", "2026-10-25T02:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45Z 2026-04-04T15:15Z")] // half an hour
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z 2026-11-01T06:30Z")]
    public void InstantsAt_ATimeOfADate_AreAllThatTheClocksShow(string zone, string date, string time, string instants) => Assert.Equal(
        instants.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Utc),
        Calendar(zone, "00:00").InstantsAt(Date(date), TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void InstantsAt_WhatTheClocksShowAtAnyInstant_HoldTheInstantInOrder() => Gen.Select(Calendars, Instants).Sample(
        (calendar, instant) =>
        {
            var clock = SiteCalendar.ClockAt(instant, calendar.Zone);
            var found = calendar.InstantsAt(DateOnly.FromDateTime(clock), TimeOnly.FromDateTime(clock));
            Assert.Contains(instant, found);
            Assert.Equal(found.Order(), found);
            Assert.Equal(calendar.FirstAt(DateOnly.FromDateTime(clock), TimeOnly.FromDateTime(clock)), found[0]);
        },
        iter: 10_000);

    [Fact]
    public void StartOf_TheEndsOfTheCalendar_IsNoError() => Assert.All(Zones, static zone =>
    {
        var calendar = SiteCalendar.AtMidnight(zone);
        Assert.True(calendar.StartOf(DateOnly.MinValue) < calendar.StartOf(DateOnly.MaxValue));
    });

    [Fact]
    public void StartOf_AnyDate_IsTheFirstMinuteAtWhichTheClocksShowIt() => Gen.Select(Calendars, Instants).Sample(
        (calendar, about) =>
        {
            var date = DateOnly.FromDateTime(SiteCalendar.ClockAt(about, calendar.Zone));
            var wanted = date.ToDateTime(calendar.DayStart);
            var from = new DateTimeOffset(wanted, TimeSpan.Zero).AddHours(-16);
            var first = Enumerable.Range(0, 32 * 60)
                .Select(minute => from.AddMinutes(minute))
                .First(minute => TimeZoneInfo.ConvertTime(minute, calendar.Zone).DateTime >= wanted);
            Assert.Equal(first, calendar.StartOf(date));
        },
        iter: 500);

    [Fact]
    public void DaysOf_AnyDates_CountEveryContactOnce() => Gen.Select(Calendars, Instants, Gen.Int[0, 40], Gen.Int[0, 80 * 24 * 60].Array[0, 20]).Sample(
        (calendar, about, length, minutes) =>
        {
            var from = calendar.DateOf(about);
            var dates = new DateRange(from, from.AddDays(length));
            var contacts = minutes.Select(minute => about.AddDays(-20).AddMinutes(minute)).ToArray();
            int In(IEnumerable<Interval> parts) => parts.Sum(part => contacts.Count(part.Contains));

            var whole = In([calendar.RangeOf(dates)]);
            Assert.Equal(whole, In(calendar.DaysOf(dates)));
            Assert.Equal(whole, In(calendar.HoursOf(dates)));
            Assert.Equal(whole, In(calendar.WeeksOf(dates)));
            Assert.Equal(whole, In(calendar.MonthsOf(dates)));
            Assert.Equal(whole, contacts.Count(contact => dates.Contains(calendar.DateOf(contact))));
        },
        iter: 2_000);

    [Theory]
    [InlineData("2026-04-04", 24, 60)]
    [InlineData("2026-04-05", 25, 30)] // the clocks of Lord Howe go back by half an hour
    public void HoursOf_ADate_EndWithItsDay(string date, int count, int lastMinutes)
    {
        var calendar = Calendar("Australia/Lord_Howe", "00:00");
        var hours = calendar.HoursOf(new DateRange(Date(date), Date(date)));

        Assert.Equal(count, hours.Length);
        Assert.Equal(new Interval(calendar.DayOf(Date(date)).End.AddMinutes(-lastMinutes), calendar.DayOf(Date(date)).End), hours[^1]);
    }

    [Theory]
    [InlineData("2026-04-01T08:00Z", 7, "2026-03-25T09:00Z")] // ten o'clock in summer and in winter
    [InlineData("2026-09-08T08:00Z", 7, "2026-09-01T08:00Z")]
    [InlineData("2026-04-05T00:30Z", 7, "2026-03-29T01:00Z")] // half past two, which the clocks skip a week before
    public void SameTimeBefore_DaysEarlier_IsByTheClocks(string instant, int days, string before) =>
        Assert.Equal(Utc(before), Calendar("Europe/Berlin", "00:00").SameTimeBefore(Utc(instant), days));

    [Theory]
    [InlineData("2026-03-29", "02:30", "2026-03-29T01:00Z", false)]
    [InlineData("2026-03-29", "03:00", "2026-03-29T01:00Z", true)]
    [InlineData("2026-10-25", "02:30", "2026-10-25T00:30Z", true)]
    [InlineData("2026-10-25", "03:00", "2026-10-25T02:00Z", true)]
    public void FirstAt_Clock_IsItsFirstMomentOrTheChange(string date, string time, string instant, bool isShown)
    {
        var calendar = Calendar("Europe/Berlin", "00:00");
        Assert.Equal(Utc(instant), calendar.FirstAt(Date(date), Time(time)));
        Assert.Equal(isShown, calendar.Shows(Date(date), Time(time)));
    }

    [Theory]
    [InlineData("02:30", "2026-10-25T01:10Z", 0)] // 02:10 again, 40 minutes into the day
    [InlineData("02:30", "2026-10-25T02:00Z", 30)]
    [InlineData("00:00", "2026-07-01T07:15Z", 9 * 60 + 15)]
    [InlineData("00:00", "2026-12-01T08:15Z", 9 * 60 + 15)]
    [InlineData("06:00", "2026-12-01T04:00Z", 23 * 60)]
    public void SinceStart_Instant_GoesByTheClocks(string start, string instant, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Calendar("Europe/Berlin", start).SinceStart(Utc(instant)));

    [Theory]
    [InlineData("Asia/Kathmandu", "00:00", "PT30M", false)]
    [InlineData("Asia/Kathmandu", "00:00", "PT15M", true)]
    [InlineData("Asia/Kathmandu", "00:15", "PT30M", true)]
    [InlineData("Asia/Kathmandu", "18:19", "PT15M", false)]
    [InlineData("Australia/Lord_Howe", "00:00", "PT1H", false)] // only in winter
    [InlineData("Australia/Lord_Howe", "00:00", "PT30M", true)]
    [InlineData("Europe/London", "06:00", "PT1H", true)]
    public void Fits_StartsOfDays_LieOnBorders(string zone, string start, string granularity, bool fits)
    {
        Assert.True(Granularity.TryParse(granularity, out var cut));
        Assert.Equal(fits, Calendar(zone, start).Fits(cut, new DateRange(Date("2026-01-01"), Date("2026-12-31"))));
    }

    [Fact]
    public void DateRange_WeeksAndMonths_EndWhereTheRangeDoes()
    {
        var dates = new DateRange(Date("2026-08-30"), Date("2026-09-08"));
        Assert.Equal(10, dates.Count);
        Assert.Equal([("2026-08-30", "2026-08-30"), ("2026-08-31", "2026-09-06"), ("2026-09-07", "2026-09-08")], dates.Weeks.Select(Text));
        Assert.Equal([("2026-08-30", "2026-08-31"), ("2026-09-01", "2026-09-08")], dates.Months.Select(Text));
        Assert.Equal(("2026-08-31", "2026-09-06"), Text(DateRange.WeekOf(Date("2026-09-06"))));
        Assert.Equal(("2028-02-01", "2028-02-29"), Text(DateRange.MonthOf(Date("2028-02-10"))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DateRange(dates.To, dates.From));

        static (string, string) Text(DateRange range) => ($"{range.From:yyyy-MM-dd}", $"{range.To:yyyy-MM-dd}");
    }

    private static SiteCalendar Calendar(string zone, string start) => new(TimeZoneInfo.FindSystemTimeZoneById(zone), Time(start));

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
