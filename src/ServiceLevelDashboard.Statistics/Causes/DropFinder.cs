using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics.Causes;

/// <summary>
/// Says why a level dropped, or is silent. A drop is the stretch in which a day fell behind its usual level the most; half hours swing by fifteen points by
/// chance, so it counts only where a cause lies far outside its own past spread, or where no past day had so bad a stretch. How the shares are reckoned
/// and what was measured: <c>docs/decisions/why.md</c>.
/// </summary>
public static class DropFinder
{
    /// <summary>Fewer past days than this do not show what happens by chance.</summary>
    public const int MinimumDays = 15;

    /// <summary>Fewer past days of the weekday than this do not show its usual volume.</summary>
    public const int MinimumOfWeekday = 3;

    /// <summary>Share of past days that may have had a worse stretch while a cause is named: one that is out of the ordinary itself.</summary>
    private const double WorseDays = 0.6;

    /// <summary>A stretch of fewer contacts is judged by nobody.</summary>
    private const int MinimumContacts = 20;

    /// <summary>Share of a drop that the causes must explain to be named.</summary>
    private const double ExplainedShare = 0.4;

    /// <summary>Looks at one day of one queue.</summary>
    /// <param name="today">The day; slots after <paramref name="slots"/> are not looked at.</param>
    /// <param name="past">Days before, at best eight weeks; holidays among them do little harm.</param>
    /// <param name="slots">Slots of the day that are over.</param>
    /// <param name="slot">Length of a slot.</param>
    /// <param name="threshold">Longest wait that is within.</param>
    /// <exception cref="ArgumentException">A day has fewer slots than are over.</exception>
    public static Drop Find(DayCurve today, ImmutableArray<DayCurve> past, int slots, TimeSpan slot, TimeSpan threshold)
    {
        ArgumentNullException.ThrowIfNull(today);
        if (today.Slots.Length < slots || past.Any(day => day.Slots.Length < slots))
        {
            throw new ArgumentException("Every day must have as many slots as are over.", nameof(past));
        }
        past = [.. past.Where(day => day.Slots.Any(s => s.Counted > 0))];
        var usual = new Usual(past, today.Date.DayOfWeek, slots);
        if (usual.Days < MinimumDays || usual.SameWeekday < MinimumOfWeekday)
        {
            return new Drop(DropVerdict.LittleHistory, past.Length);
        }

        // Each past day is held against the others, as today is: what lies in its own usual cannot stand out from it.
        var known = past.Select(day => (Day: day, Usual: new Usual(past.Where(other => other != day), day.Date.DayOfWeek, slots)))
            .Where(pair => pair.Usual.SameWeekday >= MinimumOfWeekday - 1)
            .ToImmutableArray();
        var (first, last, contacts) = usual.WorstStretch(today, slots);
        var worse = known.Count(pair => pair.Usual.WorstStretch(pair.Day, slots).Contacts >= contacts);
        var (met, counted) = (0, 0);
        for (var k = first; k <= last; k++)
        {
            (met, counted) = (met + today.Slots[k].Met, counted + today.Slots[k].Counted);
        }
        if (counted < MinimumContacts || worse > WorseDays * known.Length)
        {
            return new Drop(DropVerdict.NoDrop, past.Length);
        }

        var shares = new CauseShares(today, usual, known, (first, last), slot, threshold);
        var points = Enumerable.Range(first, last - first + 1).Sum(k => usual.Shortfall(today, k)) / counted;
        var causes = shares.Unusual(points);
        var explained = causes.Sum(cause => cause.Points);
        var isExplained = explained >= ExplainedShare * points;
        if (!isExplained && worse > 0)
        {
            return new Drop(DropVerdict.NoDrop, past.Length);
        }
        // A steady queue's model knows no backlog and can overstate: the shares never add up to more than the drop.
        if (explained > points)
        {
            causes = [.. causes.Select(cause => cause with { Points = cause.Points * points / explained })];
        }
        return new Drop(isExplained ? DropVerdict.Explained : DropVerdict.CannotTell, past.Length)
        {
            Stretch = (first, last),
            Level = (double)met / counted,
            UsualLevel = ((double)met / counted) + points,
            Causes = isExplained ? causes : [],
            AgentsKnown = shares.AgentsKnown,
        };
    }
}
