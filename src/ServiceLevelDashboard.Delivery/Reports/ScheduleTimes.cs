using System.Collections.Immutable;
using Cronos;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>
/// When a schedule is due. The cron expression says what the clocks show; <see cref="SiteCalendar"/> says at which instant they show it. So each time that
/// the expression names on a date is due once: one that the clocks skip at the moment of the change, one that they show twice the first time. Worked:
/// <c>30 2 * * *</c> in Europe/Berlin is due at 01:00 UTC on 29 March 2026 (the clocks go from 02:00 to 03:00) and at 00:30 UTC on 25 October 2026.
/// </summary>
public static class ScheduleTimes
{
    private const int Fields = 5;

    /// <summary>Offsets lie between -12 and +14 hours, and a time is moved by no more than a change of the clocks.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>How far is looked ahead: 29 February comes in eight years at the latest.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366 * 9);

    /// <summary>Any moment; a leap year lies within reach of it.</summary>
    private static readonly DateTime AnyTime = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Whether a text is an expression of five fields that comes at some time.</summary>
    public static bool IsCron(string? text) => Parse(text) is { } cron && cron.GetNextOccurrence(AnyTime) is { } next && next - AnyTime < Farthest;

    /// <summary>The latest time that is due within a span, its end included and its start not; null for none.</summary>
    /// <param name="cron">The expression.</param>
    /// <param name="zone">The IANA id of the zone.</param>
    /// <param name="after">The start.</param>
    /// <param name="until">The end.</param>
    public static DateTimeOffset? Latest(string cron, string zone, DateTimeOffset after, DateTimeOffset until)
    {
        var due = Between(cron, zone, after, until);
        return due.IsEmpty ? null : due[^1];
    }

    /// <summary>The times that are due within a span, its end included and its start not, oldest first, UTC.</summary>
    /// <inheritdoc cref="Latest"/>
    public static ImmutableArray<DateTimeOffset> Between(string cron, string zone, DateTimeOffset after, DateTimeOffset until)
    {
        if (Parse(cron) is not { } expression || until <= after)
        {
            return [];
        }
        var calendar = CalendarOf(zone);
        return
        [
            .. expression.GetOccurrences((after - Margin).UtcDateTime, (until + Margin).UtcDateTime)
                .Select(clock => InstantOf(clock, calendar))
                .Where(instant => instant > after && instant <= until)
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>The next times that are due after a moment, oldest first, UTC; fewer where no more come within nine years.</summary>
    /// <param name="cron">The expression.</param>
    /// <param name="zone">The IANA id of the zone.</param>
    /// <param name="after">The moment.</param>
    /// <param name="count">How many.</param>
    public static ImmutableArray<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count)
    {
        if (Parse(cron) is not { } expression)
        {
            return [];
        }
        var calendar = CalendarOf(zone);
        return
        [
            .. expression.GetOccurrences((after - Margin).UtcDateTime, (after + Farthest).UtcDateTime)
                .Select(clock => InstantOf(clock, calendar))
                .Where(instant => instant > after)
                .Distinct()
                .Take(count),
        ];
    }

    private static SiteCalendar CalendarOf(string zone) => SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>What the clocks show, written as if it were UTC, as an instant.</summary>
    private static DateTimeOffset InstantOf(DateTime clock, SiteCalendar calendar) =>
        calendar.FirstAt(DateOnly.FromDateTime(clock), TimeOnly.FromDateTime(clock));

    private static CronExpression? Parse(string? text) =>
        text?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == Fields && CronExpression.TryParse(text, out var cron) ? cron : null;
}
