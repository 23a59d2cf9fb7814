
namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Cuts a site's days by its clocks into equal slots, so that 09:15 is the same slot in summer and in winter.</summary>
/// <param name="Calendar">The site's days.</param>
/// <param name="Granularity">Length of a slot.</param>
public sealed record DaySlots(SiteCalendar Calendar, Granularity Granularity)
{
    /// <summary>Slots of a day.</summary>
    public int Count => (int)(TimeSpan.FromDays(1) / Granularity.Length);

    /// <summary>The slot of an instant, 0 to <see cref="Count"/> less one. Worked: 09:20 in quarter hours from 00:00 on is slot 37.</summary>
    public int At(DateTimeOffset instant) => (int)CutAt(instant);

    /// <summary>The slot of a time of the day. Worked: 14:00 in quarter hours from 00:00 on is slot 56.</summary>
    // Two times of a day subtract to what lies between them on the clock's face, so a day that starts at 06:00 wraps by itself.
    public int At(TimeOnly time) => (int)((time - Calendar.DayStart) / Granularity.Length);

    /// <summary>How many slots of its day have passed at an instant, the running one by its share: 09:20 in quarter hours is 37.33.</summary>
    public double CutAt(DateTimeOffset instant) => Calendar.SinceStart(instant) / Granularity.Length;

    /// <summary>The site's date of an instant: the one on which its day started.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => Calendar.DateOf(instant);

    /// <summary>
    /// The instant at which so many slots of a date have passed, UTC. Worked: 37 quarter hours of a day from 00:00 on is 09:15 on the site's clocks.
    /// </summary>
    public DateTimeOffset InstantOf(DateOnly date, int cut)
    {
        var time = Calendar.DayStart.Add(cut * Granularity.Length, out var days);
        return Calendar.FirstAt(date.AddDays(days), time);
    }
}
