using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Lays out what was found of the past as a report. Pure.</summary>
internal static class ReportBuilder
{
    /// <summary>The report.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="periods">How the range is cut.</param>
    /// <param name="past">What was found.</param>
    /// <param name="readAt">When the contact centre answered: intervals that end later are open.</param>
    public static Report Build(ReportRequest request, PastPeriods periods, PastReport past, DateTimeOffset readAt)
    {
        var open = request.Granularity.CountEndingAfter(readAt, request.Range);
        var asked = request.Queues.ToDictionary(static q => q.Id);
        ImmutableArray<(DateTimeOffset From, ServiceLevelDefinition Definition)> definitions = [.. request.Definitions];
        var isGenesys = definitions.Any(static d => d.Definition.Formula == ServiceLevelFormula.Genesys);
        var queues = past.Lines.Select(line => QueueOf(request, isGenesys, periods, past, line, readAt, asked))
            .OrderBy(static q => q.Queue.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static q => q.Queue.Id.Value, StringComparer.Ordinal)
            .ThenBy(static q => q.Media.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        var totals = past.Lines.GroupBy(static line => line.Media[0], static line => line.Sum)
            .ToImmutableSortedDictionary(
                static media =>
                    media.Key.Name, media => ReportFigures.Of(media.Aggregate(PastSum.Zero, static (sum, next) => sum + next), open), StringComparer.Ordinal);
        var thresholds = queues.Select(static q => q.Threshold).Distinct().ToArray();
        return new Report
        {
            Definition = definitions[^1].Definition,
            Definitions = definitions,
            Marked = MarkedIn(request, asked),
            WithoutMarked = request.WithoutMarked,
            LeftOut = past.LeftOut,
            Threshold = request.Threshold ?? (thresholds.Length == 1 ? thresholds[0] : null),
            Interval = request.Range,
            Days = request.Days?.Dates,
            Zone = periods.Calendar is { } calendar && (past.Sites == 1 || queues.Length == 0) ? calendar.Zone : null,
            Granularity = request.Granularity,
            IsRestated = queues.Any(static q => q.IsRestated),
            Totals = totals.Count switch
            {
                0 => ReportFigures.Of(PastSum.Zero, open),
                1 => totals.Values.First(),
                _ => null,
            },
            TotalsByMediaType = totals,
            Queues = queues,
        };
    }

    private static ReportQueue QueueOf(
        ReportRequest request, bool isGenesys, PastPeriods periods, PastReport past, PastLine line, DateTimeOffset readAt, Dictionary<QueueId, Queue> asked)
    {
        var key = line.Keys[0]; // grouped by queue: one
        var range = periods.RangeOf(key.Queue);
        ImmutableArray<(DateTimeOffset From, ServiceLevelTarget? Target)> targets = [.. request.Targets.TargetsIn(key, range)];
        var last = targets[^1].Target;
        return new ReportQueue
        {
            Queue = asked.GetValueOrDefault(key.Queue) ?? request.Targets.Queues.Last(key.Queue),
            Media = key.Media,
            Range = range,
            Zone = periods.CalendarOf(key.Queue)?.Zone,
            Threshold = request.Threshold ?? (targets.All(t => t.Target?.Threshold == last?.Threshold) ? last?.Threshold : null),
            Targets = targets,
            AssumedUntil = line.AssumedUntil,
            TargetRatio = targets.All(t => t.Target?.Ratio == last?.Ratio) ? last?.Ratio : null,
            ThresholdSource = request.Threshold is not null || targets.All(t => t.Target?.Source == last?.Source) ? SourceOf(request, last) : null,
            IsRestated = isGenesys && targets.Any(t => request.Threshold is { } threshold && threshold != t.Target?.Threshold),
            Figures = ReportFigures.Of(line.Sum, request.Granularity.CountEndingAfter(readAt, range)),
            Intervals = request.WithIntervals
                ? [.. past.Periods.Zip(line.Points)
                    .Where(static p => !p.Second.Counts.IsZero)
                    .Select(p => new ReportInterval(p.First, ReportFigures.Of(p.Second, p.First.End > readAt ? 1 : 0)))]
                : [],
        };
    }

    /// <summary>What of the marks concerns the report, and of each the queues that are asked for: others are nobody's business here.</summary>
    private static ImmutableArray<MarkedSpan> MarkedIn(ReportRequest request, Dictionary<QueueId, Queue> asked) =>
    [
        .. from mark in request.Marked
           where mark.LeftOutBecause.Length > 0 && mark.Span.Overlaps(request.Range)
           let queues = mark.Queues.IsDefaultOrEmpty ? [] : mark.Queues.Where(asked.ContainsKey).ToImmutableArray()
           where mark.Queues.IsDefaultOrEmpty || queues.Length > 0
           orderby mark.Start, mark.Text
           select new MarkedSpan(mark.Span, mark.Text, mark.LeftOutBecause, queues),
    ];

    private static ThresholdSource? SourceOf(ReportRequest request, ServiceLevelTarget? target) =>
        request.Threshold is not null ? ThresholdSource.Option : target?.Source switch
        {
            null => null,
            TargetSource.QueueOverride => ThresholdSource.QueueOverride,
            TargetSource.GroupOverride => ThresholdSource.GroupOverride,
            _ => ThresholdSource.Genesys,
        };
}
