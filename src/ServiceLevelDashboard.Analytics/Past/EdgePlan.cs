using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Decides at which waits a refresh counts.</summary>
/// <param name="Edges">The edges, at most <see cref="Limit"/> in all.</param>
/// <param name="LeftOut">How many thresholds of targets found no room; their queues' levels are known in bounds only (except by Genesys' own formula).</param>
internal sealed record EdgePlan(EdgeSet Edges, int LeftOut)
{
    /// <summary>Two queries of ten views each are what a refresh may cost.</summary>
    public const int Limit = 20;

    /// <summary>
    /// In this order until the limit is reached: answers at the targets' thresholds (those of most queues first), abandons at the short-abandon limit,
    /// abandons at the targets' thresholds, then the configured edges.
    /// </summary>
    /// <param name="targets">The targets in force.</param>
    /// <param name="shortAbandonLimit">Longest wait of a short abandon, or null when the organisation's own count is taken.</param>
    /// <param name="configured">The edges to add while there is room.</param>
    public static EdgePlan For(IEnumerable<ServiceLevelTarget> targets, TimeSpan? shortAbandonLimit, EdgeSet configured)
    {
        var thresholds = targets
            .Select(static t => t.Threshold)
            .Where(static t => t.TotalMilliseconds <= int.MaxValue)
            .GroupBy(static t => t)
            .OrderByDescending(static g => g.Count())
            .ThenBy(static g => g.Key)
            .Select(static g => g.Key)
            .ToList();

        var wanted = thresholds.Select(static t => (Answered: true, Edge: t))
            .Concat(shortAbandonLimit is { } limit ? [(Answered: false, Edge: limit)] : [])
            .Concat(thresholds.Select(static t => (Answered: false, Edge: t)))
            .Concat(configured.AnsweredMs.Select(static ms => (Answered: true, Edge: TimeSpan.FromMilliseconds(ms))))
            .Concat(configured.AbandonedMs.Select(static ms => (Answered: false, Edge: TimeSpan.FromMilliseconds(ms))))
            .Distinct()
            .Take(Limit)
            .ToList();
        return new EdgePlan(
            EdgeSet.Of(wanted.Where(static w => w.Answered).Select(static w => w.Edge), wanted.Where(static w => !w.Answered).Select(static w => w.Edge)),
            Math.Max(0, thresholds.Count - Limit));
    }
}
