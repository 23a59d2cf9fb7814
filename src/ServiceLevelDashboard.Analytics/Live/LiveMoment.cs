using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// All that was known at one moment: what was published, and what it was made of. Immutable, so that it can be written behind the collector's back.
/// </summary>
internal sealed record LiveMoment
{
    /// <summary>Counts everything that is published, over all instances; what comes later has a greater number.</summary>
    public required long Number { get; init; }

    /// <summary>The version of the snapshot; 0 before the first.</summary>
    public required long Version { get; init; }

    /// <summary>What was published; where it is followed, without the snapshot.</summary>
    public required SnapshotState State { get; init; }

    /// <summary>When the queues, the intervals and the observations are asked for next, and why they fail.</summary>
    public required ImmutableArray<SourceStanding> Sources { get; init; }

    /// <summary>What the snapshot was made of; null before the first.</summary>
    public LiveInput? Input { get; init; }
}

/// <summary>How things stand with one source.</summary>
/// <param name="Next">When it is asked next; null before the first answer.</param>
/// <param name="Failure">Why it fails, or null.</param>
internal sealed record SourceStanding(DateTimeOffset? Next, RefreshFailure? Failure);

/// <summary>What a snapshot is made of beside settings and documents.</summary>
internal sealed record LiveInput
{
    /// <summary>How far the interval figures have come.</summary>
    public required IntervalProgress Progress { get; init; }

    /// <summary>The contact centre's clock minus ours.</summary>
    public required TimeSpan ClockOffset { get; init; }

    /// <summary>The granularity that is asked for next.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>The switches in force.</summary>
    public required GenesysSwitches Switches { get; init; }

    /// <summary>The range that <see cref="Rows"/> are all rows of.</summary>
    public required Interval Range { get; init; }

    /// <summary>The rows.</summary>
    public required ImmutableArray<QueueInterval> Rows { get; init; }

    /// <summary>The queues over time, and which of them are listed.</summary>
    public required ListedQueues Queues { get; init; }

    /// <summary>When the contract was last taken over, by the contact centre's clock, and how often it has been.</summary>
    public required ContractTaken Contract { get; init; }

    /// <summary>The media types that each queue has been seen in.</summary>
    public required IReadOnlyDictionary<QueueId, ImmutableArray<MediaType>> SeenMedia { get; init; }

    /// <summary>What waits now, or null.</summary>
    public required ObservationIndex? Observed { get; init; }

    /// <summary>What the past teaches.</summary>
    public required QueueModels Models { get; init; }
}

/// <summary>The queues as Genesys Cloud described them over time.</summary>
/// <param name="Record">Over time.</param>
/// <param name="Listed">Those that are listed, in the order of the list.</param>
internal sealed record ListedQueues(QueueRecord Record, ImmutableArray<QueueId> Listed);

/// <summary>That the contract was taken over.</summary>
/// <param name="At">When, by the contact centre's clock.</param>
/// <param name="Times">How often since the start: with another number it is to be taken over again.</param>
internal sealed record ContractTaken(DateTimeOffset At, long Times);
