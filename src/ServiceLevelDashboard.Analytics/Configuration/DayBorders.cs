
namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Whether days start where intervals do: contacts of an interval that lies across the start would count for the day before.</summary>
public static class DayBorders
{
    private const int DaysAround = 370;

    /// <summary>What is wrong with a start of days, and what fits; null when nothing is.</summary>
    /// <param name="calendar">The days.</param>
    /// <param name="granularity">How finely time is cut into intervals.</param>
    /// <param name="now">The present moment: days of a year before and after it are looked at, so that all changes of the clocks are among them.</param>
    public static string? Problem(SiteCalendar calendar, Granularity granularity, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var today = calendar.DateOf(now);
        var dates = new DateRange(today.AddDays(-DaysAround), today.AddDays(DaysAround));
        if (calendar.Fits(granularity, dates))
        {
            return null;
        }

        var inside = FormattableString.Invariant(
            $"in the time zone {calendar.Zone.Id} that is inside an interval of {granularity}, whose contacts would count for the day before.");
        Granularity[] fitting = [.. Granularity.All.Where(g => g.Length < granularity.Length && calendar.Fits(g, dates))];
        if (fitting.Length > 0)
        {
            return $"{inside} Set Refresh:Granularity to {fitting[^1]}.";
        }

        var start = Enumerable.Range(1, 60)
            .Select(minutes => calendar.DayStart.AddMinutes(-minutes))
            .First(earlier => new SiteCalendar(calendar.Zone, earlier).Fits(granularity, dates));
        return FormattableString.Invariant($"{inside} No granularity fits; with {granularity} the start {start:HH:mm} does.");
    }
}
