namespace ServiceLevelDashboard.Domain.Budget;

/// <summary>
/// How a queue burns at present. Follows from the day's intervals alone, so that a restart forgets nothing. A burn begins when both windows
/// of a rule burn; it ends only after a quarter of an hour under the rate at which the budget comes, so that it does not flicker. Worked:
/// <c>docs/formulas.md</c>.
/// </summary>
/// <param name="Level">The worst that is in force.</param>
/// <param name="Since">Start of the interval in which it began, UTC; null while calm.</param>
/// <param name="LastHour">Rate of the last hour (<see cref="Burn.Rate"/>), or null without contacts.</param>
public sealed record BurnAlert(BurnLevel Level, DateTimeOffset? Since, decimal? LastHour)
{
    /// <summary>The level of the last hour that <see cref="LastHour"/> is the rate of.</summary>
    public ServiceLevel Hour { get; init; }

    /// <summary>Nothing to say.</summary>
    public static readonly BurnAlert Calm = new(BurnLevel.Calm, null, null);

    /// <summary>Contacts that the long window must count before it says anything. Twenty.</summary>
    public const int JudgedFrom = 20;

    /// <summary>How long the short window must burn slower than the budget comes until a burn is over.</summary>
    public static readonly TimeSpan ClearAfter = TimeSpan.FromMinutes(15);

    /// <summary>Over this share of the day's budget used a burn loses the day, while more than <see cref="LosingRest"/> of its volume is to come.</summary>
    public const decimal LosingUsed = 0.8m;

    /// <summary>The share of the day's volume that must be to come.</summary>
    public const decimal LosingRest = 0.2m;

    /// <summary>Judges a day interval by interval.</summary>
    /// <param name="intervals">Every interval of the day so far, oldest first, of equal length and without holes.</param>
    /// <param name="isOpen">Whether the last one has not ended: its windows then reach one interval further back.</param>
    /// <param name="budget">The day's budget; with its rest unknown, windows are judged by their rate alone.</param>
    /// <param name="isTargetUnlikely">Whether the day will probably miss its target: then a watch is an act. False where nothing is forecast.</param>
    /// <param name="mayBeChance">
    /// Whether a window may be so bad by chance alone, given its level and how long contacts came in it; such a one begins no burn. Null where that is
    /// not asked. Probabilities are no business of this room, so both answers come from outside.
    /// </param>
    public static BurnAlert Judge(
        ReadOnlySpan<BurnPoint> intervals, bool isOpen, ErrorBudget budget, bool isTargetUnlikely = false,
        Func<ServiceLevel, TimeSpan, bool>? mayBeChance = null)
    {
        ArgumentNullException.ThrowIfNull(budget);
        if (intervals.IsEmpty)
        {
            return Calm;
        }
        var (level, since) = (BurnLevel.Calm, (DateTimeOffset?)null);
        foreach (var rule in Burn.RulesFor(budget.TargetRatio))
        {
            if (Began(rule, intervals, isOpen, budget, mayBeChance) is { } start)
            {
                (level, since) = (rule.Level, start);
            }
        }

        if (level == BurnLevel.Watch && (isTargetUnlikely || IsLosing(budget)))
        {
            level = BurnLevel.Act;
        }
        var (hour, _) = Burn.Window(intervals, isOpen, TimeSpan.FromHours(1));
        return Burn.Rate(hour, budget.TargetRatio) is { } rate ? new BurnAlert(level, since, rate) { Hour = hour } : new BurnAlert(level, since, null);
    }

    private static bool IsLosing(ErrorBudget budget) =>
        budget is { Allowed: { } allowed, Rest: { } rest }
        && budget.Used > LosingUsed * allowed && rest > LosingRest * (budget.SoFar.Denominator + rest);

    /// <summary>Where the burn that is in force at the end began; null when none is.</summary>
    private static DateTimeOffset? Began(
        BurnRule rule, ReadOnlySpan<BurnPoint> intervals, bool isOpen, ErrorBudget budget, Func<ServiceLevel, TimeSpan, bool>? mayBeChance)
    {
        DateTimeOffset? since = null;
        var calm = TimeSpan.Zero;
        for (var i = 0; i < intervals.Length; i++)
        {
            var open = isOpen && i == intervals.Length - 1;
            var (shorter, _) = Burn.Window(intervals[..(i + 1)], open, rule.Short);
            // What has begun goes on while the short window burns; whether it matters and is no chance is asked at its beginning alone.
            if (Burns(rule, shorter) && (since is not null || Matters(rule, Burn.Window(intervals[..(i + 1)], open, rule.Long), budget, mayBeChance)))
            {
                since ??= intervals[i].Interval.Start;
                calm = TimeSpan.Zero;
            }
            else if (since is not null && !open)
            {
                // An interval that has not ended ends no burn: its misses may be still to come.
                calm = shorter.Missed < (1 - budget.TargetRatio) * shorter.Denominator || shorter.Denominator <= 0
                    ? calm + intervals[i].Interval.Length
                    : TimeSpan.Zero;
                if (calm >= ClearAfter)
                {
                    (since, calm) = (null, TimeSpan.Zero);
                }
            }
        }

        return since;
    }

    private static bool Burns(BurnRule rule, ServiceLevel window) => window.Denominator > 0 && window.Missed >= rule.MissedRatio * window.Denominator;

    private static bool Matters(
        BurnRule rule, (ServiceLevel Level, TimeSpan Busy) window, ErrorBudget budget, Func<ServiceLevel, TimeSpan, bool>? mayBeChance) =>
        window.Level.Denominator >= JudgedFrom
        && Burns(rule, window.Level)
        && (budget.Allowed is not { } allowed || window.Level.Missed >= rule.BudgetRatio * allowed)
        && mayBeChance?.Invoke(window.Level, window.Busy) != true;
}

/// <summary>One interval of the day that is judged.</summary>
/// <param name="Interval">When, UTC; not empty.</param>
/// <param name="Level">Its level.</param>
public readonly record struct BurnPoint(Interval Interval, ServiceLevel Level);
