using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Budget;

/// <summary>How fast a window of time uses up the budget of misses.</summary>
public static class Burn
{
    /// <summary>
    /// Share of misses over the share that is allowed: 1 uses the budget as it comes, 2 twice as fast. 12 missed of 24 at 0.8: 0.5 over
    /// 0.2 is 2.5. Null without contacts, and at a target of 1, which allows none.
    /// </summary>
    /// <param name="window">The window's level.</param>
    /// <param name="targetRatio">Share to reach.</param>
    public static decimal? Rate(ServiceLevel window, decimal targetRatio) =>
        window.Denominator <= 0 || targetRatio >= 1 ? null : window.Missed / ((1 - targetRatio) * window.Denominator);

    /// <summary>The fastest that there is: everything missed. 5 at a target of 0.8, 10 at 0.9, 20 at 0.95. Null at a target of 1.</summary>
    public static decimal? Most(decimal targetRatio) => targetRatio >= 1 ? null : 1 / (1 - targetRatio);

    /// <summary>The windows that are looked at, the shortest first: those of the rules.</summary>
    public static ImmutableArray<TimeSpan> Windows { get; } =
        [TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(120)];

    /// <summary>
    /// A window that ends with the last interval: its level, and how long contacts came in it, in whole intervals. It is made of whole intervals, and of one
    /// more while the last is open; before the day is that old, of those that there are. Nothing of nothing is 0 of 0.
    /// </summary>
    /// <param name="intervals">The day so far, oldest first, of equal length and without holes.</param>
    /// <param name="isOpen">Whether the last one has not ended.</param>
    /// <param name="length">Length of the window.</param>
    public static (ServiceLevel Level, TimeSpan Busy) Window(ReadOnlySpan<BurnPoint> intervals, bool isOpen, TimeSpan length)
    {
        var (sum, busy) = (ServiceLevel.None, TimeSpan.Zero);
        if (intervals.IsEmpty)
        {
            return (sum, busy);
        }
        var size = intervals[^1].Interval.Length;
        var count = (int)((length.Ticks + size.Ticks - 1) / size.Ticks) + (isOpen ? 1 : 0);
        foreach (var point in intervals[Math.Max(0, intervals.Length - count)..])
        {
            sum += point.Level;
            if (point.Level.Denominator > 0)
            {
                busy += size;
            }
        }

        return (sum, busy);
    }

    /// <summary>
    /// The rules of a target, the milder first. The rates for services that run at 99.9 % (14.4 and 6) can never be reached at 80 %, so the
    /// rates here are parts of the fastest that there is: half of it for the watch (2.5 at 0.8, 5 at 0.9), two fifths for the slow burn (2 at
    /// 0.8), and never less than 1.5. Empty at a target of 1.
    /// </summary>
    /// <param name="targetRatio">Share to reach.</param>
    public static ImmutableArray<BurnRule> RulesFor(decimal targetRatio)
    {
        if (targetRatio >= 1)
        {
            return [];
        }
        var least = 1.5m * (1 - targetRatio);
        return
        [
            new BurnRule(BurnLevel.Slow, TimeSpan.FromMinutes(120), TimeSpan.FromMinutes(30), Math.Max(0.4m, least), 0.15m),
            new BurnRule(BurnLevel.Watch, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(15), Math.Max(0.5m, least), 0.10m),
        ];
    }
}

/// <summary>When a burn is worth saying.</summary>
/// <param name="Level">What is said.</param>
/// <param name="Long">The window that must burn: it says that it matters.</param>
/// <param name="Short">The window that must burn too: it says that it goes on.</param>
/// <param name="MissedRatio">The least share of misses in both: a rate of burn multiplied out, so that it is compared exactly.</param>
/// <param name="BudgetRatio">
/// The share of the day's budget that the long window must have used, where the day's volume is known: an hour that cannot cost the day much
/// says nothing, however bad it is.
/// </param>
public sealed record BurnRule(BurnLevel Level, TimeSpan Long, TimeSpan Short, decimal MissedRatio, decimal BudgetRatio);

/// <summary>How a queue uses up its budget at present; the worse the greater.</summary>
public enum BurnLevel
{
    /// <summary>As it comes, or too few contacts to say.</summary>
    Calm,

    /// <summary>Too fast for two hours.</summary>
    Slow,

    /// <summary>Much too fast for the last hour.</summary>
    Watch,

    /// <summary>The same, and the day is being lost by it.</summary>
    Act,
}
