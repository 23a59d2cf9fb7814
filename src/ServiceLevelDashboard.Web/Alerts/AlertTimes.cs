using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Alerts;

/// <summary>Says when something was: by the clock today, with its day before.</summary>
internal static class AlertTimes
{
    /// <summary>"14:05" of today, "Fri 27 Nov 14:05" of another day.</summary>
    public static string Of(DateTimeOffset instant, DateTimeOffset now, TimeZoneInfo zone) =>
        SiteCalendar.ClockAt(instant, zone).Date == SiteCalendar.ClockAt(now, zone).Date
            ? Format.Time(instant, zone)
            : $"{Format.ShortDate(instant, zone)} {Format.Time(instant, zone)}";
}
