using System.Globalization;
using ServiceLevelDashboard.Analytics.Contracts;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>The range of a report as it is written on a command line or in an address.</summary>
public static class ReportRange
{
    /// <summary>How a span is written, for people.</summary>
    public const string AcceptedSpans = "a whole number of minutes, hours, days or weeks, for instance 30m, 24h, 7d or 4w";

    /// <summary>How a time is written, for people.</summary>
    public const string AcceptedTimes =
        "a date (2026-09-01) or a time (2026-09-01T08:00) of the zone, or a time with its offset (2026-09-01T08:00Z, 2026-09-01T08:00+02:00), from 1970 to 2099";

    /// <summary>The longest range: ten years.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    private const string DefaultSpan = "24h";

    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private static readonly string[] OffsetFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK"];

    /// <summary>The range that the three options mean, not yet snapped. Neither end given means the last 24 hours.</summary>
    /// <param name="from">First instant, or null.</param>
    /// <param name="to">First instant that no longer counts, or null for now.</param>
    /// <param name="last">Span up to now in place of both, or null.</param>
    /// <param name="calendar">Where dates begin, and on whose clocks times without an offset are.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="mark">What stands before an option's name where it was asked.</param>
    /// <exception cref="UsageException">The options contradict each other or a time cannot be read.</exception>
    public static Interval Of(string? from, string? to, TimeSpan? last, SiteCalendar calendar, DateTimeOffset now, string mark = "--")
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (from is null && to is not null)
        {
            throw new UsageException($"{mark}to needs {mark}from: a range has a start. Or use {mark}last, for instance 24h.");
        }
        if (from is not null && last is not null)
        {
            throw new UsageException($"{mark}last and {mark}from exclude each other: give a span up to now, or a start (and an end).");
        }
        if (from is null)
        {
            var span = last ?? (TryReadSpan(DefaultSpan, out var standard) ? standard : TimeSpan.Zero);
            return new Interval(now - span, now);
        }

        var start = Instant(mark + "from", from, calendar);
        var end = to is null ? now : Instant(mark + "to", to, calendar);
        if (start >= now)
        {
            throw new UsageException($"{mark}from {from} lies in the future: there is nothing to report yet.");
        }
        if (end <= start)
        {
            throw new UsageException(
                $"{mark}to {to} is not after {mark}from {from}. The end is the first instant that no longer counts: a day ends where the next begins.");
        }
        return end - start <= Longest
            ? new Interval(start, end)
            : throw new UsageException(FormattableString.Invariant(
                $"{mark}from {from} to {(to is null ? "now" : to)} is more than ten years ({Longest.Days} days). Ask for it in parts."));
    }

    /// <summary>Whether the options name dates, which are days of each queue's own site; else the range is the same for all queues.</summary>
    /// <param name="from">First instant, or null.</param>
    /// <param name="to">First instant that no longer counts, or null for now.</param>
    /// <param name="last">Span up to now in place of both, or null.</param>
    public static bool AreDates(string? from, string? to, TimeSpan? last) => last is null && TryDate(from, out _) && (to is null || TryDate(to, out _));

    /// <summary>The days that two dates name. Null where they make none: <see cref="Of"/> says what is wrong.</summary>
    /// <param name="from">The first date.</param>
    /// <param name="to">The first date that no longer counts, or null for now.</param>
    /// <param name="calendars">The days of each queue's site.</param>
    /// <param name="now">The present moment.</param>
    public static ReportDays? DaysOf(string? from, string? to, IQueueCalendars calendars, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        // Up to now is up to the latest date that it is anywhere.
        var latest = calendars.All.Max(calendar => calendar.DateOf(now));
        DateOnly? after = to is null ? latest.AddDays(1) : TryDate(to, out var end) ? end : null;
        return TryDate(from, out var first) && after > first && first <= latest && after.Value.DayNumber - first.DayNumber <= Longest.Days
            ? new ReportDays(new DateRange(first, after.Value.AddDays(-1)), to is null ? now : null)
            : null;
    }

    /// <summary>Reads <c>24h</c>, <c>7d</c> and the like; up to ten years.</summary>
    public static bool TryReadSpan(string text, out TimeSpan span)
    {
        ArgumentNullException.ThrowIfNull(text);
        span = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 100_000)
        {
            return false;
        }
        TimeSpan? unit = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => null,
        };
        if (unit is not { } length || count * length > Longest)
        {
            return false;
        }
        span = count * length;
        return true;
    }

    private static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && SiteCalendar.Takes(date.Year);

    private static DateTimeOffset Instant(string option, string text, SiteCalendar calendar)
    {
        if (TryDate(text, out var day))
        {
            return calendar.StartOf(day);
        }

        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) && SiteCalendar.Takes(clock.Year))
        {
            // A time that the clocks show twice is the first: so what ends there and what begins there share nothing.
            var (date, time) = (DateOnly.FromDateTime(clock), TimeOnly.FromDateTime(clock));
            return calendar.Shows(date, time) ? calendar.FirstAt(date, time)
                : throw new UsageException(FormattableString.Invariant(
                    $"{option} {text} does not exist in {calendar.Zone.Id}: the clocks go forward over it, at {calendar.FirstAt(date, time):yyyy-MM-ddTHH:mm}Z. Give a time with its offset like that one."));
        }

        return DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && SiteCalendar.Takes(instant.UtcDateTime.Year)
            ? instant
            : throw new UsageException($"{option} is '{text}'. Accepted: {AcceptedTimes}.");
    }
}

/// <summary>Days of a report: of each queue those of its site.</summary>
/// <param name="Dates">The dates.</param>
/// <param name="Until">Where they end at the latest: now; null for the whole of the last one.</param>
public sealed record ReportDays(DateRange Dates, DateTimeOffset? Until);
