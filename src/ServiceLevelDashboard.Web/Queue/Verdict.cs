using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Statistics.Causes;
using ServiceLevelDashboard.Web.Budget;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Why;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>
/// What a queue's page says first, in sentences. Pure, and reckons nothing: every figure is the one that the page's other parts show. What is not known is
/// not said, and of old figures nothing is claimed.
/// </summary>
/// <param name="What">What is wrong, since when and why; or what there is instead of a level.</param>
/// <param name="Outlook">How the day may close against its target, or what to do; null when nothing is to be said.</param>
/// <param name="Aside">The forecast of the close, and what would help; null likewise.</param>
internal sealed record Verdict(string What, string? Outlook = null, string? Aside = null)
{
    /// <summary>Finds the sentences.</summary>
    /// <param name="here">The snapshot where the queue stands.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="data">How old the figures are.</param>
    /// <param name="drop">What is known of a drop today; null while nobody has looked.</param>
    /// <param name="agents">The agents on queue, and those that the load of the last half hour needs; null where either is not known.</param>
    public static Verdict Of(Snapshot here, QueueSummary queue, DataState data, DropToday? drop = null, (int OnQueue, int Needed)? agents = null) => data switch
    {
        DataState.NoData => new(Format.Text(QueueText.Withdrawn, Format.Time(here.DataUntil, here.Zone))),
        DataState.Stale => new(Format.Text(VerdictText.Stale, Format.Time(here.DataUntil, here.Zone))),
        _ when FindingOf(queue) is { } finding => new(FindingWords.What(finding, queue), FindingWords.Fix(finding, queue)),
        _ when queue.State == ServiceState.Closed => Closed(here, queue),
        _ when queue.State == ServiceState.TooFew || queue.Target is null || queue.DayLevel.Lower.Ratio is null => TooFew(queue),
        _ => new(Against(here, queue, drop), OutlookOf(queue), AsideOf(queue, agents)),
    };

    /// <summary>Why there is no level, where the state itself says it: then this is the verdict. Null when there is one.</summary>
    public static QueueFinding? FindingOf(QueueSummary queue) => queue.State switch
    {
        ServiceState.NotMeasured => QueueFinding.NotMeasured,
        ServiceState.NoTarget => QueueFinding.NoTarget,
        ServiceState.NoContacts => QueueFinding.NoTraffic,
        _ => null,
    };

    private static Verdict Closed(Snapshot here, QueueSummary queue) => new(
        queue.OpensNext is { } opens ? Format.Text(VerdictText.ClosedUntil, Format.Upcoming(opens, here.DataUntil, here.Zone)) : VerdictText.Closed,
        queue.DayLevel.Lower.Ratio is null ? null : Format.Text(QueueText.DaySoFar, QueueFormat.LevelWithCounts(queue.DayLevel, queue.Target?.Ratio)));

    private static Verdict TooFew(QueueSummary queue) => new(
        queue.DayLevel.Lower.Ratio is null
            ? QueueText.NoLevelYet
            : Format.Text(VerdictText.TooFew, QueueFormat.Counts(queue.DayLevel), Format.Count(ServiceStates.JudgedFrom)),
        null,
        Close(queue));

    /// <summary>Against the usual where it has dropped; else against the target, and whether misses come too fast.</summary>
    private static string Against(Snapshot here, QueueSummary queue, DropToday? drop)
    {
        var verdict = drop?.Drop.Verdict;
        if (verdict is DropVerdict.Explained or DropVerdict.CannotTell)
        {
            return BelowUsual(drop!, queue.Target?.Ratio, here.Zone); // the verdict is the drop's
        }
        var burn = BudgetWords.Sentence(queue.Burn, here.Zone);
        var compared = verdict switch
        {
            DropVerdict.LittleHistory => Format.Text(VerdictText.NoUsual, DropFinder.MinimumDays, drop!.Drop.Past), // likewise
            DropVerdict.NoDrop when burn is null => Format.Text(VerdictText.AsUsual, drop!.Drop.Past), // likewise
            _ => "",
        };
        return $"{AgainstTarget(queue.DayLevel, queue.Target!)}{compared}. {burn}".TrimEnd(); // what is judged has a target
    }

