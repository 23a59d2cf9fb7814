using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Everything that a snapshot is made of.</summary>
internal sealed record SnapshotInput
{
    /// <summary>The settings in force.</summary>
    public required DashboardSettings Settings { get; init; }

    /// <summary>The opening hours in force; null for the configured ones.</summary>
    public ConfiguredOpeningHours? OpeningHours { get; init; }

    /// <summary>The days of each queue's site; null for the settings' own.</summary>
    public IQueueCalendars? Calendars { get; init; }

    /// <summary>The definitions on the days of calendars in which it is not that of the settings.</summary>
    public ImmutableDictionary<SiteCalendar, ServiceLevelDefinition> Definitions { get; init; } =
        ImmutableDictionary<SiteCalendar, ServiceLevelDefinition>.Empty;

    /// <summary>The snapshot's version.</summary>
    public required long Version { get; init; }

    /// <summary>The contact centre's clock when it last answered for intervals.</summary>
    public required DateTimeOffset DataUntil { get; init; }

    /// <summary>The contact centre's clock minus ours, then.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Granularity of the rows.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>What was counted at.</summary>
    public EdgeSet Edges { get; init; } = EdgeSet.None;

    /// <summary>Rows of the day and of the hours before now, by queue, media type and time.</summary>
    public required ImmutableArray<QueueInterval> Rows { get; init; }

    /// <summary>All listed queues by id, as Genesys Cloud describes them.</summary>
    public required ImmutableDictionary<QueueId, Queue> Queues { get; init; }

    /// <summary>What they are measured by.</summary>
    public TargetsInForce Targets { get; init; } = TargetsInForce.Own;

    /// <summary>The media types in which each queue has been seen with a contact since the start; a queue without any is absent.</summary>
    public IReadOnlyDictionary<QueueId, ImmutableArray<MediaType>> SeenMedia { get; init; } = ImmutableDictionary<QueueId, ImmutableArray<MediaType>>.Empty;

    /// <summary>What waits now, or null when never observed.</summary>
    public ObservationIndex? Observed { get; init; }

    /// <summary>What the past teaches about the day; another object when it has been learnt anew.</summary>
    public QueueModels Models { get; init; } = QueueModels.None;
}
