using System.Globalization;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Web.Resources;

/// <summary>
/// Turns values into the text that every page shows, in the current culture. Pure. A value that does not exist is an en dash,
/// never 0 % and never 100 %.
/// </summary>
public static class Format
{
    /// <summary>Stands for a value that does not exist.</summary>
    public const string NoValue = FigureFormat.NoValue;

    /// <summary>From this many counted contacts on a level is shown in per cent; below, as counts.</summary>
    public const int PercentFrom = FigureFormat.PercentFrom;

    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <summary>Day and month in the order of the country, the month shortened.</summary>
    private static string DayPattern => Culture.DateTimeFormat.MonthDayPattern.Replace("MMMM", "MMM", StringComparison.Ordinal);

    /// <summary>Fills a text of the resource files.</summary>
    public static string Text(string text, params ReadOnlySpan<object?> values) => FigureFormat.Text(text, values);

    /// <summary>A whole number with its group separators: 4,812.</summary>
    public static string Count(long count) => FigureFormat.Count(count);

    /// <summary>A number of queues: "1 queue", "4,812 queues".</summary>
    public static string Queues(long count) => FigureFormat.Queues(count);

    /// <summary>A number that may be a fraction, rounded up: misses beyond an allowance are not talked down. 73.2 is 74.</summary>
    public static string CountUp(decimal count) => Math.Ceiling(count).ToString("N0", Culture);

    /// <summary>
    /// A share in per cent, half away from zero: 0.125 is 13 %. For abandons, occupancy, quota and the like; a service level is
    /// <see cref="Percent(ServiceLevel, decimal?, int)"/>.
    /// </summary>
    public static string Share(decimal ratio, int decimals = 0) => FigureFormat.Share(ratio, decimals);

    /// <summary>A target with the decimals that it was set with: 80 %, 82.5 %.</summary>
    public static string Target(decimal ratio) => FigureFormat.Target(ratio);

    /// <summary>The same without the sign, where there is no room for it: 80, 82.5.</summary>
    public static string TargetDigits(decimal ratio) => FigureFormat.TargetDigits(ratio);

    /// <summary>A level in whole per cent, or as counts when few contacts count, or an en dash when none do.</summary>
    /// <param name="level">The level.</param>
    /// <param name="target">The target ratio: what is shown reaches it only when the level does.</param>
    public static string Level(ServiceLevel level, decimal? target = null) => FigureFormat.Level(level, target);

    /// <summary>A level of which bounds are known: one figure when they read the same, else both, "61 to 64 %".</summary>
    public static string Level(ServiceLevelBounds level, decimal? target = null) => FigureFormat.Level(level, target);

    /// <summary>A level in per cent however few contacts count, for where its counts stand beside it; an en dash for none.</summary>
    /// <param name="level">The level.</param>
    /// <param name="target">The target ratio: what is shown reaches it only when the level does.</param>
    /// <param name="decimals">Digits after the point.</param>
    public static string Percent(ServiceLevel level, decimal? target, int decimals = 0) => FigureFormat.Percent(level, target, decimals);

    /// <summary>The same of a level of which bounds are known: one figure when they read the same, else both, "61 % to 64 %".</summary>
    public static string Percent(ServiceLevelBounds level, decimal? target, int decimals = 0) => FigureFormat.Percent(level, target, decimals);

    /// <summary>The same of a level that is known as a ratio alone, such as a forecast's.</summary>
    public static string Percent(double ratio, decimal? target, int decimals = 0) => FigureFormat.Percent(ratio, target, decimals);

    /// <summary>The digits of a level without the sign: "79"; an en dash for none.</summary>
    public static string Digits(ServiceLevel level, decimal? target, int decimals = 0) => FigureFormat.Digits(level, target, decimals);

    /// <summary>
    /// The change from one level to another in points, as a reader would take one figure from the other; null unless both count enough contacts to
    /// mean anything.
    /// </summary>
    public static decimal? Change(ServiceLevelBounds from, decimal? fromTarget, ServiceLevelBounds to, decimal? toTarget) =>
        FigureFormat.Change(from, fromTarget, to, toTarget);

    /// <summary>How far a level as it is shown is from its target, in points, negative below it: 79.9 % of 80 % is -1. Null without a level.</summary>
    public static decimal? FromTarget(ServiceLevel level, decimal target) => DisplayPercent.Of(level, target, 0) - (target * 100);

    /// <summary>A difference in points without its sign, with the decimals that it has: "3", "1.6".</summary>
    public static string Points(decimal points) => Math.Abs(points).ToString("0.####", Culture);

    /// <summary>The same with the word: "1 point", "2.5 points".</summary>
    public static string PointsInWords(decimal points) => Math.Abs(points) == 1 ? Resources.Text.PointsOne : Text(Resources.Text.PointsMany, Points(points));

    /// <summary>A duration as minutes and seconds, 2:14, from an hour on 1:02:14; an en dash for none.</summary>
    public static string Duration(TimeSpan? duration) => FigureFormat.Duration(duration);

