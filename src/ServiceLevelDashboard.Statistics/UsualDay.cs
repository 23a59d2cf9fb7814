using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>What is usual in one queue on one weekday, slot by slot of the site's clocks.</summary>
/// <param name="Slots">The slots, from the start of the day on; as many as the history has.</param>
/// <param name="Days">How many comparable days the means are of; 0 when there is none, and then every slot is empty.</param>
public sealed record UsualDay(ImmutableArray<UsualSlot> Slots, int Days)
{
    /// <summary>Nothing is known.</summary>
    public static readonly UsualDay Unknown = new([], 0);

    // How many days the spread of levels is learnt from, and the fewest that make a band of it.
    private const int MaximumLearntFrom = 20, LearntFrom = 8;

    // A neighbour on either side: one slot alone has too few days to know its spread.
    private const int Neighbours = 1;

    // A slot of fewer contacts jumps by more than 20 points with each of them.
    private const int MinimumCounted = 5;

    /// <summary>Learns from the days of a history that lie before a date.</summary>
    /// <param name="history">The days.</param>
    /// <param name="date">The date that is to be judged.</param>
    /// <param name="before">How many days of the history, from the oldest on, may be looked at.</param>
    /// <param name="recentSlots">How many slots "the last half hour" has.</param>
    public static UsualDay Fit(DayHistory history, DateOnly date, int before, int recentSlots)
    {
        ArgumentNullException.ThrowIfNull(history);
        var comparable = history.Comparable(date, before);
        if (comparable.Count == 0)
        {
            return Unknown;
        }
        var days = comparable.Select(i => history.Days[i].Slots).ToArray();
        var ordinary = history.OrdinaryDays(before, MaximumLearntFrom).Select(i => history.Days[i].Slots).ToArray();
        var shape = ShapeOf(days);
        var slots = ImmutableArray.CreateBuilder<UsualSlot>(history.Slots);
        for (var k = 0; k < history.Slots; k++)
        {
            var offered = new NegativeBinomial(days.Average(d => (double)d[k].Offered), shape);
            var recent = new NegativeBinomial(days.Average(d => (double)Window(d, k, recentSlots).Offered), shape);
            var near = days.Select(d => Window(d, k + Neighbours, (2 * Neighbours) + 1)).Aggregate((a, b) => a + b);
            var seen = days.Select(d => d[k].Agents).OfType<double>().ToArray();
            var levels = Levels(ordinary, k, 1);
            var recentLevels = Levels(ordinary, k, recentSlots);
            slots.Add(new UsualSlot(offered.Mean, offered.Quantile(0.1), offered.Quantile(0.9))
            {
                Met = days.Average(d => (double)d[k].Met),
                Counted = days.Average(d => (double)d[k].Counted),
                Abandoned = days.Average(d => (double)d[k].Abandoned),
                Level = near.Counted > 0 ? (double)near.Met / near.Counted : null,
                LevelLow = Quantile(levels, 0.1),
                LevelHigh = Quantile(levels, 0.9),
                HandleSeconds = near.Handled > 0 ? near.HandleSeconds / near.Handled : null,
                AbandonRate = near.Offered > 0 ? (double)near.Abandoned / near.Offered : null,
                Agents = seen.Length > 0 ? seen.Average() : null,
                RecentOffered = recent.Mean,
                RecentOfferedLow = recent.Quantile(0.01),
                RecentOfferedHigh = recent.Quantile(0.99),
                RecentLevelLow = ordinary.Length >= MaximumLearntFrom / 2 ? Quantile(recentLevels, 0.025) : null,
            });
        }

        return new UsualDay(slots.MoveToImmutable(), comparable.Count);
    }

    // By moments over all slots: what varies more than Poisson, as a share of the mean squared.
    private static double ShapeOf(ImmutableArray<SlotCounts>[] days)
    {
        var (excess, squares) = (0.0, 0.0);
        for (var k = 0; k < days[0].Length && days.Length > 1; k++)
        {
            var mean = days.Average(d => (double)d[k].Offered);
            excess += (days.Sum(d => Math.Pow(d[k].Offered - mean, 2)) / (days.Length - 1)) - mean;
            squares += mean * mean;
        }

        return excess > 0 && squares > 0 ? squares / excess : days.Length > 1 ? double.PositiveInfinity : 25;
    }

    private static SlotCounts Window(ImmutableArray<SlotCounts> day, int last, int slots)
    {
        var sum = default(SlotCounts);
        for (var k = Math.Max(0, last - slots + 1); k <= Math.Min(last, day.Length - 1); k++)
        {
            sum += day[k];
        }
        return sum;
    }

    private static List<double> Levels(ImmutableArray<SlotCounts>[] days, int slot, int width)
    {
        var levels = new List<double>(days.Length * ((2 * Neighbours) + 1));
        foreach (var day in days)
        {
            for (var k = Math.Max(0, slot - Neighbours); k <= Math.Min(day.Length - 1, slot + Neighbours); k++)
            {
                if (Window(day, k, width) is { Counted: >= MinimumCounted } window)
                {
                    levels.Add((double)window.Met / window.Counted);
                }
            }
        }

        levels.Sort();
        return levels;
    }

    private static double? Quantile(List<double> sorted, double p)
    {
        if (sorted.Count < LearntFrom)
        {
            return null;
        }
        var place = p * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>What is usual in one slot of a weekday.</summary>
/// <param name="Offered">Contacts offered, mean of the comparable days.</param>
/// <param name="OfferedLow">Fewer than this on one day in ten.</param>
/// <param name="OfferedHigh">More than this on one day in ten.</param>
public readonly record struct UsualSlot(double Offered, double OfferedLow, double OfferedHigh)
{
    /// <summary>Contacts of this slot alone that met the promise, mean of the comparable days: sums over slots make the level of a part of the day.</summary>
    public double Met { get; init; }

    /// <summary>Contacts of this slot alone that counted, likewise.</summary>
    public double Counted { get; init; }

    /// <summary>Contacts of this slot alone that were abandoned, likewise.</summary>
    public double Abandoned { get; init; }

    /// <summary>Level of the slot and its neighbours, sums over sums; null when nothing counted.</summary>
    public double? Level { get; init; }

    /// <summary>The level of one such slot in ten was lower; null while fewer than eight are known.</summary>
    public double? LevelLow { get; init; }

    /// <summary>The level of one such slot in ten was higher; null while fewer than eight are known.</summary>
    public double? LevelHigh { get; init; }

    /// <summary>Average handle time; null when nothing was handled.</summary>
    public double? HandleSeconds { get; init; }

    /// <summary>Abandoned over offered; null when nothing was offered.</summary>
    public double? AbandonRate { get; init; }

    /// <summary>Agents on queue; null when never seen.</summary>
    public double? Agents { get; init; }

    /// <summary>Contacts offered in the half hour that ends with this slot.</summary>
    public double RecentOffered { get; init; }

    /// <summary>Fewer than this in that half hour on one day in a hundred.</summary>
    public double RecentOfferedLow { get; init; }

    /// <summary>More than this in that half hour on one day in a hundred.</summary>
    public double RecentOfferedHigh { get; init; }

    /// <summary>The level of that half hour was lower on one day in forty; null while fewer than ten days are known.</summary>
    public double? RecentLevelLow { get; init; }
}
