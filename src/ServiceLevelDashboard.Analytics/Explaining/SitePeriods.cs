using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>Cuts a range of site days. Pure.</summary>
public static class SitePeriods
{
    /// <summary>The range of some days, UTC.</summary>
    public static Interval Range(DateOnly from, DateOnly to, TimeZoneInfo zone, TimeOnly dayStart) =>
        new(SiteDay.Start(from, zone, dayStart), SiteDay.Start(to.AddDays(1), zone, dayStart));

    /// <summary>The days, oldest first: 23 and 25 hours long when the clocks change.</summary>
    public static ImmutableArray<Interval> Days(DateOnly from, DateOnly to, TimeZoneInfo zone, TimeOnly dayStart)
    {
        var days = ImmutableArray.CreateBuilder<Interval>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            days.Add(Range(day, day, zone, dayStart));
        }
        return days.ToImmutable();
    }

    /// <summary>The hours of the days, oldest first, each day's from its own start: 23 or 25 of them when the clocks change.</summary>
    public static ImmutableArray<Interval> Hours(DateOnly from, DateOnly to, TimeZoneInfo zone, TimeOnly dayStart)
    {
        var hours = ImmutableArray.CreateBuilder<Interval>();
        foreach (var day in Days(from, to, zone, dayStart))
        {
            for (var start = day.Start; start < day.End; start = start.AddHours(1))
            {
                hours.Add(new Interval(start, start.AddHours(1) < day.End ? start.AddHours(1) : day.End));
            }
        }

        return hours.ToImmutable();
    }

    /// <summary>The weeks from Monday, oldest first; the first and the last end where the range does.</summary>
    public static ImmutableArray<Interval> Weeks(DateOnly from, DateOnly to, TimeZoneInfo zone, TimeOnly dayStart)
    {
        var weeks = ImmutableArray.CreateBuilder<Interval>();
        for (var first = from; first <= to;)
        {
            var last = first.AddDays(6 - (((int)first.DayOfWeek + 6) % 7));
            weeks.Add(Range(first, last < to ? last : to, zone, dayStart));
            first = last.AddDays(1);
        }

        return weeks.ToImmutable();
    }

    /// <summary>The months, oldest first; the first and the last end where the range does.</summary>
    public static ImmutableArray<Interval> Months(DateOnly from, DateOnly to, TimeZoneInfo zone, TimeOnly dayStart)
    {
        var months = ImmutableArray.CreateBuilder<Interval>();
        for (var first = from; first <= to;)
        {
            var last = new DateOnly(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month));
            months.Add(Range(first, last < to ? last : to, zone, dayStart));
            first = last.AddDays(1);
        }

        return months.ToImmutable();
    }
}
