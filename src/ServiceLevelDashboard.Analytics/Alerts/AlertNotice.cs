using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What is said of one or several alerts to a route. Facts alone: words are found where it is sent, in the language of the route.</summary>
public sealed record AlertNotice
{
    /// <summary>How a notice is written in the outbox.</summary>
    public static readonly JsonTypeInfo<AlertNotice> Json = DocumentJson.Of<AlertNotice>();

    /// <summary>The same for the same event however often it is sent.</summary>
    public required string Id { get; init; }

    /// <summary>Why it is said.</summary>
    public required AlertNoticeKind Kind { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The alerts, the worst first; one for each subject.</summary>
    public required ImmutableArray<AlertFacts> Alerts { get; init; }
}

/// <summary>Why something is said.</summary>
public enum AlertNoticeKind
{
    /// <summary>Alerts began or ended.</summary>
    Change,

    /// <summary>They still fire.</summary>
    Repetition,

    /// <summary>Nobody has acknowledged them in time.</summary>
    Escalation,

    /// <summary>Somebody has acknowledged them.</summary>
    Acknowledgement,

    /// <summary>What began and ended since the last digest.</summary>
    Digest,

    /// <summary>Somebody tries a route.</summary>
    Test,
}

/// <summary>How bad it is; the worse the greater.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Somebody must act.</summary>
    Critical,
}

/// <summary>What a rule looks at. Names are for ever: they are in stored rules and in messages.</summary>
public enum AlertConditionKind
{
    /// <summary>The allowance of misses is used too fast (<see cref="Domain.Budget.BurnAlert"/>).</summary>
    Burn,

    /// <summary>The level of the last minutes is below the target.</summary>
    LevelBelowTarget,

    /// <summary>The chance that the day reaches its target is small.</summary>
    ChanceUnder,

    /// <summary>A contact waits too long.</summary>
    LongestWaitOver,

    /// <summary>Too many contacts wait.</summary>
    WaitingOver,

    /// <summary>Contacts wait and no agent is on queue.</summary>
    NobodyOnQueue,

    /// <summary>Too many contacts are abandoned.</summary>
    AbandonRateOver,

    /// <summary>Figures are old or withdrawn.</summary>
    FiguresStale,

    /// <summary>The contact centre refuses: credentials, a permission.</summary>
    CentreRefuses,

    /// <summary>Much of the quota is used.</summary>
    QuotaOver,

    /// <summary>Our figure differs from the contact centre's own.</summary>
    FigureDiffers,

    /// <summary>The contact centre calculates in another way than before.</summary>
    SwitchesChanged,

    /// <summary>The archive cannot be read or written.</summary>
    ArchiveUnavailable,

    /// <summary>A screen is dark.</summary>
    ScreenDark,

    /// <summary>An alert could not be delivered.</summary>
    Undelivered,
}

/// <summary>All that is said of one alert. What is not known, or has no meaning for the condition, is null.</summary>
public sealed record AlertFacts
{
    /// <summary>The alert's id.</summary>
    public required string Alert { get; init; }

    /// <summary>The key of its rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's name, as people typed it.</summary>
    public required string RuleName { get; init; }

    /// <summary>What the rule looks at.</summary>
    public required AlertConditionKind Condition { get; init; }

    /// <summary>The number the rule compares with, in the condition's own unit: a ratio, seconds or a count.</summary>
    public decimal? Limit { get; init; }

    /// <summary>How bad it is.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>How it stands.</summary>
    public required AlertState State { get; init; }

    /// <summary>The queue; null when it is about the system.</summary>
    public QueueMedia? Queue { get; init; }

    /// <summary>The queue's or the screen's name; hostile input until encoded. Empty for the system as a whole.</summary>
    public string Name { get; init; } = "";

    /// <summary>When the condition began to hold, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it rang, UTC.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When it was over, UTC.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Who acknowledged it; hostile input until encoded.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>The level that is spoken of: numerator and denominator.</summary>
    public ServiceLevel? Level { get; init; }

    /// <summary>The minutes <see cref="Level"/> is of; null for the day so far.</summary>
    public TimeSpan? LevelOf { get; init; }

    /// <summary>The target in force: ratio and threshold.</summary>
    public ServiceLevelTarget? Target { get; init; }

    /// <summary>Contacts in a row that must be met to bring the day back to its target; null when nothing brings it back or nothing is known.</summary>
    public decimal? Recovery { get; init; }

    /// <summary>Contacts that wait.</summary>
    public int? Waiting { get; init; }

    /// <summary>The longest wait.</summary>
    public TimeSpan? LongestWait { get; init; }

    /// <summary>Agents on queue.</summary>
    public int? OnQueue { get; init; }

    /// <summary>P(the day closes on target), 0 to 1.</summary>
    public double? Chance { get; init; }

    /// <summary>Share of the condition's own: abandoned of offered, used of the quota; 0 to 1.</summary>
    public decimal? Ratio { get; init; }

    /// <summary>Why the level dropped, as the causes' own names, most first; empty when that is not known.</summary>
    public ImmutableArray<string> Why { get; init; } = [];

    /// <summary>A sentence of the system's own about the failure, safe to show; empty where facts say it.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Where the page as it was is found, from the site's root on: <c>explain/0123abcd</c>; null when it was not kept.</summary>
    public string? Path { get; init; }

    /// <summary>Up to when the figures are, UTC.</summary>
    public DateTimeOffset? DataUntil { get; init; }

    /// <summary>The zone in which times are said, by its IANA id.</summary>
    public required string Zone { get; init; }
}
