using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Budget;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>
/// The formulas behind budget, recovery, forecast and certainty, filled in with the numbers of the moment. Every result is the one that the rest of the
/// dashboard shows; nothing is calculated here but the terms in between. Pure.
/// </summary>
internal static class NumberWords
{
    /// <summary>How the budget comes about; empty without a target.</summary>
    public static IEnumerable<string> Budget(QueueSummary queue, TimeZoneInfo zone)
    {
        if (queue.Budget is not { } budget)
        {
            yield break;
        }
        var (counted, miss) = (Count(budget.SoFar.Denominator), Number(1 - budget.TargetRatio));
        yield return Format.Text(ExplainText.NumberUsed, counted, Count(budget.SoFar.Numerator), Count(budget.Used));
        yield return Format.Text(ExplainText.NumberAllowedSoFar, Number(budget.TargetRatio), counted, Number(budget.AllowedSoFar));
        if (budget.Pace is { } pace)
        {
            yield return Format.Text(ExplainText.NumberPace, Count(budget.Used), Number(budget.AllowedSoFar), Number(pace));
        }
        if (budget is { Rest: { } rest, Allowed: { } allowed, Left: { } left })
        {
            yield return Format.Text(
                ExplainText.NumberAllowed, Number(budget.TargetRatio), counted, Count(rest), miss, Count(budget.SoFar.Denominator + rest), Count(allowed));
            yield return Format.Text(ExplainText.NumberLeft, Count(allowed), Count(budget.Used), Count(left));
        }

        foreach (var (window, level, rate) in BudgetWords.Burns(queue))
        {
            if (rate is { } known)
            {
                yield return Format.Text(
                    ExplainText.NumberBurn,
                    Count(level.Missed),
                    Count(level.Denominator),
                    Number(budget.TargetRatio),
                    Number(known),
                    Number((decimal)window.TotalMinutes));
            }
        }

        var hour = queue.Burn.Hour;
        if (queue.BudgetUsedAt is { } at && budget.ContactsUntilUsed(hour) is { } contacts)
        {
            yield return Format.Text(
                ExplainText.NumberUntilUsed, Count(budget.Left ?? 0), Count(hour.Missed), Count(hour.Denominator), Count(contacts), Format.Time(at, zone));
        }
    }

    /// <summary>How what it takes comes about; empty without a target.</summary>
    public static IEnumerable<string> Recovery(Recovery? recovery)
    {
        if (recovery is not { SoFar.Denominator: > 0 })
        {
            yield break;
        }
        var (target, met, counted) = (Number(recovery.TargetRatio), Count(recovery.SoFar.Numerator), Count(recovery.SoFar.Denominator));
        if (recovery.InARow is > 0 and { } row)
        {
            yield return Format.Text(ExplainText.NumberInARow, target, counted, met, Count(row));
        }
        else if (recovery.InARow == 0)
        {
            yield return Format.Text(ExplainText.NumberMayMiss, met, target, counted, Count(recovery.MissesAffordable));
        }
        if (recovery is not { Rest: { } rest, NeededOfRest: { } needed, Best: { } best, Worst: { } worst })
        {
            yield break;
        }
        yield return Format.Text(ExplainText.NumberNeeded, target, counted, Count(rest), met, Count(needed));
        yield return Format.Text(ExplainText.NumberBest, met, Count(rest), counted, ExplainWords.Percent(best, recovery.TargetRatio));
        yield return Format.Text(ExplainText.NumberWorst, met, counted, Count(rest), ExplainWords.Percent(worst, recovery.TargetRatio));
    }

    /// <summary>How the forecast comes about; empty without one.</summary>
    public static IEnumerable<string> Forecast(QueueSummary queue)
    {
        if (queue.Outlook.Forecast is not { Close: { } close } forecast)
        {
            yield break;
        }
        var target = queue.Target?.Ratio;
        yield return Format.Text(
            ExplainText.NumberRest, Number((decimal)close.Rest.Mean, 0), Count(close.Rest.Quantile(0.1)), Count(close.Rest.Quantile(0.9)),
            Count(forecast.Days));
        yield return Format.Text(
            ExplainText.NumberRestLevel, Percent(close.RestLevel(0.5), target), Percent(close.RestLevel(0.1), target), Percent(close.RestLevel(0.9), target));
        if (close.Quantile(0.5) is { } median)
        {
            yield return Format.Text(
                ExplainText.NumberClose,
                Count((long)close.Met),
                Percent(close.RestLevel(0.5), target),
                Number((decimal)close.Rest.Mean, 0),
                Count((long)close.Counted),
                Percent(median, target));
        }

        if (forecast.Chance is { } chance && queue.Recovery is { Rest: { } rest, NeededOfRest: { } needed, RestRatio: { } ratio })
        {
            yield return queue.Recovery.Outlook switch
            {
                Domain.Budget.Outlook.Unreachable => Format.Text(
                    ExplainText.NumberChanceUnreachable, Count(needed), Count(rest), OutlookWords.ShortChance(chance)),
                Domain.Budget.Outlook.Secured => Format.Text(ExplainText.NumberChanceSecured, Count(rest), OutlookWords.ShortChance(chance)),
                _ => Format.Text(ExplainText.NumberChance, Count(needed), Count(rest), Format.Share(ratio, 1), OutlookWords.ShortChance(chance)),
            };
        }
    }

    /// <summary>How sure the level is, and whether it is really below; empty while fewer than ten contacts count.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="watched">How many queues with a target are watched at once.</param>
    public static IEnumerable<string> Sure(QueueSummary queue, int watched)
    {
        if (queue.Outlook is not { Likely: { } likely } outlook)
        {
            yield break;
        }
        var (level, ratio) = (queue.DayLevel.Lower, queue.Target?.Ratio);
        var effective = Number((decimal)outlook.Effective, 1);
        yield return QueueFigures.AverageHandleTime(queue.Day) is { } handle
            ? Format.Text(
                ExplainText.NumberEffective, Count(level.Denominator), Number((decimal)outlook.Pace), Number(
                    (decimal)outlook.Busy.TotalMinutes), Number((decimal)handle.TotalMinutes), effective)
            : Format.Text(ExplainText.NumberEffectiveAll, Count(level.Denominator));
        yield return Format.Text(
            ExplainText.NumberWilson, ExplainWords.Percent(level, ratio), effective, Percent(likely.Low, ratio), Percent(likely.High, ratio));
        if (outlook.ByChance is not { } byChance || queue.Target is not { } target)
        {
            yield break;
        }
        yield return Format.Text(
            outlook.IsReallyBelow(watched) ? ExplainText.NumberReallyBelow : ExplainText.NumberPerhapsChance,
            Format.Target(target.Ratio),
            Number((decimal)(outlook.Effective * (double)level.Ratio!.Value), 1),
            effective,
            byChance < 0.0001 ? Format.Text(ForecastText.ChanceUnder, Number(0.0001m, 4)) : Number((decimal)byChance, 4),
            Number((decimal)QueueOutlook.RarelyByChance),
            Count(watched),
            Number((decimal)(QueueOutlook.RarelyByChance / watched), 4));
    }

    private static string Count(long count) => Number(count);

    private static string Number(decimal number, int decimals = 2)
    {
        var digits = decimals == 0 ? "#,0" : "#,0." + new string('#', decimals);
        return Math.Round(number, decimals, MidpointRounding.AwayFromZero).ToString($"{digits};−{digits}", CultureInfo.CurrentCulture);
    }

    private static string Percent(double ratio, decimal? target) => Format.Percent(ratio, target, 1);
}
