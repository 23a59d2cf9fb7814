using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

/// <summary>
/// Makes a report from rows. Rows are added up as they come, so that a long range needs memory for its queues and not for its
/// intervals (unless those were asked for). Not for several threads at once.
/// </summary>
/// <param name="request">What the report is asked for.</param>
public sealed class ReportBuilder(ReportRequest request)
{
    private readonly Dictionary<QueueId, Queue> _asked = request.Queues.ToDictionary(q => q.Id);
    private readonly Dictionary<QueueMedia, ReportTally> _tallies = [];
    private int _leftOut;
    private readonly Dictionary<QueueMedia, SortedDictionary<Interval, ReportTally>> _intervals = [];

    /// <summary>
    /// Adds the rows that answer a group's question. Rows outside the range, of other media types, of queues that were not
    /// asked for or that another group answers for are passed over.
    /// </summary>
    public void Add(ReportGroup group, IEnumerable<QueueInterval> rows)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
        {
            if (row.Counts.IsZero || !request.Covers(row.Key.Media) || !request.Range.Contains(row.Interval))
            {
                continue;
            }
            if (!request.IsEveryQueue && !_asked.ContainsKey(row.Key.Queue))
            {
                continue;
            }
            if (!request.Sees.IsEverything && !request.Sees.Sees(QueueOf(row.Key), row.Key.Media))
            {
                continue;
            }
            var target = request.TargetFor(QueueOf(row.Key), row.Key.Media, row.Interval.Start);
            var definition = request.DefinitionAt(row.Interval.Start);
            var threshold = request.Threshold ?? target?.Threshold;
            if (!group.AnswersFor(threshold))
            {
                continue;
            }
            if (request.LeavesOut(row.Key.Queue, row.Interval))
            {
                _leftOut += row.Counts.Offered;
                continue;
            }

            Add(row, ReportTally.Of(row.Counts, definition, threshold, IsForeign(target) || target is { Source: not TargetSource.Genesys }));
        }
    }

    /// <summary>The report of the rows so far.</summary>
    /// <param name="readAt">When the contact centre answered: intervals that end later are open.</param>
    public Report Build(DateTimeOffset readAt)
    {
        var open = request.Granularity.Split(request.Range).Count(interval => interval.End > readAt);
        var queues = _tallies.Keys.Select(key => Queue(key, open, readAt))
            .OrderBy(q => q.Queue.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(q => q.Queue.Id.Value, StringComparer.Ordinal)
            .ThenBy(q => q.Media.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        var totals = _tallies.GroupBy(entry => entry.Key.Media, entry => entry.Value)
            .ToImmutableSortedDictionary(media => media.Key.Name, media => Total(media, open), StringComparer.Ordinal);
        var thresholds = queues.Select(q => q.Threshold).Distinct().ToArray();
        return new Report
        {
            Definition = request.Definitions.Last().Definition,
            Definitions = [.. request.Definitions],
            Marked = Marked(),
            WithoutMarked = request.WithoutMarked,
            LeftOut = _leftOut,
            Threshold = request.Threshold ?? (thresholds.Length == 1 ? thresholds[0] : null),
            Interval = request.Range,
            Granularity = request.Granularity,
            IsRestated = queues.Any(q => q.IsRestated),
            Totals = totals.Count switch
            {
                0 => ReportTally.Zero.ToFigures(open),
                1 => totals.Values.First(),
                _ => null,
            },
            TotalsByMediaType = totals,
            Queues = queues,
        };
    }

    private void Add(QueueInterval row, ReportTally tally)
    {
        _tallies[row.Key] = _tallies.GetValueOrDefault(row.Key, ReportTally.Zero) + tally;
        if (!request.WithIntervals)
        {
            return;
        }
        if (!_intervals.TryGetValue(row.Key, out var intervals))
        {
            _intervals[row.Key] = intervals = new SortedDictionary<Interval, ReportTally>(ByStart);
        }
        intervals[row.Interval] = intervals.GetValueOrDefault(row.Interval, ReportTally.Zero) + tally;
    }

    private ReportQueue Queue(QueueMedia key, int open, DateTimeOffset readAt)
    {
        var queue = QueueOf(key);
        ImmutableArray<(DateTimeOffset From, ServiceLevelTarget? Target)> targets = [.. request.TargetsOf(queue, key.Media)];
        var last = targets[^1].Target;
        return new ReportQueue
        {
            Queue = queue,
            Media = key.Media,
            Threshold = request.Threshold ?? (targets.All(t => t.Target?.Threshold == last?.Threshold) ? last?.Threshold : null),
            Targets = targets,
            TargetRatio = targets.All(t => t.Target?.Ratio == last?.Ratio) ? last?.Ratio : null,
            ThresholdSource = request.Threshold is not null || targets.All(t => t.Target?.Source == last?.Source) ? SourceOf(last) : null,
            IsRestated = request.Definitions.Any(static d => d.Definition.Formula == ServiceLevelFormula.Genesys) && targets.Any(t => IsForeign(t.Target)),
            Figures = _tallies[key].ToFigures(open),
            Intervals = _intervals.TryGetValue(key, out var intervals)
                ? [.. intervals.Select(i => new ReportInterval(i.Key, i.Value.ToFigures(i.Key.End > readAt ? 1 : 0)))]
                : [],
        };
    }

    /// <summary>What of the marks concerns the report, and of each the queues that are asked for: others are nobody's business here.</summary>
    private ImmutableArray<MarkedSpan> Marked() =>
    [
        .. from mark in request.Marked
           where mark.LeftOutBecause.Length > 0 && mark.Span.Overlaps(request.Range)
           let queues = mark.Queues.IsDefaultOrEmpty ? [] : mark.Queues.Where(_asked.ContainsKey).ToImmutableArray()
           where mark.Queues.IsDefaultOrEmpty || queues.Length > 0
           orderby mark.Start, mark.Text
           select new MarkedSpan(mark.Span, mark.Text, mark.LeftOutBecause, queues),
    ];

    private ThresholdSource? SourceOf(ServiceLevelTarget? target) =>
        request.Threshold is not null ? ThresholdSource.Option : target?.Source switch
        {
            null => null,
            TargetSource.QueueOverride => ThresholdSource.QueueOverride,
            TargetSource.GroupOverride => ThresholdSource.GroupOverride,
            _ => ThresholdSource.Genesys,
        };

    private bool IsForeign(ServiceLevelTarget? target) => request.Threshold is { } asked && asked != target?.Threshold;

    private Queue QueueOf(QueueMedia key) => _asked.GetValueOrDefault(key.Queue) ?? Domain.Targets.Queue.Unlisted(key.Queue);

    private static ReportFigures Total(IEnumerable<ReportTally> tallies, int open) =>
        tallies.Aggregate(ReportTally.Zero, (sum, next) => sum + next).ToFigures(open);

    private static readonly Comparer<Interval> ByStart = Comparer<Interval>.Create((a, b) => a.Start.CompareTo(b.Start));
}
