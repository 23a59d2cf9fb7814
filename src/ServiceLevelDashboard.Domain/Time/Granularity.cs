using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Time;

/// <summary>
/// How finely time is cut into intervals. Intervals start at whole multiples of the length since 00:00 UTC, so that every query
/// yields the same ones. The default value is <see cref="QuarterHour"/>.
/// </summary>
public readonly record struct Granularity
{
    private readonly int _minutes;

    private Granularity(int minutes) => _minutes = minutes;

    /// <summary>Five minutes, <c>PT5M</c>.</summary>
    public static readonly Granularity FiveMinutes = new(5);

    /// <summary>Fifteen minutes, <c>PT15M</c>: the default.</summary>
    public static readonly Granularity QuarterHour = new(15);

    /// <summary>Thirty minutes, <c>PT30M</c>.</summary>
    public static readonly Granularity HalfHour = new(30);

    /// <summary>One hour, <c>PT1H</c>.</summary>
    public static readonly Granularity Hour = new(60);

    /// <summary>All that exist, finest first.</summary>
    public static readonly ImmutableArray<Granularity> All = [FiveMinutes, QuarterHour, HalfHour, Hour];

    /// <summary>Length of one interval.</summary>
    public TimeSpan Length => TimeSpan.FromMinutes(_minutes == 0 ? 15 : _minutes);

    /// <summary>Reads an ISO 8601 period.</summary>
    /// <param name="text"><c>PT5M</c>, <c>PT15M</c>, <c>PT30M</c> or <c>PT1H</c>; upper or lower case.</param>
    /// <param name="granularity">The granularity, or the default when the text is none of these.</param>
    /// <returns>Whether the text was one of the four.</returns>
    public static bool TryParse(string? text, out Granularity granularity)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                granularity = candidate;
                return true;
            }
        }

        granularity = QuarterHour;
        return false;
    }

    /// <summary>The start of the interval that holds an instant: 08:44 is in the quarter hour that starts at 08:30.</summary>
    public DateTimeOffset Floor(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % Length.Ticks));
    }

    /// <summary>The first interval border at or after an instant: 08:44 gives 08:45, 08:45 gives 08:45.</summary>
    public DateTimeOffset Ceiling(DateTimeOffset instant)
    {
        var floor = Floor(instant);
        return floor == instant ? floor : floor + Length;
    }

    /// <summary>The smallest range of whole intervals that holds a range: 08:03 to 08:20 gives 08:00 to 08:30 at fifteen minutes.</summary>
    public Interval SnapOutward(Interval range) => new(Floor(range.Start), Ceiling(range.End));

    /// <summary>The intervals of a range, oldest first; the range is snapped outward first. Empty for an empty range on a border.</summary>
    public IEnumerable<Interval> Split(Interval range)
    {
        var whole = SnapOutward(range);
        for (var start = whole.Start; start < whole.End; start += Length)
        {
            yield return new Interval(start, start + Length);
        }
    }

    /// <summary>
    /// How many intervals of a range (<see cref="Split"/>) end after an instant: of 08:00 to 09:00 by quarter hours 2 at 08:30, 3 at 08:29, 0 from 09:00 on.
    /// </summary>
    public int CountEndingAfter(DateTimeOffset instant, Interval range)
    {
        var (whole, first) = (SnapOutward(range), Floor(instant));
        return first >= whole.End ? 0 : (int)((whole.End - (first > whole.Start ? first : whole.Start)) / Length);
    }

    /// <summary>The ISO 8601 period, for instance <c>PT15M</c>.</summary>
    public override string ToString() => Length.TotalMinutes < 60 ? FormattableString.Invariant($"PT{Length.TotalMinutes}M") : "PT1H";
}
