namespace ServiceLevelDashboard.Domain.Time;

/// <summary>A span of time in UTC: start inclusive, end exclusive. 08:00 to 08:15 holds 08:14:59.999 and not 08:15:00.</summary>
public readonly record struct Interval
{
    /// <summary>Makes an interval; both instants are turned into UTC.</summary>
    /// <param name="start">First instant inside.</param>
    /// <param name="end">First instant after; not before <paramref name="start"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the start.</exception>
    public Interval(DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    /// <summary>First instant inside, UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>First instant after, UTC.</summary>
    public DateTimeOffset End { get; }

    /// <summary>End minus start; zero for an empty interval.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>Whether an instant lies inside (start inclusive, end exclusive).</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;

    /// <summary>Whether another interval lies wholly inside; an interval contains itself.</summary>
    public bool Contains(Interval other) => other.Start >= Start && other.End <= End;

    /// <summary>Whether the two share an instant; neighbours (one ends where the other starts) do not.</summary>
    public bool Overlaps(Interval other) => Start < other.End && other.Start < End;

    /// <summary>ISO 8601 <c>start/end</c> in UTC, for instance <c>2026-09-01T08:00:00Z/2026-09-01T08:15:00Z</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Start:yyyy-MM-ddTHH:mm:ssZ}/{End:yyyy-MM-ddTHH:mm:ssZ}");
}
