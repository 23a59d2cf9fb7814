using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>A week's or a month's budget.</summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day.</param>
/// <param name="Level">The level so far, the lower one where it is known in bounds.</param>
/// <param name="Budget">The budget; null without a target, and when the target changed within the period.</param>
/// <param name="IsPartly">Whether some of it is not in the archive.</param>
public sealed record PeriodBudget(DateOnly From, DateOnly To, ServiceLevel Level, ErrorBudget? Budget, bool IsPartly)
{
    /// <summary>Over this pace a period that is half over is in danger.</summary>
    public const decimal HotPace = 1.2m;

    /// <summary>Whether half of the period is over: of its volume where that is expected, else of its days.</summary>
    public bool IsHalfOver { get; init; }

    /// <summary>How many of the days to come nothing is known of: they are left out of what is expected.</summary>
    public int UnknownDays { get; init; }

    /// <summary>
    /// When the budget will be used if contacts go on to be missed as in the period so far, UTC; null when that is not to be expected within the period, not
    /// known, or it is used already.
    /// </summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Whether half of the period is over and the pace is above <see cref="HotPace"/>.</summary>
    public bool IsHot => IsHalfOver && Budget is { } budget && budget.Used > HotPace * budget.AllowedSoFar;

    /// <summary>What it takes; null without a budget.</summary>
    public Recovery? Recovery => Budget is null ? null : new Recovery(Budget);

    /// <summary>The same period with what is still to come.</summary>
    /// <param name="toCome">The rest of today and the days after it, to the end of the period.</param>
    /// <param name="slots">How its days are cut.</param>
    internal PeriodBudget Expecting(DaysToCome toCome, DaySlots slots)
    {
        if (Budget is null)
        {
            return this;
        }
        var rest = (long)Math.Round(toCome.Counted);
        var budget = new ErrorBudget(Budget.SoFar, Budget.TargetRatio, rest);
        return this with
        {
            Budget = budget,
            IsHalfOver = Level.Denominator > rest,
            UnknownDays = toCome.Unknown,
            UsedAt = budget.ContactsUntilUsed(Level) is > 0 and var contacts && toCome.Reach(contacts) is { } reached
                ? slots.InstantOf(reached.Date, reached.Cut)
                : null,
        };
    }
}
