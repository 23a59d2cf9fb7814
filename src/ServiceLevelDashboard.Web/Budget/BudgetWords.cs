using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Budget;

/// <summary>Says budget and recovery as a person would. Pure.</summary>
internal static class BudgetWords
{
    /// <summary>
    /// "140 in a row within target to recover", "12 more may be missed", "Target out of reach today (best case 84 %)", "Target secured today"; null without a
    /// level or a target.
    /// </summary>
    public static string? Short(Recovery? recovery) => recovery switch
    {
        null or { SoFar.Denominator: <= 0 } => null,
        { Outlook: Outlook.Unreachable, Best: { } best } => Format.Text(BudgetText.Unreachable, Format.Level(best, recovery.TargetRatio)),
        { Outlook: Outlook.Secured } => BudgetText.Secured,
        { InARow: null } => BudgetText.NeverBack,
        { InARow: > 0 and { } row } => Format.Text(BudgetText.InARow, Format.Count(row)),
        _ => Format.Text(BudgetText.MayMiss, Format.Count(recovery.MissesAffordable)),
    };

    /// <summary>
    /// "allowance: 12 left", "allowance: 7 over"; where the rest of the day is not known, of what was allowed so far. Null without a target and with fewer
    /// than ten contacts.
    /// </summary>
    /// <param name="budget">The budget, or null.</param>
    /// <param name="isShort">Whether it must fit into a line of a floor tile, of about twenty letters.</param>
    public static string? Left(ErrorBudget? budget, bool isShort = false) => budget switch
    {
        null or { SoFar.Denominator: < ServiceStates.JudgedFrom } => null,
        { Left: >= 0 and { } left } => Format.Text(BudgetText.LeftToday, Format.Count(left)),
        { Left: { } left } => Format.Text(BudgetText.OverToday, Format.Count(-left)),
        _ when budget.AllowedSoFar >= budget.Used =>
            Format.Text(isShort ? BudgetText.LeftSoFarShort : BudgetText.LeftSoFar, Format.Count((long)Math.Floor(budget.AllowedSoFar - budget.Used))),
        _ => Format.Text(isShort ? BudgetText.OverSoFarShort : BudgetText.OverSoFar, Format.CountUp(budget.Used - budget.AllowedSoFar)),
    };

    /// <summary>What a week or a month takes: as <see cref="Short"/>, and not of today alone.</summary>
    public static string? OfPeriod(Recovery? recovery) => recovery switch
    {
        { SoFar.Denominator: > 0, Outlook: Outlook.Unreachable, Best: { } best } =>
            Format.Text(BudgetText.PeriodUnreachable, Format.Level(best, recovery.TargetRatio)),
        { SoFar.Denominator: > 0, Outlook: Outlook.Secured } => BudgetText.PeriodSecured,
        _ => Short(recovery),
    };

    /// <summary>What else is to be said of a week or a month.</summary>
    public static IEnumerable<string> Notes(PeriodBudget period, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(period);
        if (period.IsHot)
        {
            yield return BudgetText.PeriodHot;
        }
        if (period.UsedAt is { } at)
        {
            yield return Format.Text(BudgetText.PeriodUsedAt, Format.Upcoming(at, now, zone));
        }
        if (period.Budget is { Rest: null })
        {
            yield return BudgetText.PeriodRestUnknown;
        }
        if (period.UnknownDays > 0)
        {
            yield return Format.Text(BudgetText.PeriodUnknownDays, Format.Count(period.UnknownDays));
        }
        if (period.IsPartly)
        {
            yield return BudgetText.PeriodPartly;
        }
    }

    /// <summary>What it takes, in full sentences.</summary>
    public static IEnumerable<string> Sentences(Recovery recovery)
    {
        ArgumentNullException.ThrowIfNull(recovery);
        var target = Format.Target(recovery.TargetRatio);
        if (recovery.SoFar.Denominator <= 0)
        {
            yield return BudgetText.NothingCounted;
            yield break;
        }

        if (recovery is { Outlook: Outlook.Unreachable, Best: { } best })
        {
            yield return Format.Text(BudgetText.UnreachableSentence, target, Format.Level(best, recovery.TargetRatio));
        }
        else if (recovery.Outlook == Outlook.Secured)
        {
            yield return Format.Text(BudgetText.SecuredSentence, target);
        }
        if (recovery is { Outlook: Outlook.Unreachable, InARow: > 0 and { } wanted, Rest: { } few })
        {
            yield return Format.Text(BudgetText.InARowTooMany, Format.Count(wanted), Format.Count(few));
        }
        else if (recovery.InARow is > 0 and { } row)
        {
            yield return Format.Text(BudgetText.InARowSentence, Format.Count(row), target);
        }
        else if (recovery.InARow == 0)
        {
            yield return recovery.MissesAffordable == 0
                ? Format.Text(BudgetText.MayMissNone, target)
                : Format.Text(BudgetText.MayMissSentence, Format.Count(recovery.MissesAffordable), target);
        }
        if (recovery is { Outlook: Outlook.Open, Rest: { } rest, NeededOfRest: { } needed, RestRatio: { } ratio })
        {
            yield return Format.Text(BudgetText.RestSentence, Format.Count(rest), Format.Count(needed), Format.Share(ratio));
        }
    }

    /// <summary>How much is used: "30 of 40 allowed misses used, 10 left."</summary>
    public static string Sentence(ErrorBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return budget switch
        {
            { Allowed: { } allowed, Left: >= 0 and { } left } =>
                Format.Text(BudgetText.Used, Format.Count(budget.Used), Format.Count(allowed), Format.Count(left)),
            { Allowed: { } allowed, Left: { } left } =>
                Format.Text(BudgetText.Overspent, Format.Count(budget.Used), Format.Count(allowed), Format.Count(-left)),
            _ => Format.Text(BudgetText.UsedSoFar, Format.Count(budget.Used), Format.Count((long)Math.Floor(budget.AllowedSoFar))),
        };
    }

    /// <summary>"Misses come 2.5 times as fast as allowed, since 10:15."; null while calm.</summary>
    public static string? Sentence(BurnAlert burn, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(burn);
        var text = burn.Level switch
        {
            BurnLevel.Act => BudgetText.BurnAct,
            BurnLevel.Watch => BudgetText.BurnWatch,
            BurnLevel.Slow => BudgetText.BurnSlow,
            _ => null,
        };
        return text is null
            ? null
            : Format.Text(text, burn.LastHour is { } rate ? rate.ToString("0.0", System.Globalization.CultureInfo.CurrentCulture) : Format.NoValue,
            burn.Since is { } since ? Format.Time(since, zone) : Format.NoValue);
    }

    /// <summary>How each window of a queue's day burns, the shortest first; without a target none.</summary>
    public static IEnumerable<(TimeSpan Window, ServiceLevel Level, decimal? Rate)> Burns(QueueSummary queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (queue.Budget is not { } budget)
        {
            return [];
        }
        var points = queue.Intervals.Select(static p => new BurnPoint(p.Interval, p.Level.Lower)).ToArray();
        return Burn.Windows.Select(window =>
        {
            var (level, _) = Burn.Window(points, queue.Intervals is [.., { IsOpen: true }], window);
            return (window, level, Burn.Rate(level, budget.TargetRatio));
        });
    }

    /// <summary>The pace: "1.3 times what is allowed"; an en dash while nothing was allowed.</summary>
    public static string Pace(ErrorBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return budget.Pace is { } pace
            ? Format.Text(BudgetText.PaceTimes, pace.ToString("0.00", System.Globalization.CultureInfo.CurrentCulture))
            : Format.NoValue;
    }
}
