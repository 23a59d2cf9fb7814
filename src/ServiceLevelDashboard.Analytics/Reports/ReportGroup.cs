using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

/// <summary>
/// Queues whose thresholds are counted exactly by one question: a question has room for ten edges, so a report over many
/// different thresholds asks once for each group of them.
/// </summary>
/// <param name="Edges">The waits to count at.</param>
/// <param name="Thresholds">The thresholds that this group answers for.</param>
/// <param name="TakesRest">Whether it also answers for the queues without a threshold; true of the first group alone.</param>
/// <param name="Queues">The queues to ask for; empty asks for all.</param>
public sealed record ReportGroup(EdgeSet Edges, ImmutableHashSet<TimeSpan> Thresholds, bool TakesRest, ImmutableArray<QueueId> Queues)
{
    private const int EdgesPerQuestion = 10;

    /// <summary>Whether the figures of a queue with this threshold are taken from this group's answer.</summary>
    public bool AnswersFor(TimeSpan? threshold) => threshold is { } known ? Thresholds.Contains(known) : TakesRest;

    /// <summary>The groups of a request: at least one, every threshold in exactly one of them.</summary>
    public static ImmutableArray<ReportGroup> Of(ReportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan[] shortAbandon = [.. request.Definitions.Select(static d => d.Definition.ShortAbandonLimit).OfType<TimeSpan>().Distinct()];
        var groups = ThresholdsOf(request)
            .Chunk(Math.Max(1, (EdgesPerQuestion - shortAbandon.Length) / 2))
            .DefaultIfEmpty([])
            .Select((thresholds, index) => new ReportGroup(
                EdgeSet.Of(thresholds, [.. thresholds, .. shortAbandon]),
                [.. thresholds],
                TakesRest: index == 0,
                Queues: []));
        return [.. request.IsEveryQueue ? groups : groups.Select(g => g with { Queues = QueuesOf(g, request) })];
    }

    private static IEnumerable<TimeSpan> ThresholdsOf(ReportRequest request) =>
        request.Threshold is { } one
            ? [one]
            : request.Queues
                .SelectMany(request.ThresholdsOf)
                .Distinct()
                .Order();

    private static ImmutableArray<QueueId> QueuesOf(ReportGroup group, ReportRequest request) =>
        group.TakesRest
            ? [.. request.Queues.Select(q => q.Id)]
            : [.. request.Queues
                .Where(q => request.ThresholdsOf(q).Any(threshold => group.AnswersFor(threshold)))
                .Select(q => q.Id)];
}
