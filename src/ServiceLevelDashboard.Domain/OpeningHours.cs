using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain;

/// <summary>
/// When a site or queue is open, on its own clocks. The default is always open. Worked: Monday 08:00 to 12:00 and 13:00 to 17:00 is
/// closed at 12:30 and at 17:00, open at 13:00.
/// </summary>
public sealed record OpeningHours
{
    /// <summary>Open around the clock, every day.</summary>
    public static readonly OpeningHours Always = new();

    /// <summary>The week's openings in any order, several a day if need be. Empty means open around the clock on every day that is not a holiday.</summary>
    public ImmutableArray<Opening> Week { get; init; } = [];

    /// <summary>Dates on which nothing opens; what opened on the day before still runs to its end. Empty when there are none.</summary>
    public ImmutableHashSet<DateOnly> Holidays { get; init; } = [];

    /// <summary>Whether it is open at an instant, by the clocks of the zone (an hour that comes twice counts twice).</summary>
    /// <param name="instant">The instant, in any offset.</param>
    /// <param name="zone">The site's zone (IANA).</param>
    public bool IsOpen(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var clock = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var today = DateOnly.FromDateTime(clock);
        var time = TimeOnly.FromDateTime(clock);
        if (Week.IsDefaultOrEmpty) return !Holidays.Contains(today);

        var yesterday = today.AddDays(-1);
        foreach (var opening in Week)
        {
            if (opening.Day == today.DayOfWeek && opening.HoldsOnItsDay(time) && !Holidays.Contains(today)) return true;
            if (opening.Day == yesterday.DayOfWeek && opening.HoldsOnTheNextDay(time) && !Holidays.Contains(yesterday)) return true;
        }

        return false;
    }

    /// <summary>Equal when weeks (in their order) and holidays are.</summary>
    public bool Equals(OpeningHours? other) =>
        other is not null && Week.AsSpan().SequenceEqual(other.Week.AsSpan()) && Holidays.SetEquals(other.Holidays);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Week.IsDefault ? 0 : Week.Length, Holidays.Count);
}

/// <summary>One opening of the week.</summary>
/// <param name="Day">The day on which it opens.</param>
/// <param name="From">When it opens; that moment is open.</param>
/// <param name="To">When it closes; that moment is closed. Not after <paramref name="From"/> means on the next day: 22:00 to 06:00 runs past midnight, 00:00 to 00:00 is a whole day.</param>
public readonly record struct Opening(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a time of the opening's own day lies in it.</summary>
    internal bool HoldsOnItsDay(TimeOnly time) => time >= From && (To <= From || time < To);

    /// <summary>Whether a time of the day after lies in it.</summary>
    internal bool HoldsOnTheNextDay(TimeOnly time) => To <= From && time < To;
}
