namespace ServiceLevelDashboard.Domain.Targets;

/// <summary>What a queue promises for one media type: a share of contacts answered within a time. Worked: 0.8 within 20 s.</summary>
public sealed record ServiceLevelTarget
{
    /// <summary>Makes a target.</summary>
    /// <param name="ratio">Share to reach, above 0 and up to 1; a ratio, never a percentage.</param>
    /// <param name="threshold">Longest wait that still counts as within; positive.</param>
    /// <param name="source">Where the target comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio or the threshold is out of range.</exception>
    public ServiceLevelTarget(decimal ratio, TimeSpan threshold, TargetSource source = TargetSource.Genesys)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ratio, 0m);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ratio, 1m);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        Ratio = ratio;
        Threshold = threshold;
        Source = source;
    }

    /// <summary>Share to reach, 0 to 1.</summary>
    public decimal Ratio { get; }

    /// <summary>Longest wait that still counts as within.</summary>
    public TimeSpan Threshold { get; }

    /// <summary>Where the target comes from.</summary>
    public TargetSource Source { get; }
}

/// <summary>Where a target comes from; the first that exists wins, in this order.</summary>
public enum TargetSource
{
    /// <summary>Set here for the queue.</summary>
    QueueOverride,

    /// <summary>Set here for a group that the queue is in.</summary>
    GroupOverride,

    /// <summary>The queue's own settings in Genesys Cloud.</summary>
    Genesys,
}
