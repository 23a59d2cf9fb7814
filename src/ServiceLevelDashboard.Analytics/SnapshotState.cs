using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics;

/// <summary>What is known, and how things stand with knowing more.</summary>
/// <param name="Snapshot">The last good snapshot, or null before the first.</param>
/// <param name="Failures">The sources that fail at present; empty when all is well.</param>
/// <param name="NextAttempt">When the next question for intervals is due, or null when none is planned.</param>
/// <param name="Quota">How much of the quota is used.</param>
/// <param name="Notices">What the contact centre said that was unexpected, each once.</param>
public sealed record SnapshotState(
    Snapshot? Snapshot,
    ImmutableArray<RefreshFailure> Failures,
    DateTimeOffset? NextAttempt,
    QuotaUse Quota,
    ImmutableArray<string> Notices)
{
    /// <summary>How often the contact centre is asked, and what a refresh costs.</summary>
    public RefreshPace Pace { get; init; } = RefreshPace.Default;

    /// <summary>How things stand with being told of what waits now.</summary>
    public PushState Push { get; init; } = PushState.Off;

    /// <summary>The same state as these eyes see it: queues outside are as if there were none, and what was said of the whole is left out.</summary>
    internal SnapshotState SeenBy(Visibility visibility) =>
        visibility.IsEverything ? this : this with { Snapshot = Snapshot?.SeenBy(visibility), Notices = [] };
}

/// <summary>Which question failed.</summary>
public enum RefreshSource
{
    /// <summary>The list of queues and targets.</summary>
    Queues,

    /// <summary>Interval figures.</summary>
    Intervals,

    /// <summary>What waits now and who is on queue.</summary>
    Observations,

    /// <summary>Being told what waits now. Never among <see cref="SnapshotState.Failures"/>: without it, it is asked for.</summary>
    Push,
}

/// <summary>Why a source is not answering. The text is safe to show.</summary>
/// <param name="Source">Which question failed.</param>
/// <param name="Kind">Which of the four, so that a page can say what to do.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="CorrelationId">The contact centre's id of the failed call, or null.</param>
/// <param name="MissingPermissions">The permissions that are missing by API name; empty when that is not the cause.</param>
/// <param name="Since">When the source failed first since it last answered.</param>
/// <param name="LastAt">When it failed last.</param>
/// <param name="Attempts">How many refreshes in a row have failed.</param>
/// <param name="NextAttempt">When it is asked again.</param>
public sealed record RefreshFailure(
    RefreshSource Source,
    FailureKind Kind,
    string Message,
    string? CorrelationId,
    ImmutableArray<string> MissingPermissions,
    DateTimeOffset Since,
    DateTimeOffset LastAt,
    int Attempts,
    DateTimeOffset NextAttempt);

/// <summary>The kinds of failure.</summary>
public enum FailureKind
{
    /// <summary>The credentials were refused.</summary>
    Authentication,

    /// <summary>A permission is missing.</summary>
    Permission,

    /// <summary>Too many requests.</summary>
    Throttled,

    /// <summary>No usable answer.</summary>
    Unavailable,
}

/// <summary>All queues at one moment. Immutable; every viewer reads the same object.</summary>
public sealed record Snapshot
{
    /// <summary>Counts up by one with every new snapshot of the leading instance; equal versions are the same snapshot, on every instance.</summary>
    public required long Version { get; init; }

    /// <summary>Data reach up to here: the contact centre's clock when it last answered for intervals. The age of every figure counts from it.</summary>
    public required DateTimeOffset DataUntil { get; init; }

    /// <summary>When waiting contacts and agents were last seen, or null when never: these figures have an age of their own.</summary>
    public required DateTimeOffset? ObservedAt { get; init; }

    /// <summary>The site's day that the figures are of, UTC; 23 or 25 hours long twice a year.</summary>
    public required Interval Day { get; init; }

