using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>One queue and media type in one period in which anything happened. Immutable.</summary>
/// <param name="Interval">When, UTC. Rows of one request that are of one queue and media type never overlap.</param>
/// <param name="Key">Queue and media type.</param>
/// <param name="QueueName">The queue's name at that time; hostile input until encoded.</param>
/// <param name="Zone">On whose clocks its days are; null without days.</param>
/// <param name="Sum">What happened.</param>
public sealed record SeriesRow(Interval Interval, QueueMedia Key, string QueueName, TimeZoneInfo? Zone, PastSum Sum)
{
    /// <summary>What it is measured by; where that changed within the period, at its end.</summary>
    public required Measure Measure { get; init; }

    /// <summary>Whether the target changed within the period, so that no single one holds.</summary>
    public bool TargetChanged { get; init; }

    /// <summary>Whether the target is assumed, since Genesys Cloud was first asked for it only later.</summary>
    public bool IsTargetAssumed { get; init; }

    /// <summary>Whether a part of the period was never fetched.</summary>
    public required bool IsPartly { get; init; }

    /// <summary>Whether all of it was fetched and has settled: it is not expected to change.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The longest wait that counts as within; null without one, and when it changed within the period.</summary>
    public TimeSpan? Threshold => TargetChanged ? null : Measure.Threshold;

    /// <summary>The share that is promised; null without one, and when it changed within the period.</summary>
    public decimal? TargetRatio => TargetChanged ? null : Measure.Target?.Ratio;

    /// <summary>The figures as a report has them.</summary>
    public ReportFigures Figures => ReportFigures.Of(Sum, openIntervals: 0);
}
