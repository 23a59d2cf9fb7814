using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// What days to come will count, each by the mean of the days that it is compared with: beyond two or three days a historical average is hard to beat.
/// Worked: Mondays that counted 400 and 440 and Sundays that counted nothing make 420 of the next Sunday and Monday.
/// </summary>
/// <param name="Days">The days, oldest first.</param>
public sealed record DaysToCome(ImmutableArray<DayToCome> Days)
{
    /// <summary>No day.</summary>
    public static readonly DaysToCome None = new([]);

    /// <summary>Contacts that will count; days of which nothing is known count none.</summary>
    public double Counted => Days.Sum(static d => d.Total);

    /// <summary>How many of the days nothing is known of.</summary>
    public int Unknown => Days.Count(static d => d.Slots.IsEmpty);

    /// <summary>Learns from whole days before the first date.</summary>
    /// <param name="history">The days.</param>
    /// <param name="dates">The dates, oldest first.</param>
    public static DaysToCome Of(DayHistory history, IEnumerable<DateOnly> dates)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(dates);
        var known = new Dictionary<DayOfWeek, ImmutableArray<double>>();
        var days = ImmutableArray.CreateBuilder<DayToCome>();
        foreach (var date in dates)
        {
            if (!known.TryGetValue(date.DayOfWeek, out var slots))
            {
                known.Add(date.DayOfWeek, slots = SlotsOf(history, date));
            }
            days.Add(new DayToCome(date, slots));
        }

        return new DaysToCome(days.ToImmutable());
    }

    /// <summary>
    /// When so many contacts will have counted: the date, and how many of its slots have passed then. Null when that takes longer than all the days.
    /// </summary>
    public (DateOnly Date, int Cut)? Reach(double contacts)
    {
        var counted = 0.0;
        foreach (var day in Days)
        {
            for (var k = 0; k < day.Slots.Length; k++)
            {
                counted += day.Slots[k];
                if (counted >= contacts && day.Slots[k] > 0)
                {
                    return (day.Date, k + 1);
                }
            }
        }

        return null;
    }

    private static ImmutableArray<double> SlotsOf(DayHistory history, DateOnly date)
    {
        if (history.MeanOf(history.Comparable(date, history.Count), 1) is { } mean)
        {
            return [.. Enumerable.Range(0, history.Slots).Select(k => mean.Counted[k + 1] - mean.Counted[k])];
        }
        // A weekday that was there and never had a contact will have none.
        return history.Days.Any(d => d.Date.DayOfWeek == date.DayOfWeek) ? [.. new double[history.Slots]] : [];
    }
}

/// <summary>What one day to come will count.</summary>
/// <param name="Date">The site's date.</param>
/// <param name="Slots">Contacts slot by slot of the site's clocks; empty when nothing is known of such a day.</param>
public sealed record DayToCome(DateOnly Date, ImmutableArray<double> Slots)
{
    /// <summary>Contacts of the day.</summary>
    public double Total => Slots.Sum();

    /// <summary>The rest of the day from a slot on, scaled to a total that is known better; as it is when that is null or nothing is usual then.</summary>
    /// <param name="slot">The first slot that is still to come.</param>
    /// <param name="total">What the rest will count, or null.</param>
    public DayToCome From(int slot, long? total)
    {
        if (Slots.IsEmpty)
        {
            return this;
        }
        var rest = Slots.Skip(slot).Sum();
        var scale = total is { } known && rest > 0 ? known / rest : 1;
        return this with { Slots = [.. Slots.Select((counted, k) => k < slot ? 0 : counted * scale)] };
    }
}