    private static string BelowUsual(DropToday today, decimal? target, TimeZoneInfo zone)
    {
        var drop = today.Drop;
        var lasts = today.SpanOf(drop.Stretch) is { } span && !today.Ended.IsEmpty && span.End == today.Ended[^1].Interval.End;
        return Format.Text(
            VerdictText.BelowUsual,
            Format.PointsInWords(WhyWords.PointsBelowUsual(drop, target)),
            lasts ? Format.Text(VerdictText.Since, Format.Time(today.SpanOf(drop.Stretch)!.Value.Start, zone)) : WhyWords.Between(today, drop.Stretch, zone),
            drop.Causes.IsEmpty ? VerdictText.NoCause : Cause(drop.Causes[0]));
    }

    private static string Cause(CauseShare share)
    {
        var points = Format.Text(VerdictText.OfThem, WhyWords.PointsOf(share));
        return share.Cause switch
        {
            DropCause.Volume => Format.Text(VerdictText.CauseVolume, Format.Share((decimal)share.Change), points),
            DropCause.HandleTime => Format.Text(
                VerdictText.CauseHandleTime, Format.Duration(TimeSpan.FromSeconds(share.Actual)), Format.Duration(TimeSpan.FromSeconds(share.Usual)), points),
            DropCause.Agents => Format.Text(VerdictText.CauseAgents, Format.Share((decimal)-share.Change), points),
            DropCause.Abandons => Format.Text(VerdictText.CauseAbandons, WhyWords.Whole(share.Actual - share.Usual), points),
            _ => throw new ArgumentOutOfRangeException(nameof(share), share.Cause, "There is no such cause."),
        };
    }

    private static string AgainstTarget(ServiceLevelBounds level, ServiceLevelTarget target)
    {
        var (ratio, within) = (Format.Target(target.Ratio), Format.Threshold(target.Threshold));
        if (level.Exact is not { } exact)
        {
            return Format.Text(
                level.Lower.Reaches(target.Ratio) == true ? VerdictText.MeetsTarget
                    : level.Upper.Reaches(target.Ratio) == true ? VerdictText.PerhapsBelowTarget : VerdictText.SomeBelowTarget,
                ratio,
                within);
        }
        var points = Format.FromTarget(exact, target.Ratio) ?? 0; // a level that is judged has one
        return points == 0
            ? Format.Text(VerdictText.MeetsTarget, ratio, within)
            : Format.Text(points > 0 ? VerdictText.AboveTarget : VerdictText.BelowTarget, Format.PointsInWords(points), ratio, within);
    }

    private static string? OutlookOf(QueueSummary queue) => queue.Recovery switch
    {
        null => null,
        { Outlook: Domain.Budget.Outlook.Unreachable } recovery => $"{BudgetWords.Short(recovery)}.",
        { } recovery => BudgetWords.Sentences(recovery).FirstOrDefault(), // the first says what it takes, or what there is room for
    };

    private static string? AsideOf(QueueSummary queue, (int OnQueue, int Needed)? agents)
    {
        var help = queue.State is ServiceState.Below or ServiceState.AtRisk && agents is { } staff && staff.Needed > staff.OnQueue
            ? Format.Text(VerdictText.Agents, Format.Count(staff.Needed), Format.Count(staff.OnQueue))
            : null;
        return string.Join(' ', new[] { Close(queue), help }.OfType<string>()) is { Length: > 0 } aside ? aside : null;
    }

    private static string? Close(QueueSummary queue)
    {
        if (queue.Outlook.Forecast is not { } forecast)
        {
            return ForecastText.NoForecast;
        }
        if (forecast.Close is not { } close || close.Quantile(0.1) is not { } low || close.Quantile(0.9) is not { } high)
        {
            return null;
        }
        var (least, most) = (Format.Percent(low, queue.Target?.Ratio), Format.Percent(high, queue.Target?.Ratio));
        return least == most ? Format.Text(VerdictText.EndOfDayAbout, most) : Format.Text(VerdictText.EndOfDay, least, most);
    }
}
