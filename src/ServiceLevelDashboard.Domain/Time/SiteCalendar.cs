using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Time;

/// <summary>
/// The days of a site: the one place that cuts them. A day begins at the first moment at which the site's clocks show its start, or at the moment of
/// the change when the clocks skip that time, and ends where the next begins; so days tile time, 23 or 25 hours long when the clocks change. Worked:
/// in Europe/Berlin from 00:00 the day of 25 October 2026 runs from 22:00 UTC on the 24th to 23:00 UTC on the 25th.
/// </summary>
/// <param name="Zone">The site's zone (IANA).</param>
/// <param name="DayStart">When its days start, on its clocks.</param>
public sealed record SiteCalendar(TimeZoneInfo Zone, TimeOnly DayStart)
{
    // Further from a change of the clocks than a day and the change itself, the clocks' own date is right.
    private static readonly TimeSpan NearAChange = TimeSpan.FromHours(27);

    // With these the days after, the offsets and the zones stay within what the platform's calendar holds.
    private static readonly DateOnly Earliest = DateOnly.MinValue.AddDays(3), Latest = DateOnly.MaxValue.AddDays(-3);

    /// <summary>Whether a date or time of a year is taken from people, 1970 to 2099: calendars end somewhere, and no archive is older or newer.</summary>
    /// <param name="year">The year.</param>
    public static bool Takes(int year) => year is >= 1970 and < 2100;

    /// <summary>A calendar whose days start at 00:00.</summary>
    /// <param name="zone">The site's zone (IANA).</param>
    public static SiteCalendar AtMidnight(TimeZoneInfo zone) => new(zone, TimeOnly.MinValue);

