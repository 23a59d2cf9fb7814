using System.Collections.Immutable;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>Days, opening hours and intervals beyond the cases of <c>docs/states.md</c>.</summary>
public sealed class TimeTests
{
    [Fact]
    public void SiteCalendar_SkippedStart_IsTheMomentOfTheChangeToTheTick() => Assert.Equal(
        new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero),
        new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new TimeOnly(2, 59, 59)).StartOf(new DateOnly(2026, 3, 29)));

    [Fact]
    public void IsOpen_AnotherZone_GoesByItsClocks()
    {
        var hours = new OpeningHours { Week = [new Opening(DayOfWeek.Tuesday, new TimeOnly(8, 0), new TimeOnly(17, 0))] };
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.True(hours.IsOpen(new DateTimeOffset(2026, 9, 1, 6, 0, 0, TimeSpan.Zero), berlin));
        Assert.False(hours.IsOpen(new DateTimeOffset(2026, 9, 1, 15, 0, 0, TimeSpan.Zero), berlin));
        Assert.True(hours.IsOpen(new DateTimeOffset(2026, 12, 1, 15, 59, 0, TimeSpan.Zero), berlin));
    }

    [Fact]
    public void NextOpening_SkippedByTheClocks_IsWhenTheyHaveJumped()
    {
        var hours = new OpeningHours { Week = [new Opening(DayOfWeek.Sunday, new TimeOnly(2, 30), new TimeOnly(12, 0))] };
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal(
            new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero),
            hours.NextOpening(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), berlin));
    }

    [Fact]
    public void HoursWithClocksOfTheirOwn_AnotherZoneNamed_GoByTheirOwn()
    {
        var newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var hours = new OpeningHours { Zone = newYork, Week = [new Opening(DayOfWeek.Tuesday, new TimeOnly(9, 0), new TimeOnly(17, 0))] };
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var opens = new DateTimeOffset(2026, 9, 1, 13, 0, 0, TimeSpan.Zero); // 15:00 in Berlin

        Assert.True(hours.IsOpen(opens, berlin));
        Assert.Equal(opens, hours.NextOpening(opens.AddHours(-3), berlin));
    }

    [Fact]
    public void NextOpening_SeveralADayInAnyOrder_IsTheFirst()
    {
        Opening At(int from, int to) => new(DayOfWeek.Tuesday, new TimeOnly(from, 0), new TimeOnly(to, 0));
        var hours = new OpeningHours { Week = [At(13, 17), At(8, 12)] };
        var day = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(day.AddHours(8), hours.NextOpening(day, TimeZoneInfo.Utc));
        Assert.Equal(day.AddHours(13), hours.NextOpening(day.AddHours(12), TimeZoneInfo.Utc));
        Assert.Equal(day.AddDays(7).AddHours(8), hours.NextOpening(day.AddHours(17), TimeZoneInfo.Utc));
    }

    [Fact]
    public void IsOpen_FromOneMorningToTheNext_IsAWholeDay()
    {
        var hours = new OpeningHours { Week = [new Opening(DayOfWeek.Tuesday, new TimeOnly(8, 0), new TimeOnly(8, 0))] };
        var eight = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

        Assert.True(hours.IsOpen(eight, TimeZoneInfo.Utc));
        Assert.True(hours.IsOpen(eight.AddDays(1).AddTicks(-1), TimeZoneInfo.Utc));
        Assert.False(hours.IsOpen(eight.AddDays(1), TimeZoneInfo.Utc));
    }

    [Fact]
    public void OpensOn_Date_ByTheWeekAndTheHolidays()
    {
        var (tuesday, holiday) = (new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 8));
        var hours = new OpeningHours { Week = [new Opening(DayOfWeek.Tuesday, new TimeOnly(22, 0), new TimeOnly(6, 0))], Holidays = [holiday] };

        Assert.True(hours.OpensOn(tuesday));
        Assert.False(hours.OpensOn(tuesday.AddDays(1))); // its night is the day before's
        Assert.False(hours.OpensOn(holiday));
        Assert.True(OpeningHours.Always.OpensOn(holiday));
    }

    [Fact]
    public void NextOpening_HolidaysForAYear_IsTheDayAfterThem()
    {
        var first = new DateOnly(2026, 9, 1);
        var hours = new OpeningHours { Holidays = [.. Enumerable.Range(0, 366).Select(first.AddDays)] };
        var now = new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(now.AddHours(-12).AddDays(366), hours.NextOpening(now, TimeZoneInfo.Utc));
    }

    [Fact]
    public void NextOpening_HolidaysForLongerThanAYear_IsNone()
    {
        var first = new DateOnly(2026, 9, 1);
        var hours = new OpeningHours { Holidays = [.. Enumerable.Range(0, 400).Select(first.AddDays)] };
        Assert.Null(hours.NextOpening(new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc));
    }

    [Fact]
    public void NextOpening_AnyHours_IsTheFirstOpenMinute() => Gen.Select(
            Gen.Int[0, 6], Gen.Int[0, 95], Gen.Int[0, 95], Gen.Int[0, 14 * 96 - 1])
        .Sample((day, from, to, at) =>
        {
            static TimeOnly Quarter(int n) => TimeOnly.MinValue.AddMinutes(15 * n);
            var hours = new OpeningHours { Week = [new Opening((DayOfWeek)day, Quarter(from), Quarter(to))] };
            var now = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * at);
            var first = Enumerable.Range(0, 8 * 96).Select(n => now.AddMinutes(15 * n)).First(t => hours.IsOpen(t, TimeZoneInfo.Utc));
            Assert.Equal(first == now ? null : first, hours.NextOpening(now, TimeZoneInfo.Utc));
        });

    [Fact]
    public void OpeningHours_SameWeekAndHolidays_AreEqual()
    {
        var opening = new Opening(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(17, 0));
        var hours = new OpeningHours { Week = [opening], Holidays = [new DateOnly(2026, 12, 25)] };
        var same = new OpeningHours { Week = [opening], Holidays = [new DateOnly(2026, 12, 25)] };
        Assert.Equal(hours, same);
        Assert.Equal(hours.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(hours, same with { Holidays = [] });
        Assert.NotEqual(hours, same with { Week = [] });
        Assert.Equal(OpeningHours.Always, new OpeningHours());
    }

    [Fact]
    public void Interval_StartInclusive_EndExclusive()
    {
        var start = new DateTimeOffset(2026, 9, 1, 10, 0, 0, TimeSpan.FromHours(2));
        var interval = new Interval(start, start.AddMinutes(15));
        Assert.Equal("2026-09-01T08:00:00Z/2026-09-01T08:15:00Z", interval.ToString());
        Assert.True(interval.Contains(start));
        Assert.False(interval.Contains(interval.End));
        Assert.False(interval.Overlaps(new Interval(interval.End, interval.End.AddMinutes(15))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Interval(start, start.AddTicks(-1)));
    }

    [Fact]
    public void Interval_OfOther_ContainsItselfAndPartsAndOverlapsNoNeighbour()
    {
        var eight = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
        Interval Minutes(int from, int to) => new(eight.AddMinutes(from), eight.AddMinutes(to));
        var hour = Minutes(0, 60);

        Assert.All([Minutes(0, 60), Minutes(0, 15), Minutes(45, 60)], part => Assert.True(hour.Contains(part) && hour.Overlaps(part) && part.Overlaps(hour)));
        Assert.All([Minutes(-1, 60), Minutes(0, 61), Minutes(-15, 15), Minutes(59, 75)], other => Assert.True(!hour.Contains(other) && hour.Overlaps(other)));
        Assert.All([Minutes(-15, 0), Minutes(60, 75)], next => Assert.False(hour.Overlaps(next) || next.Overlaps(hour) || hour.Contains(next)));
    }

    [Fact]
    public void Granularity_SnapAndSplit_GiveWholeIntervals()
    {
        var eight = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
        var range = new Interval(eight.AddMinutes(3), eight.AddMinutes(20));
        Assert.Equal(new Interval(eight, eight.AddMinutes(30)), Granularity.QuarterHour.SnapOutward(range));
        Assert.Equal([0, 15], Granularity.QuarterHour.Split(range).Select(interval => interval.Start.Minute));
        Assert.Equal(eight, Granularity.Hour.Ceiling(eight));
        Assert.Empty(Granularity.FiveMinutes.Split(new Interval(eight, eight)));
    }

    [Theory]
    [InlineData("pt5m", "PT5M")]
    [InlineData("PT1H", "PT1H")]
    public void Granularity_TryParse_ReadsItsOwnNames(string text, string name)
    {
        Assert.True(Granularity.TryParse(text, out var granularity));
        Assert.Equal(name, granularity.ToString());
    }

    [Fact]
    public void Granularity_TheDefaultValue_IsTheQuarterHour()
    {
        Assert.False(Granularity.TryParse("PT7M", out var granularity));
        Assert.Equal(Granularity.QuarterHour, granularity);
        Assert.Equal(TimeSpan.FromMinutes(15), default(Granularity).Length);
        Assert.Equal(ImmutableArray.Create("PT5M", "PT15M", "PT30M", "PT1H"), Granularity.All.Select(g => g.ToString()));
    }

    [Fact]
    public void CountEndingAfter_AnyRangeAndInstant_CountsThoseOfSplit() =>
        Gen.Select(Gen.Int[0, Granularity.All.Length - 1], Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[-100, 1100]).Sample(
            static (i, from, length, at) =>
            {
                var (granularity, midnight) = (Granularity.All[i], new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
                var range = new Interval(midnight.AddMinutes(from), midnight.AddMinutes(from + length));
                var instant = midnight.AddMinutes(at);
                Assert.Equal(granularity.Split(range).Count(interval => interval.End > instant), granularity.CountEndingAfter(instant, range));
            });
}
