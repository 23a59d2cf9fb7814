using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Thresholds that are counted exactly by one question: a question has room for ten edges, so a report over many different thresholds asks once for each
/// group of them. Every interval is taken from the answer to exactly one group.
/// </summary>
internal sealed class EdgeGroup
{
    private const int EdgesPerQuestion = 10;

    private readonly Func<QueueInterval, int> _groupOf;
    private readonly int _number;

    private EdgeGroup(int number, EdgeSet edges, ImmutableArray<QueueId> queues, Func<QueueInterval, int> groupOf) =>
        (_number, Edges, Queues, _groupOf) = (number, edges, queues, groupOf);

    /// <summary>The waits to count at.</summary>
    public EdgeSet Edges { get; }

    /// <summary>The queues to ask for; empty asks for all.</summary>
    public ImmutableArray<QueueId> Queues { get; }

    /// <summary>Whether an interval is taken from this group's answer. Those without a threshold are the first group's.</summary>
    public bool AnswersFor(QueueInterval row) => _groupOf(row) == _number;

    /// <summary>The groups of a query, at least one.</summary>
    public static ImmutableArray<EdgeGroup> Of(PastQuery query, TargetResolver targets)
    {
        var range = query.Periods.Range;
        var measures = new Dictionary<QueueMedia, ImmutableArray<MeasureSpell>>();
        var thresholds = query.Threshold is { } one
            ? [one]
            : (query.Queues ?? targets.Queues.Ids).SelectMany(ThresholdsOf).Distinct().Order().ToList();
        TimeSpan[] shortAbandon =
        [
            .. (query.Definition is { } asked ? [asked] : targets.Contract.DefinitionsIn(range).Select(static d => d.Definition))
                .Select(static d => d.ShortAbandonLimit).OfType<TimeSpan>().Distinct(),
        ];
        var chunks = thresholds.Chunk(Math.Max(1, (EdgesPerQuestion - shortAbandon.Length) / 2)).DefaultIfEmpty([]).ToList();
        var groupOf = chunks.SelectMany(static (chunk, number) => chunk.Select(threshold => (threshold, number)))
            .ToDictionary(static t => t.threshold, static t => t.number);
        return
        [
            .. chunks.Select((chunk, number) => new EdgeGroup(
                number, EdgeSet.Of(chunk, [.. chunk, .. shortAbandon]), QueuesOf(chunk, number), row => chunks.Count == 1 ? 0 : NumberOf(row))),
        ];

        IEnumerable<TimeSpan> ThresholdsOf(QueueId queue) =>
            from start in targets.StartsOf(queue, range)
            from target in targets.TargetsOf(queue, start)
            where query.Media is not { } media || target.Key == media
            select target.Value.Threshold;

        ImmutableArray<QueueId> QueuesOf(TimeSpan[] chunk, int number) =>
            query.Queues is not { } asked ? []
            : number == 0 ? asked
            : [.. asked.Where(queue => ThresholdsOf(queue).Any(chunk.Contains))];

        int NumberOf(QueueInterval row)
        {
            if (!measures.TryGetValue(row.Key, out var spells))
            {
                measures[row.Key] = spells = query.MeasuresOf(row.Key, range, targets);
            }

            var measure = spells.Last(s => s.From <= row.Interval.Start || s == spells[0]).Measure;
            return measure.Threshold is { } threshold ? groupOf.GetValueOrDefault(threshold) : 0;
        }
    }
}
