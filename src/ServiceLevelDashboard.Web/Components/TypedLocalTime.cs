using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// A date and time on a site's clocks while somebody types it: the one way from a field to an instant and back. Of a time that the clocks show twice it knows
/// which one is meant. Exact to the second. Worked: 01:20 UTC on 25 October 2026 in London is 01:20, the second time, and that is 01:20 UTC again.
/// </summary>
public sealed class TypedLocalTime
{
    // what browsers write, and what is written for them
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    private readonly SiteCalendar _clocks;

    /// <summary>Begins with an instant.</summary>
    /// <param name="instant">The instant; null for an empty field.</param>
    /// <param name="zone">The site's zone.</param>
    public TypedLocalTime(DateTimeOffset? instant, TimeZoneInfo zone)
    {
        _clocks = SiteCalendar.AtMidnight(zone);
        if (instant is { } given)
        {
            var clock = SiteCalendar.ClockAt(given, zone);
            Typed = clock.ToString(Formats[clock.Second == 0 ? 0 : 1], CultureInfo.InvariantCulture);
            Which = Choices.Length > 1 && given >= Choices[1] ? 1 : 0;
        }
    }

    /// <summary>As it was typed; empty when nothing was.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>The day that is typed; null when none is.</summary>
    public DateOnly? Date => Clock is { } clock ? DateOnly.FromDateTime(clock) : null;

    /// <summary>The time of the day that is typed; null when none is.</summary>
    public TimeSpan? TimeOfDay => Clock?.TimeOfDay;

    /// <summary>Which of <see cref="Choices"/> is meant, from 0.</summary>
    public int Which { get; set; }

    /// <summary>The instants that what is typed can be, oldest first: two when the clocks show it twice, none when it is none.</summary>
    public ImmutableArray<DateTimeOffset> Choices =>
        Clock is { } clock ? _clocks.InstantsAt(DateOnly.FromDateTime(clock), TimeOnly.FromDateTime(clock)) : [];

    /// <summary>The instant that is meant; null when nothing is typed or <see cref="Problem"/> says what is wrong.</summary>
    public DateTimeOffset? Instant => Choices is { IsEmpty: false } choices ? choices[Math.Min(Which, choices.Length - 1)] : null;

    /// <summary>What is wrong with what is typed; null when nothing is, and when nothing is typed.</summary>
    public string? Problem => Typed.Length == 0 || Instant is not null ? null
        : Clock is { } clock ? Format.Text(
            LayoutText.TimeSkipped,
            clock.ToString("HH:mm", CultureInfo.InvariantCulture),
            Format.Time(Following(clock), _clocks.Zone))
        : LayoutText.TimeUnreadable;

    /// <summary>Takes what is typed. Of two instants it proposes the one chosen before, else the first that lies after another.</summary>
    /// <param name="typed">As the field has it.</param>
    /// <param name="after">What it should lie after, such as the start of which it is the end; null when nothing.</param>
    public void Type(string typed, DateTimeOffset? after)
    {
        Typed = typed.Trim();
        Which = Choices is [var first, _] && (Which == 1 || first <= after) ? 1 : 0;
    }

    /// <summary>Takes a day and a time of day; one without the other is no time.</summary>
    /// <param name="date">The day; null when none is typed.</param>
    /// <param name="time">The time of the day; null when none is typed.</param>
    /// <param name="after">What it should lie after; null when nothing.</param>
    public void Type(DateOnly? date, TimeSpan? time, DateTimeOffset? after) => Type(
        date is null && time is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}T{time:hh\\:mm\\:ss}"),
        after);

    /// <summary>How one of <see cref="Choices"/> is called: "01:20, the first time (UTC+01:00)".</summary>
    public string Name(int which)
    {
        var instant = Choices[which];
        var offset = SiteCalendar.ClockAt(instant, _clocks.Zone) - instant.UtcDateTime;
        var sign = offset < TimeSpan.Zero ? '−' : '+';
        return Format.Text(
            which == 0 ? LayoutText.TimeFirst : LayoutText.TimeSecond,
            Format.Time(instant, _clocks.Zone),
            string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{offset:hh\\:mm}"));
    }

    /// <summary>What is typed as the clocks show it; null when it is none that is taken.</summary>
    private DateTime? Clock =>
        DateTime.TryParseExact(Typed, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) && SiteCalendar.Takes(clock.Year)
            ? clock
            : null;

    private DateTimeOffset Following(DateTime skipped) => _clocks.FirstAt(DateOnly.FromDateTime(skipped), TimeOnly.FromDateTime(skipped));
}
