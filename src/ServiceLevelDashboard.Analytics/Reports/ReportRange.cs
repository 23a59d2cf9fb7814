using System.Globalization;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

/// <summary>The range of a report as it is written on a command line or in an address.</summary>
public static class ReportRange
{
    /// <summary>How a span is written, for people.</summary>
    public const string AcceptedSpans = "a whole number of minutes, hours, days or weeks, for instance 30m, 24h, 7d or 4w";

    /// <summary>How a time is written, for people.</summary>
    public const string AcceptedTimes =
        "a date (2026-09-01) or a time (2026-09-01T08:00) of the zone, or a time with its offset (2026-09-01T08:00Z, 2026-09-01T08:00+02:00)";

    private const string DefaultSpan = "24h";

    private static readonly string[] LocalFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private static readonly string[] OffsetFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>The range that the three options mean, not yet snapped. Neither end given means the last 24 hours.</summary>
    /// <param name="from">First instant, or null.</param>
    /// <param name="to">First instant that no longer counts, or null for now.</param>
    /// <param name="last">Span up to now in place of both, or null.</param>
    /// <param name="zone">The zone in which times without an offset are read.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="mark">What stands before an option's name where it was asked.</param>
    /// <exception cref="UsageException">The options contradict each other or a time cannot be read.</exception>
    public static Interval Of(string? from, string? to, TimeSpan? last, TimeZoneInfo zone, DateTimeOffset now, string mark = "--")
    {
        ArgumentNullException.ThrowIfNull(zone);
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

        var start = Instant(mark + "from", from, zone, isEnd: false);
        var end = to is null ? now : Instant(mark + "to", to, zone, isEnd: true);
        if (start >= now)
        {
            throw new UsageException($"{mark}from {from} lies in the future: there is nothing to report yet.");
        }
        if (end <= start)
        {
            throw new UsageException($"{mark}to {to} is not after {mark}from {from}. The end is the first instant that no longer counts: a day ends where the next begins.");
        }
        return new Interval(start, end);
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
        if (unit is not { } length || count * length > TimeSpan.FromDays(3660))
        {
            return false;
        }
        span = count * length;
        return true;
    }

    private static DateTimeOffset Instant(string option, string text, TimeZoneInfo zone, bool isEnd)
    {
        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return InZone(option, text, local, zone, isEnd);
        }
        if (DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }
        throw new UsageException($"{option} is '{text}'. Accepted: {AcceptedTimes}.");
    }

    private static DateTimeOffset InZone(string option, string text, DateTime local, TimeZoneInfo zone, bool isEnd)
    {
        if (zone.IsInvalidTime(local))
        {
            throw new UsageException($"{option} {text} does not exist in {zone.Id}: the clocks go forward over it. Give the time with its offset, for instance {text}Z.");
        }
        // A time that the clocks show twice: the range is the wider one.
        var offset = !zone.IsAmbiguousTime(local) ? zone.GetUtcOffset(local)
            : isEnd ? zone.GetAmbiguousTimeOffsets(local).Min()
            : zone.GetAmbiguousTimeOffsets(local).Max();
        return new DateTimeOffset(local, offset);
    }
}
