using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

/// <summary>What a report is asked for.</summary>
public sealed record ReportRequest
{
    /// <summary>The range, whole intervals of <see cref="Granularity"/>, UTC.</summary>
    public required Interval Range { get; init; }

    /// <summary>How finely the range is cut.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>Formula, flow-outs and the limit of a short abandon.</summary>
    public required ServiceLevelDefinition Definition { get; init; }

    /// <summary>One threshold for every queue, or null for each queue's own.</summary>
    public required TimeSpan? Threshold { get; init; }

    /// <summary>The media type to report, or null for all of them, each apart.</summary>
    public required MediaType? Media { get; init; }

    /// <summary>The queues to report, or all that the contact centre lists when <see cref="IsEveryQueue"/>.</summary>
    public required ImmutableArray<Queue> Queues { get; init; }

    /// <summary>Whether every queue is asked for: then contacts of queues that are not listed count too.</summary>
    public required bool IsEveryQueue { get; init; }

    /// <summary>Whose eyes the report is for: rows that they may not see are passed over, in the totals too.</summary>
    public Visibility Sees { get; init; } = Visibility.Everything;

    /// <summary>Whether the report holds the intervals of each queue.</summary>
    public bool WithIntervals { get; init; }

    /// <summary>What was promised on each day; null when only Genesys' own targets are known.</summary>
    public Contract? Contract { get; init; }

    /// <summary>The target of one queue and media type that held at an instant; null without one.</summary>
    public ServiceLevelTarget? TargetFor(Queue queue, MediaType media, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (Contract?.On(queue, Contract.DayOf(at)) ?? queue).TargetFor(media);
    }

    /// <summary>The target at the end of the range.</summary>
    public ServiceLevelTarget? LastTargetFor(Queue queue, MediaType media) => TargetFor(queue, media, Range.End > Range.Start ? Range.End.AddTicks(-1) : Range.End);

    /// <summary>The thresholds that a queue was promised by during the range, in the media types of the report.</summary>
    public IEnumerable<TimeSpan> ThresholdsOf(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var days = Contract is { } contract ? contract.DayStarts(Range).Prepend(Range.Start).Select(contract.DayOf) : [default];
        return days
            .SelectMany(day => (Contract?.On(queue, day) ?? queue).Targets)
            .Where(target => Covers(target.Key))
            .Select(target => target.Value.Threshold)
            .Distinct();
    }

    /// <summary>Whether the report is about this media type.</summary>
    public bool Covers(MediaType media) => Media is null || Media == media;
}