    /// <summary>The span behind "the last 30 minutes": whole intervals up to now, at least 30 minutes long.</summary>
    public required Interval LastHalfHour { get; init; }

    /// <summary>The contact centre's clock minus ours when <see cref="DataUntil"/> was read; ages take it into account (<see cref="SnapshotAge"/>).</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>The waits that were counted at, the targets' own among them.</summary>
    public EdgeSet Edges { get; init; } = EdgeSet.None;

    /// <summary>How <see cref="Day"/> was cut.</summary>
    public required SiteCalendar Calendar { get; init; }

    /// <summary>The site's zone, only to show times.</summary>
    public TimeZoneInfo Zone => Calendar.Zone;

    /// <summary>Granularity of <see cref="QueueSummary.Intervals"/>.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>The definition behind every level.</summary>
    public required ServiceLevelDefinition Definition { get; init; }

    /// <summary>One per queue and media type with a contact today, a target or somebody waiting; in the order of attention.</summary>
    public required ImmutableArray<QueueSummary> Queues { get; init; }

    /// <summary>All queues that are listed, with or without contacts, by id: as Genesys Cloud describes them, with its own targets.</summary>
    public required ImmutableDictionary<QueueId, Queue> Listed { get; init; }

    /// <summary>The targets in force.</summary>
    public TargetsInForce Targets { get; init; } = TargetsInForce.Own;

    /// <summary>Whether these eyes see but a part of the organisation: a total is then of the queues in <see cref="Listed"/>, and has to say so.</summary>
    public bool IsPart { get; init; }

    /// <summary>How many queues with a target are watched here at once, at least one: among many some are under target by chance alone.</summary>
    public int Watched => Math.Max(1, Queues.Count(static q => q.Target is not null && q.IsMeasured));

    /// <summary>The target in force of a listed queue and media type; null without one.</summary>
    public ServiceLevelTarget? TargetFor(QueueMedia key) => Listed.GetValueOrDefault(key.Queue) is { } queue ? Targets.For(queue, key.Media) : null;

    /// <summary>The same snapshot where a queue stands: with the day, the clocks and the definition of its site.</summary>
    public Snapshot At(QueueSummary queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return queue.Today is not { } today || (today.Calendar == Calendar && today.Definition == Definition) ? this
            : this with { Day = today.Day, Calendar = today.Calendar, Definition = today.Definition };
    }

    /// <summary>Finds one queue and media type; null when it is not in the snapshot.</summary>
    public QueueSummary? Find(QueueMedia key) => Queues.FirstOrDefault(q => q.Key == key);

    /// <summary>The part that these eyes see.</summary>
    internal Snapshot SeenBy(Visibility visibility) => this with
    {
        IsPart = true,
        Queues = [.. Queues.Where(q => visibility.Sees(q.Queue, q.Media))],
        Listed = Listed.Where(q => visibility.Sees(q.Value)).ToImmutableDictionary(),
    };
}

/// <summary>
/// One tile: a queue and a media type. The same object in the next snapshot when nothing in it has changed, so that a page
/// can compare references.
/// </summary>
public sealed record QueueSummary
{
    /// <summary>The queue.</summary>
    public required Queue Queue { get; init; }

    /// <summary>The media type.</summary>
    public required MediaType Media { get; init; }

    /// <summary>Today where it stands; null for the snapshot's own.</summary>
    public SiteToday? Today { get; init; }

    /// <summary>The target in force, or null when none is configured.</summary>
    public required ServiceLevelTarget? Target { get; init; }

    /// <summary>How the queue stands (<c>docs/states.md</c>).</summary>
    public required ServiceState State { get; init; }

    /// <summary>When a closed queue opens next, UTC; null when it is not closed, and when nothing is known to open within a year.</summary>
    public DateTimeOffset? OpensNext { get; init; }

    /// <summary>The site's day so far. Without a target: at the threshold of no target, which Genesys' own figures decide.</summary>
    public required ServiceLevelBounds DayLevel { get; init; }