    /// <summary>A threshold: 20 s, and from two minutes on 3:00.</summary>
    public static string Threshold(TimeSpan threshold) => FigureFormat.Threshold(threshold);

    /// <summary>The hour and minute of an instant on a site's clocks: 11:42.</summary>
    public static string Time(DateTimeOffset instant, TimeZoneInfo zone) =>
        SiteCalendar.ClockAt(instant, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same with seconds: 11:42:30.</summary>
    public static string TimeWithSeconds(DateTimeOffset instant, TimeZoneInfo zone) =>
        SiteCalendar.ClockAt(instant, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The same of a full hour; null of any other time.</summary>
    public static string? FullHour(DateTimeOffset instant, TimeZoneInfo zone) => SiteCalendar.ClockAt(instant, zone).Minute == 0 ? Time(instant, zone) : null;

    /// <summary>The date and time of an instant on a site's clocks, for names of files: 20260901T1142.</summary>
    public static string FileStamp(DateTimeOffset instant, TimeZoneInfo zone) =>
        SiteCalendar.ClockAt(instant, zone).ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture);

    /// <summary>An instant to come on a site's clocks: 08:00 today, Mon 08:00 within a week, 4 Jan 08:00 beyond.</summary>
    public static string Upcoming(DateTimeOffset instant, DateTimeOffset now, TimeZoneInfo zone)
    {
        var at = SiteCalendar.ClockAt(instant, zone);
        var days = (at.Date - SiteCalendar.ClockAt(now, zone).Date).Days;
        return at.ToString(days switch { <= 0 => "HH:mm", < 7 => "ddd HH:mm", _ => DayPattern + " HH:mm" }, Culture);
    }

    /// <summary>The weekday and date of an instant on a site's calendar: "Tue 1 Sept", "Di, 1. Sept.".</summary>
    public static string Date(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var at = SiteCalendar.ClockAt(instant, zone);
        return Text(Resources.Text.WeekdayAndDate, at.ToString("ddd", Culture), at.ToString(DayPattern, Culture));
    }

    /// <summary>The same in full: "Tuesday 1 September 2026", "Dienstag, 1. September 2026".</summary>
    public static string LongDate(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var at = SiteCalendar.ClockAt(instant, zone);
        var date = Culture.DateTimeFormat.LongDatePattern.Replace("dddd", "", StringComparison.Ordinal).Trim(' ', ',');
        return Text(Resources.Text.WeekdayAndDate, at.ToString("dddd", Culture), at.ToString(date, Culture));
    }

    /// <summary>A day in figures: "01/09/2026".</summary>
    public static string NumericDate(DateTimeOffset instant, TimeZoneInfo zone) => SiteCalendar.ClockAt(instant, zone).ToString("d", Culture);

    /// <summary>A day without weekday and year: "1 Sept", "Sep 1".</summary>
    public static string ShortDate(DateTimeOffset instant, TimeZoneInfo zone) => SiteCalendar.ClockAt(instant, zone).ToString(DayPattern, Culture);

    /// <summary>A month: "September 2026".</summary>
    public static string Month(DateTimeOffset instant, TimeZoneInfo zone) => SiteCalendar.ClockAt(instant, zone).ToString("Y", Culture);

    /// <summary>A zone as people call it: Europe/London is London, America/New_York is New York.</summary>
    public static string City(TimeZoneInfo zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>A number of points on a scale of 0 to 100 for a style or a drawing: no culture, one decimal.</summary>
    public static string Coordinate(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A span of time as a person says it: "8 s", "12 min", "3 h 5 min", "4 d 2 h"; an en dash for none.</summary>
    public static string Span(TimeSpan? span) => span switch
    {
        null => NoValue,
        { TotalSeconds: < 120 } s => Text(Resources.Text.SpanSeconds, (int)s.TotalSeconds),
        { TotalMinutes: < 120 } m => Text(Resources.Text.SpanMinutes, (int)m.TotalMinutes),
        { TotalHours: < 48 } h => Text(Resources.Text.SpanHours, (int)h.TotalHours, h.Minutes),
        { } d => Text(Resources.Text.SpanDays, (int)d.TotalDays, d.Hours),
    };

    /// <summary>A length that a setting gives, exactly: "12.5 s", "15 min", "4 h", "1 h 30 min"; "0 s" for none.</summary>
    public static string ExactSpan(TimeSpan length)
    {
        var (hours, minutes, seconds) = ((int)length.TotalHours, length.Minutes, (decimal)(length.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond);
        var parts = new[]
        {
            hours > 0 ? Text(Resources.Text.WholeHours, hours) : null,
            minutes > 0 ? Text(Resources.Text.SpanMinutes, minutes) : null,
            seconds > 0 || length < TimeSpan.FromMinutes(1) ? Text(Resources.Text.SpanSeconds, seconds) : null,
        };
        return string.Join(' ', parts.OfType<string>());
    }
}
