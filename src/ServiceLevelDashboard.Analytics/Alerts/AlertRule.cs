using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// What is to be told, of which queues, when and to whom. Worked: "chance under 0.3 for a quarter of an hour, all queues of the group sales, in opening hours,
/// by the route office at once and by the route duty after 15 minutes".
/// </summary>
public sealed record AlertRule
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The queues that it is about; not looked at by a condition of the system.</summary>
    public AlertScope Scope { get; init; } = AlertScope.All;

    /// <summary>What it looks at.</summary>
    public required AlertConditionKind Condition { get; init; }

    /// <summary>
    /// The number that the condition compares with, in its own unit (<see cref="ConditionTraits.Unit"/>); null for the condition's default, which of
    /// <see cref="AlertConditionKind.LevelBelowTarget"/> is the target in force.
    /// </summary>
    public decimal? Limit { get; init; }

    /// <summary>The last minutes that are looked at; null for the condition's default. Only where <see cref="ConditionTraits.HasWindow"/>.</summary>
    public int? WindowMinutes { get; init; }

    /// <summary>From which burn on it rings; only for <see cref="AlertConditionKind.Burn"/>.</summary>
    public BurnLevel Burn { get; init; } = BurnLevel.Act;

    /// <summary>How long the condition must hold before it rings, in seconds; null for the condition's default.</summary>
    public int? HoldSeconds { get; init; }

    /// <summary>Contacts that must count in what is looked at before anything is said; null for the condition's default.</summary>
    public int? LeastContacts { get; init; }

    /// <summary>When it may ring; a condition of the system always may.</summary>
    public AlertHours Hours { get; init; } = AlertHours.Open;

    /// <summary>How bad it is.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    /// <summary>Whom it tells; empty tells nobody: it is seen on the page of alerts alone.</summary>
    public ImmutableArray<AlertRoute> Routes { get; init; } = [];

    /// <summary>Whether walls that show the queue chime when it rings.</summary>
    public bool Chime { get; init; }

    /// <summary>Whether it is looked at.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What is fixed about its condition.</summary>
    [JsonIgnore]
    public ConditionTraits Traits => ConditionTraits.Of(Condition);

    /// <summary>How long the condition must hold.</summary>
    [JsonIgnore]
    public TimeSpan Hold => TimeSpan.FromSeconds(HoldSeconds ?? Traits.HoldSeconds);

    /// <summary>The last minutes that are looked at.</summary>
    [JsonIgnore]
    public TimeSpan Window => TimeSpan.FromMinutes(WindowMinutes ?? Traits.WindowMinutes);

    /// <summary>The number that it compares with; null for the target in force, and where there is none.</summary>
    [JsonIgnore]
    public decimal? ActualLimit => Limit ?? Traits.Limit;

    /// <summary>Contacts that must count.</summary>
    [JsonIgnore]
    public int Least => LeastContacts ?? Traits.LeastContacts;
}

/// <summary>The queues of a rule: all parts must hold; a part that is empty holds for every queue.</summary>
public sealed record AlertScope
{
    /// <summary>Every queue and media type.</summary>
    public static readonly AlertScope All = new();

    /// <summary>The queues; empty for any.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>The key of a group; null for any. A group that is no more holds none.</summary>
    public string? Group { get; init; }

    /// <summary>The names of divisions; empty for any.</summary>
    public ImmutableArray<string> Divisions { get; init; } = [];

    /// <summary>The media types; empty for any.</summary>
    public ImmutableArray<MediaType> Media { get; init; } = [];

    /// <summary>Whether it names nothing and holds for every queue.</summary>
    [JsonIgnore]
    public bool IsAll => Queues.IsDefaultOrEmpty && Group is null && Divisions.IsDefaultOrEmpty && Media.IsDefaultOrEmpty;

    /// <summary>Whether a queue's contacts of a media type are in it.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="media">The media type.</param>
    /// <param name="group">The group that <see cref="Group"/> names; null when there is none.</param>
    public bool Holds(Queue queue, MediaType media, Group? group)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (Queues.IsDefaultOrEmpty || Queues.Contains(queue.Id))
            && (Media.IsDefaultOrEmpty || Media.Contains(media))
            && (Group is null || group?.Holds(queue, media) == true)
            && (Divisions.IsDefaultOrEmpty
                || (queue.Division is { } division && Divisions.Contains(division.Name, StringComparer.OrdinalIgnoreCase)));
    }
}

/// <summary>When a rule may ring.</summary>
public enum AlertHours
{
    /// <summary>While the queue is open.</summary>
    Open,

    /// <summary>At any time.</summary>
    Always,
}

/// <summary>One way by which a rule tells. Worked: <c>duty</c> after 15 minutes without an acknowledgement, again every 30 minutes.</summary>
public sealed record AlertRoute
{
    /// <summary>The key of the route's document.</summary>
    public required string Route { get; init; }

    /// <summary>Minutes after the ring without an acknowledgement before it tells: an escalation. 0 tells at once.</summary>
    public int AfterMinutes { get; init; }

    /// <summary>Whether each change is told, or all of a while together.</summary>
    public AlertMode Mode { get; init; } = AlertMode.Each;

    /// <summary>Tells again each so many minutes while it fires and nobody has acknowledged it; null never does. Not for a digest.</summary>
    public int? RepeatMinutes { get; init; }

    /// <summary>How often a digest is sent, in minutes from midnight UTC on.</summary>
    public int DigestMinutes { get; init; } = 60;
}

/// <summary>How a route tells.</summary>
public enum AlertMode
{
    /// <summary>Each change, those of a few seconds together.</summary>
    Each,

    /// <summary>All changes of a while in one message.</summary>
    Digest,
}
