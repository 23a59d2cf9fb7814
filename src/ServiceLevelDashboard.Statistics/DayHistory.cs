namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// The days of one queue, oldest first, ready to be learnt from. What is learnt for a day comes from the days before it alone, so that the same code
/// serves today's forecast and a backtest.
/// </summary>
public sealed class DayHistory
{
    /// <summary>Fewer comparable days than this are little history: the forecast is static and says so.</summary>
    public const int EnoughDays = 2;

    private const int MaximumComparable = 6;
    private const int Looked = 8;

    // A day of less than half or more than twice the usual volume is a holiday or an outage, and nothing to compare with.
    private const double MinimumOfUsual = 0.5, MostOfUsual = 2;

    private readonly DayCurve[] _days;
    private readonly Curve?[] _usual;

    /// <summary>Takes the days; dates may be missing.</summary>
    /// <param name="days">Past days, oldest first, each date once, all with the same number of slots.</param>
    /// <exception cref="ArgumentException">A day is out of order or has another number of slots.</exception>
    public DayHistory(IEnumerable<DayCurve> days)
    {
        _days = [.. days];
        for (var i = 1; i < _days.Length; i++)
        {
            if (_days[i].Date <= _days[i - 1].Date || _days[i].Slots.Length != _days[0].Slots.Length)
            {
                throw new ArgumentException($"{_days[i].Date:yyyy-MM-dd} does not follow {_days[i - 1].Date:yyyy-MM-dd} in as many slots.", nameof(days));
            }
        }

        Curves = [.. _days.Select(d => new Curve(d.Slots))];
        _usual = new Curve?[_days.Length];
    }

    /// <summary>How many days there are.</summary>
    public int Count => _days.Length;

    /// <summary>Slots of a day; 0 without days.</summary>
    public int Slots => _days.Length == 0 ? 0 : _days[0].Slots.Length;

    /// <summary>The days, oldest first.</summary>
    public IReadOnlyList<DayCurve> Days => _days;

    internal Curve[] Curves { get; }

    /// <summary>
    /// The days that a date is compared with: the last six of the same weekday whose volume was nothing out of the ordinary; with fewer than two of
    /// them, a working day is compared with the last working days. Empty when there is none.
    /// </summary>
    /// <param name="date">The date.</param>
    /// <param name="before">How many of the days, from the oldest on, may be looked at.</param>
    public IReadOnlyList<int> Comparable(DateOnly date, int before)
    {
        var sameWeekday = Ordinary(d => d.DayOfWeek == date.DayOfWeek, before);
        if (sameWeekday.Count >= EnoughDays || !IsWorkingDay(date))
        {
            return sameWeekday;
        }
        var working = Ordinary(IsWorkingDay, before);
        return working.Count > sameWeekday.Count ? working : sameWeekday;
    }

    /// <summary>The last days of ordinary volume for their weekday, newest first: what a spread is learnt from.</summary>
    internal IEnumerable<int> OrdinaryDays(int before, int most)
    {
        var taken = 0;
        for (var i = before - 1; i >= 0 && taken < most; i--)
        {
            if (UsualOf(i) is not { Offered: var usual } || !IsOrdinary(Curves[i].Offered[^1], usual[^1]))
            {
                continue;
            }
            taken++;
            yield return i;
        }
    }

    /// <summary>The mean of the days that one of the days is compared with; null when they are too few.</summary>
    internal Curve? UsualOf(int day) => _usual[day] ??= MeanOf(Comparable(_days[day].Date, day), EnoughDays);

    /// <summary>The mean of some days; null when they are fewer than wanted.</summary>
    internal Curve? MeanOf(IReadOnlyList<int> days, int least) =>
        days.Count < least ? null : Curve.Mean([.. days.Select(i => Curves[i])]);

    private List<int> Ordinary(Func<DateOnly, bool> wanted, int before)
    {
        var found = new List<int>(Looked);
        for (var i = before - 1; i >= 0 && found.Count < Looked; i--)
        {
            if (wanted(_days[i].Date) && Curves[i].Offered[^1] > 0)
            {
                found.Add(i);
            }
        }

        if (found.Count == 0)
        {
            return found;
        }
        var totals = found.Select(i => Curves[i].Offered[^1]).Order().ToArray();
        var median = totals[totals.Length / 2];
        return [.. found.Where(i => IsOrdinary(Curves[i].Offered[^1], median)).Take(MaximumComparable)];
    }

    private static bool IsOrdinary(double total, double usual) => total >= MinimumOfUsual * usual && total <= MostOfUsual * usual && usual > 0;

    private static bool IsWorkingDay(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