    /// <summary>
    /// What the clocks of a zone show at an instant: to be shown or compared with a time of the day, never to be added to. Its date is the clocks',
    /// which is no day of a site that starts its days at another time.
    /// </summary>
    /// <param name="instant">The instant, in any offset.</param>
    /// <param name="zone">The zone (IANA).</param>
    public static DateTime ClockAt(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>
    /// The date of the day that holds an instant: the one on which that day began. Worked: with days from 02:30 in Europe/Berlin, 01:10 UTC on
    /// 25 October 2026 (02:10, the second time) is the 25th, since 02:30 was there already at 00:30 UTC.
    /// </summary>
    /// <param name="instant">The instant, in any offset.</param>
    public DateOnly DateOf(DateTimeOffset instant)
    {
        var local = Local(instant);
        var date = DateOnly.FromDateTime(local.DateTime - DayStart.ToTimeSpan());
        if (Zone.GetUtcOffset(instant - NearAChange) == local.Offset && Zone.GetUtcOffset(instant + NearAChange) == local.Offset)
        {
            return date;
        }

        // Two ahead: clocks that go back over the start of a day show the date before it again.
        date = date.AddDays(2);
        while (StartOf(date) > instant)
        {
            date = date.AddDays(-1);
        }

        return date;
    }

    /// <summary>
    /// The instant at which the day of a date begins, UTC. Its end is the start of the next date's. The last three days of the platform's calendar begin as the
    /// one before them, likewise its first three: who writes 9999-12-31 means for ever.
    /// </summary>
    public DateTimeOffset StartOf(DateOnly date) => FirstAt(date < Earliest ? Earliest : date > Latest ? Latest : date, DayStart);

    /// <summary>The day of a date, UTC; empty for a date that the site's calendar leaves out (Samoa, 30 December 2011).</summary>
    public Interval DayOf(DateOnly date) => new(StartOf(date), StartOf(date.AddDays(1)));

    /// <summary>The day that holds an instant, UTC; it is never empty.</summary>
    /// <param name="instant">The instant, in any offset.</param>
    public Interval DayOf(DateTimeOffset instant) => DayOf(DateOf(instant));

    /// <summary>The days of some dates as one range, UTC.</summary>
    public Interval RangeOf(DateRange dates) => new(StartOf(dates.From), StartOf(dates.To.AddDays(1)));

    /// <summary>The days of some dates one by one, UTC, oldest first.</summary>
    public ImmutableArray<Interval> DaysOf(DateRange dates) => [.. dates.Days.Select(DayOf)];

    /// <summary>The weeks from Monday, UTC, oldest first; the first and the last end where the dates do.</summary>
    public ImmutableArray<Interval> WeeksOf(DateRange dates) => [.. dates.Weeks.Select(RangeOf)];

    /// <summary>The months, UTC, oldest first; the first and the last end where the dates do.</summary>
    public ImmutableArray<Interval> MonthsOf(DateRange dates) => [.. dates.Months.Select(RangeOf)];

    /// <summary>
    /// The hours of some dates, UTC, oldest first, each day's from its own start: 23 or 25 a day when the clocks change; a last one is cut short by the end of
    /// its day.
    /// </summary>
    public ImmutableArray<Interval> HoursOf(DateRange dates)
    {
        var hours = ImmutableArray.CreateBuilder<Interval>();
        foreach (var day in DaysOf(dates))
        {
            for (var start = day.Start; start < day.End; start = start.AddHours(1))
            {
                hours.Add(new Interval(start, start.AddHours(1) < day.End ? start.AddHours(1) : day.End));
            }
        }

        return hours.ToImmutable();
    }

    /// <summary>
    /// The first instant at which the clocks show a time of a date, UTC; the moment of the change when they skip it. Worked: 02:30 on 29 March 2026 in
    /// Europe/Berlin is 01:00 UTC, and 02:30 on 25 October 2026 is 00:30 UTC.
    /// </summary>
    /// <param name="date">The date on the clocks.</param>
    /// <param name="time">The time on the clocks.</param>
    public DateTimeOffset FirstAt(DateOnly date, TimeOnly time)
    {
        var (clock, before, after) = OffsetsNear(date, time);
        if (Zone.GetUtcOffset(clock - before) == before)
        {
            return clock - before;
        }

        if (Zone.GetUtcOffset(clock - after) == after)
        {
            return clock - after;
        }

        // The clock time was skipped: the change lies between the two readings.
        var (early, late) = (clock - after, clock - before);
        while (late - early > TimeSpan.FromTicks(1))
        {
            var middle = early + ((late - early) / 2);
            if (Zone.GetUtcOffset(middle) == before)
            {
                early = middle;
            }
            else
            {
                late = middle;
            }
        }

        return late;
    }

    /// <summary>
    /// The first instant at which the clocks show the same time some days before. Worked: 10:00 on 1 April 2026 in Europe/Berlin is 08:00 UTC; 7 days
    /// before, in winter, it is 09:00 UTC.
    /// </summary>
    /// <param name="instant">The instant, in any offset.</param>
    /// <param name="days">How many days before.</param>
    public DateTimeOffset SameTimeBefore(DateTimeOffset instant, int days)
    {
        var clock = Local(instant).DateTime;
        return FirstAt(DateOnly.FromDateTime(clock).AddDays(-days), TimeOnly.FromDateTime(clock));
    }

    /// <summary>
    /// Every instant at which the clocks show a time of a date, UTC, oldest first: one, two of a time that comes twice, none of one that is skipped. Worked: in
    /// Europe/London 01:20 on 25 October 2026 is 00:20 and 01:20 UTC, and 01:20 on 29 March 2026 is none.
    /// </summary>
    /// <param name="date">The date on the clocks.</param>
    /// <param name="time">The time on the clocks.</param>
    public ImmutableArray<DateTimeOffset> InstantsAt(DateOnly date, TimeOnly time)
    {
        var (clock, before, after) = OffsetsNear(date, time);
        return [.. new[] { before, after }.Distinct().Where(offset => Zone.GetUtcOffset(clock - offset) == offset).Select(offset => clock - offset)];
    }

    /// <summary>Whether the clocks ever show a time of a date. 02:30 on 29 March 2026 in Europe/Berlin they skip.</summary>
    /// <param name="date">The date on the clocks.</param>
    /// <param name="time">The time on the clocks.</param>
    public bool Shows(DateOnly date, TimeOnly time) => Local(FirstAt(date, time)).DateTime == date.ToDateTime(time);

    /// <summary>
    /// How far the clocks are past the start of the day that holds an instant, so that 09:15 is equally far in summer and in winter; zero while they
    /// have gone back behind the start.
    /// </summary>
    /// <param name="instant">The instant, in any offset.</param>
    public TimeSpan SinceStart(DateTimeOffset instant)
    {
        var passed = Local(instant).DateTime - DateOf(instant).ToDateTime(DayStart);
        return passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
    }

    /// <summary>Whether every day of some dates starts on a border of intervals. Kathmandu's midnight, 18:15 UTC, lies inside those of half an hour.</summary>
    /// <param name="granularity">How finely time is cut into intervals.</param>
    /// <param name="dates">The dates to look at.</param>
    public bool Fits(Granularity granularity, DateRange dates) => dates.Days.Select(StartOf).All(start => granularity.Floor(start) == start);

    /// <summary>A clock time as if it were UTC, and the offsets in force just before and just after any change near it.</summary>
    private (DateTimeOffset Clock, TimeSpan Before, TimeSpan After) OffsetsNear(DateOnly date, TimeOnly time)
    {
        var clock = new DateTimeOffset(date.ToDateTime(time), TimeSpan.Zero);

        // Offsets lie between -12 and +14 hours, so these two are on either side.
        // (TimeZoneInfo's own test for skipped times misses changes of the standard offset.)
        return (clock, Zone.GetUtcOffset(clock.AddHours(-15)), Zone.GetUtcOffset(clock.AddHours(13)));
    }

    private DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
