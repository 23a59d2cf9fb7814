using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>One figure of all queues shown.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The figure in words; an en dash when it is not known.</param>
/// <param name="Note">What it is set against; empty when there is nothing.</param>
internal sealed record CentreFigure(string Name, string Value, string Note);

/// <summary>The figures on top of the overview. Pure.</summary>
internal static class CentreFigures
{
    /// <summary>Level, offered, abandon rate, waiting, longest wait, agents; each against its usual where that is known of all queues.</summary>
    /// <param name="queues">The queues that are shown, one per media type.</param>
    /// <param name="snapshot">The moment.</param>
    /// <param name="models">What is usual.</param>
    /// <param name="data">How old the interval figures are.</param>
    /// <param name="observed">How old the observations are.</param>
    public static ImmutableArray<CentreFigure> Of(
        ImmutableArray<QueueSummary> queues, Snapshot snapshot, QueueModels models, DataState data, DataState observed)
    {
        var (summed, seen) = (data == DataState.NoData ? [] : queues, observed == DataState.NoData ? [] : queues);
        var usual = UsualSoFar.Of(queues, models, snapshot);
        return [Level(summed, models, snapshot), .. Volume(summed, summed.IsEmpty ? null : usual), .. Now(seen, usual?.Agents)];
    }

    /// <summary>Levels of one media type and threshold alone are summed: those with the most contacts.</summary>
    private static CentreFigure Level(ImmutableArray<QueueSummary> queues, QueueModels models, Snapshot snapshot)
    {
        var line = TotalLines.Of(queues, TotalBy.Media, [], isPooled: false)
            .Where(static l => l.Thresholds is [not null] && l.Day.Upper.Ratio is not null).MaxBy(static l => l.Offered);
        if (line is null)
        {
            return new CentreFigure(OverviewText.StripLevel, Format.NoValue, "");
        }
        var target = line.TargetRatio is { } ratio ? Format.Text(OverviewText.StripTarget, Format.Target(ratio)) : OverviewText.StripTargetsDiffer;
        var usual = UsualSoFar.Of(line.Queues, models, snapshot)?.Level is { } level
            ? " · " + Format.Text(OverviewText.StripUsual, Format.Percent(level, line.TargetRatio)) : "";
        return new CentreFigure($"{OverviewText.StripLevel} · {TotalWords.Of(line)}", Format.Level(line.Day, line.TargetRatio), target + usual);
    }

    private static IEnumerable<CentreFigure> Volume(ImmutableArray<QueueSummary> queues, UsualSoFar? usual)
    {
        var offered = queues.Sum(static q => (long)q.Day.Offered);
        var measured = offered - queues.Sum(static q => (long)q.Day.CustomerFirst.Offered);
        var abandoned = queues.Sum(static q => (long)q.Day.Abandoned);
        yield return new CentreFigure(
            OverviewText.StripOffered,
            queues.IsEmpty ? Format.NoValue : Format.Count(offered),
            usual is null ? "" : QueueFormat.AgainstUsual(offered, usual.Offered));
        yield return new CentreFigure(
            OverviewText.StripAbandonRate,
            measured > 0 ? Format.Share((decimal)abandoned / measured, 1) : Format.NoValue,
            measured == offered && usual?.AbandonRate is { } rate ? Format.Text(OverviewText.StripUsual, Format.Share((decimal)rate, 1)) : "");
    }

    private static IEnumerable<CentreFigure> Now(ImmutableArray<QueueSummary> queues, double? usualAgents)
    {
        var observed = queues.Where(static q => q.Now is not null).ToList();
        var longest = observed.Where(static q => q.Now!.LongestWait is not null).MaxBy(static q => q.Now!.LongestWait); // observed
        yield return new CentreFigure(
            OverviewText.StripWaiting, observed.Count == 0 ? Format.NoValue : Format.Count(observed.Sum(static q => (long)q.Now!.Waiting)), ""); // as above
        yield return new CentreFigure(OverviewText.StripLongestWait, Format.Duration(longest?.Now!.LongestWait), longest?.Queue.Name ?? ""); // as above
        var agents = queues.DistinctBy(static q => q.Queue.Id).Select(static q => q.Agents).OfType<AgentObservation>().ToList();
        yield return new CentreFigure(
            OverviewText.StripAgents,
            agents.Count == 0 ? Format.NoValue : Format.Count(agents.Sum(static a => (long)a.OnQueue)),
            agents.Count == 0 ? "" : Format.Text(OverviewText.StripFree, Format.Count(agents.Sum(static a => (long)a.Idle)))
                + (usualAgents is { } usual ? " · " + Format.Text(OverviewText.StripUsual, Format.Count((long)Math.Round(usual))) : ""));
    }
}
