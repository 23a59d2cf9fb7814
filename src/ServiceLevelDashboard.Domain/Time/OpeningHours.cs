using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Time;

/// <summary>
/// When a site or queue is open, on its own clocks. The default is always open. Worked: Monday 08:00 to 12:00 and 13:00 to 17:00 is
/// closed at 12:30 and at 17:00, open at 13:00.
/// </summary>
public sealed record OpeningHours
{
    /// <summary>Open around the clock, every day.</summary>
    public static readonly OpeningHours Always = new();

    private const int FurthestDays = 366;

    /// <summary>The week's openings in any order, several a day if need be. Empty means open around the clock on every day that is not a holiday.</summary>
    public ImmutableArray<Opening> Week { get; init; } = [];

    /// <summary>Dates on which nothing opens; what opened on the day before still runs to its end. Empty when there are none.</summary>
    public ImmutableHashSet<DateOnly> Holidays { get; init; } = [];

    /// <summary>
    /// On whose clocks these hours are (IANA); null for those that the caller names. Worked: 09:00 to 17:00 in America/New_York is open at 15:00 in Berlin.
    /// </summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>When the day of the figures starts on these clocks; null for the start that the caller names.</summary>
    public TimeOnly? DayStart { get; init; }

    /// <summary>Whether it is open at an instant, by the clocks of the zone (an hour that comes twice counts twice).</summary>
    /// <param name="instant">The instant, in any offset.</param>
    /// <param name="zone">The clocks of hours that have none of their own (IANA).</param>
    public bool IsOpen(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var clock = SiteCalendar.ClockAt(instant, Zone ?? zone);
        var (today, time) = (DateOnly.FromDateTime(clock), TimeOnly.FromDateTime(clock));
        if (Week.IsDefaultOrEmpty)
        {
            return !Holidays.Contains(today);
        }

        var yesterday = today.AddDays(-1);
        foreach (var opening in Week)
        {
            if (opening.Day == today.DayOfWeek && opening.HoldsOnItsDay(time) && !Holidays.Contains(today))
            {
                return true;
            }
            if (opening.Day == yesterday.DayOfWeek && opening.HoldsOnTheNextDay(time) && !Holidays.Contains(yesterday))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// When it opens again, by the clocks of the zone. Worked: with the hours above, Monday 12:30 gives Monday 13:00, and Monday 17:00
    /// the Monday after at 08:00. A time that the clocks skip opens when they have jumped; one that comes twice, the first time.
    /// </summary>
    /// <param name="instant">The instant, in any offset.</param>
    /// <param name="zone">The clocks of hours that have none of their own (IANA).</param>
    /// <returns>UTC; null while it is open, and when nothing opens within 366 days.</returns>
    public DateTimeOffset? NextOpening(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (IsOpen(instant, zone))
        {
            return null;
        }
        var clocks = SiteCalendar.AtMidnight(Zone ?? zone);
        var today = clocks.DateOf(instant);
        return Enumerable.Range(0, FurthestDays + 1)
            .Select(today.AddDays)
            .Where(date => !Holidays.Contains(date))
            .SelectMany(OpeningsOn, (date, time) => (DateTimeOffset?)clocks.FirstAt(date, time))
            .FirstOrDefault(opens => opens > instant);
    }

    /// <summary>Whether anything opens on a date, by the clocks. A night that ends on it is the day before's.</summary>
    public bool OpensOn(DateOnly date) => !Holidays.Contains(date) && OpeningsOn(date).Any();

    private IEnumerable<TimeOnly> OpeningsOn(DateOnly date) => Week.IsDefaultOrEmpty
        ? [TimeOnly.MinValue]
        : Week.Where(opening => opening.Day == date.DayOfWeek).Select(opening => opening.From).Order();

    /// <summary>Equal when weeks (in their order), holidays and clocks are.</summary>
    public bool Equals(OpeningHours? other) =>
        other is not null && Week.AsSpan().SequenceEqual(other.Week.AsSpan()) && Holidays.SetEquals(other.Holidays) && Equals(Zone, other.Zone)
        && DayStart == other.DayStart;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Week.IsDefault ? 0 : Week.Length, Holidays.Count);
}

/// <summary>One opening of the week.</summary>
/// <param name="Day">The day on which it opens.</param>
/// <param name="From">When it opens; that moment is open.</param>
/// <param name="To">
/// When it closes; that moment is closed. Not after <paramref name="From"/> means on the next day: 22:00 to 06:00 runs past midnight, 00:00 to 00:00 is a whole
/// day.
/// </param>
public readonly record struct Opening(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a time of the opening's own day lies in it.</summary>
    internal bool HoldsOnItsDay(TimeOnly time) => time >= From && (To <= From || time < To);

    /// <summary>Whether a time of the day after lies in it.</summary>
    internal bool HoldsOnTheNextDay(TimeOnly time) => To <= From && time < To;
}
