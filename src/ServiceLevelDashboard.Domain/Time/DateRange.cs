namespace ServiceLevelDashboard.Domain.Time;

/// <summary>Some dates, both ends included. 1 to 3 September is three days.</summary>
public readonly record struct DateRange
{
    /// <summary>Makes a range.</summary>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date; not before <paramref name="from"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last is before the first.</exception>
    public DateRange(DateOnly from, DateOnly to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        (From, To) = (from, to);
    }

    /// <summary>The first date.</summary>
    public DateOnly From { get; }

    /// <summary>The last date.</summary>
    public DateOnly To { get; }

    /// <summary>How many dates; at least one.</summary>
    public int Count => To.DayNumber - From.DayNumber + 1;

    /// <summary>The dates, oldest first.</summary>
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Count).Select(From.AddDays);

    /// <summary>The weeks from Monday, oldest first; the first and the last end where the range does.</summary>
    public IEnumerable<DateRange> Weeks => Cut(WeekOf);

    /// <summary>The months, oldest first; the first and the last end where the range does.</summary>
    public IEnumerable<DateRange> Months => Cut(MonthOf);

    /// <summary>The week from Monday to Sunday that holds a date. Worked: Sunday 6 September 2026 gives 31 August to 6 September.</summary>
    public static DateRange WeekOf(DateOnly date)
    {
        var monday = date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
        return new DateRange(monday, monday.AddDays(6));
    }

    /// <summary>The month that holds a date. Worked: 10 February 2028 gives 1 to 29 February.</summary>
    public static DateRange MonthOf(DateOnly date)
    {
        var first = new DateOnly(date.Year, date.Month, 1);
        return new DateRange(first, first.AddMonths(1).AddDays(-1));
    }

    /// <summary>Whether a date is one of them.</summary>
    public bool Contains(DateOnly date) => date >= From && date <= To;

    private IEnumerable<DateRange> Cut(Func<DateOnly, DateRange> part)
    {
        for (var first = From; first <= To;)
        {
            var last = part(first).To;
            yield return new DateRange(first, last < To ? last : To);
            first = last.AddDays(1);
        }
    }
}