    /// <summary>The last 30 minutes (<see cref="Snapshot.LastHalfHour"/>).</summary>
    public required ServiceLevelBounds LastHalfHourLevel { get; init; }

    /// <summary>The 30 minutes before <see cref="Snapshot.LastHalfHour"/>.</summary>
    public required ServiceLevelBounds HalfHourBeforeLevel { get; init; }

    /// <summary>Sums of the site's day so far.</summary>
    public required ContactCounts Day { get; init; }

    /// <summary>
    /// Whether a level can be made of any of the day's contacts. If not, nothing is judged, ranked or reckoned with: it has no budget either.
    /// </summary>
    public bool IsMeasured => Day.IsMeasured;

    /// <summary>Every interval of the day so far, oldest first, without holes; an interval without contacts has zero counts.</summary>
    public required ImmutableArray<TrendPoint> Intervals { get; init; }

    /// <summary>Waiting now and the longest of them, or null when not observed.</summary>
    public required QueueObservation? Now { get; init; }

    /// <summary>Agents on queue by status, or null when not observed. They serve all media types of the queue.</summary>
    public required AgentObservation? Agents { get; init; }

    /// <summary>Misses beyond what the target allows so far; negative when there is room; null without a level or target.</summary>
    public required decimal? MissedBeyondAllowance { get; init; }

    /// <summary>
    /// The day's budget of misses; null without a target. Of a level known in bounds the lower one is taken, as everywhere that a level is judged.
    /// </summary>
    public ErrorBudget? Budget { get; init; }

    /// <summary>
    /// When the budget will be used, by the day's usual profile, if contacts go on to be missed as in the last hour; null when that is not to be
    /// expected today, not known, or it is used already.
    /// </summary>
    public DateTimeOffset? BudgetUsedAt { get; init; }

    /// <summary>What it takes to close the day on target; null without a target.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>
    /// How sure the level is, whether it is out of the ordinary, and how the day may close: as of the last change of <see cref="Intervals"/>.
    /// </summary>
    public QueueOutlook Outlook { get; init; } = QueueOutlook.None;

    /// <summary>
    /// Whether the budget needs somebody: it burns, is overspent, is used to four fifths with more to come, or, where the rest is not known, is
    /// used faster than it comes. Not said of fewer than ten contacts.
    /// </summary>
    public bool IsBudgetAtRisk => Burn.Level != BurnLevel.Calm || (Budget is { } budget && budget.SoFar.Denominator >= ServiceStates.JudgedFrom && budget switch
    {
        { Left: < 0 } => true,
        { UsedRatio: >= BurnAlert.LosingUsed, Rest: > 0 } => true,
        _ => budget is { Rest: null, Pace: > 1 },
    });

    /// <summary>How fast the budget is used at present; calm without a target.</summary>
    public BurnAlert Burn { get; init; } = BurnAlert.Calm;

    /// <summary>Queue and media type.</summary>
    public QueueMedia Key => new(Queue.Id, Media);
}

/// <summary>Today of the queues of one site.</summary>
/// <param name="Calendar">How their days are cut.</param>
/// <param name="Day">Their day that holds now, UTC.</param>
/// <param name="Definition">The definition that holds on it.</param>
public sealed record SiteToday(SiteCalendar Calendar, Interval Day, ServiceLevelDefinition Definition);

/// <summary>One interval of a day's trend.</summary>
/// <param name="Interval">When, UTC.</param>
/// <param name="Level">The level of the interval; without value when nothing was decided in it.</param>
/// <param name="Counts">The counts behind it.</param>
/// <param name="IsOpen">Whether the interval has not ended as of <see cref="Snapshot.DataUntil"/>: its figures still grow.</param>
public sealed record TrendPoint(Interval Interval, ServiceLevelBounds Level, ContactCounts Counts, bool IsOpen);
