namespace ServiceLevelDashboard.Domain;

/// <summary>Cuts time into the days of a site: from one day start on the site's clocks to the next, 23 or 25 hours long when the clocks change.</summary>
public static class SiteDay
{
    /// <summary>
    /// The site's day that holds an instant. Worked: 10:00 UTC on 25 October 2026 in Europe/Berlin with the day starting at 00:00 gives
    /// 22:00 UTC on the 24th to 23:00 UTC on the 25th, 25 hours.
    /// </summary>
    /// <param name="now">The instant, in any offset.</param>
    /// <param name="zone">The site's zone (IANA).</param>
    /// <param name="dayStart">When the day starts on the site's clocks. On a day on which this time is skipped the day starts when the clocks have jumped; on one on which it comes twice, the first time.</param>
    /// <returns>The day in UTC; it always holds <paramref name="now"/>.</returns>
    public static Interval Of(DateTimeOffset now, TimeZoneInfo zone, TimeOnly dayStart)
    {
        ArgumentNullException.ThrowIfNull(zone);
        // Two ahead: clocks that go back over midnight show yesterday's date after today has begun.
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(2);
        var end = Start(date, zone, dayStart);
        while (true)
        {
            date = date.AddDays(-1);
            var start = Start(date, zone, dayStart);
            if (start <= now)
            {
                return new Interval(start, end);
            }
            end = start;
        }
    }

    /// <summary>The instant at which the site's day of a date starts, UTC. Its end is the start of the next date's.</summary>
    /// <param name="date">The date on the site's clocks at the start of the day.</param>
    /// <param name="zone">The site's zone (IANA).</param>
    /// <param name="dayStart">When the day starts on the site's clocks; see <see cref="Of"/> for clocks that change just then.</param>
    public static DateTimeOffset Start(DateOnly date, TimeZoneInfo zone, TimeOnly dayStart)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var clock = new DateTimeOffset(date.ToDateTime(dayStart), TimeSpan.Zero);

        // Offsets lie between -12 and +14 hours, so these two are those in force just before and just after any change near that clock time.
        // (TimeZoneInfo's own test for skipped times misses changes of the standard offset.)
        var before = zone.GetUtcOffset(clock.AddHours(-15));
        var after = zone.GetUtcOffset(clock.AddHours(13));
        if (zone.GetUtcOffset(clock - before) == before)
        {
            return clock - before;
        }
        if (zone.GetUtcOffset(clock - after) == after)
        {
            return clock - after;
        }

        // The clock time was skipped: the day starts at the change, which lies between the two readings.
        var (early, late) = (clock - after, clock - before);
        while (late - early > TimeSpan.FromTicks(1))
        {
            var middle = early + ((late - early) / 2);
            if (zone.GetUtcOffset(middle) == before)
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
}
