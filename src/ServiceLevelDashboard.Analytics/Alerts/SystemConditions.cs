using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Reconciling;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>How the system stands at a moment.</summary>
internal sealed record SystemMoment
{
    /// <summary>Our clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The figures.</summary>
    public required SnapshotState State { get; init; }

    /// <summary>Since when nothing has been heard, if nothing ever was: the start of this process.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The archive, as who writes the figures knows it.</summary>
    public required ArchiveState Archive { get; init; }

    /// <summary>Why alerts cannot be written; null when they can.</summary>
    public string? ArchiveFailure { get; init; }

    /// <summary>How the figures stand against Genesys' own.</summary>
    public required ReconciliationState Reconciliation { get; init; }

    /// <summary>Screens that are dark.</summary>
    public ImmutableArray<DarkScreen> Dark { get; init; } = [];

    /// <summary>The messages that were sent last; those that were given up count.</summary>
    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];
}

/// <summary>What a condition of the system says of one subject.</summary>
/// <param name="Subject">What it is about: <c>intervals</c>, a screen's id, a route's key.</param>
/// <param name="Kind">Whether it holds.</param>
/// <param name="Name">What people call the subject; empty for the system as a whole.</param>
/// <param name="Detail">A sentence about the failure, safe to show; empty where facts say it.</param>
/// <param name="Ratio">The share that it is about, where it is about one.</param>
internal sealed record SystemReading(string Subject, ReadingKind Kind, string Name = "", string Detail = "", decimal? Ratio = null);

/// <summary>Whether a condition of the system holds, and for what. Pure. A subject that is not named is clear.</summary>
internal static class SystemConditions
{
    /// <summary>The subject of a condition that is about the system as a whole.</summary>
    public const string Whole = "system";

    /// <summary>What a rule says now, of each subject that there is something to say of.</summary>
    public static IEnumerable<SystemReading> Read(AlertRule rule, SystemMoment moment) => rule.Condition switch
    {
        AlertConditionKind.FiguresStale => OfStale(TimeSpan.FromSeconds((double)rule.ActualLimit!.Value), moment), // it has one
        AlertConditionKind.CentreRefuses => moment.State.Failures
            .Where(static f => f.Kind is FailureKind.Authentication or FailureKind.Permission)
            .Select(static f => new SystemReading(NameOf(f.Source), ReadingKind.Holds, NameOf(f.Source), f.Message)),
        AlertConditionKind.QuotaOver => OfQuota(rule.ActualLimit!.Value, moment.State.Quota.Share), // it has one
        AlertConditionKind.FigureDiffers => moment.Reconciliation.Today is { Mismatches.Length: > 0 and var differing, Compared: var compared }
            ? [new SystemReading(Whole, ReadingKind.Holds, Ratio: (decimal)differing / compared)]
            : [],
        AlertConditionKind.SwitchesChanged => moment.Reconciliation.NewsAt(moment.Now) is not null ? [new SystemReading(Whole, ReadingKind.Holds)] : [],
        AlertConditionKind.ArchiveUnavailable => (moment.ArchiveFailure ?? (moment.Archive.IsFailing ? moment.Archive.Message ?? "" : null)) is { } message
            ? [new SystemReading(Whole, ReadingKind.Holds, Detail: message)]
            : [],
        AlertConditionKind.ScreenDark => moment.Dark.Select(static d => new SystemReading(d.Id, ReadingKind.Holds, d.Place)),
        AlertConditionKind.Undelivered => moment.Outbox
            .Where(e => e.State == OutboxState.GivenUp && e.FinishedAt is { } at && moment.Now - at < rule.Window)
            .GroupBy(static e => e.Message.Route, StringComparer.Ordinal)
            .Select(static route => new SystemReading(route.Key, ReadingKind.Holds, route.Key, route.First().LastAnswer ?? "")),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Condition, "It is no condition of the system."),
    };

    /// <summary>Figures that never came are as old as this process.</summary>
    private static IEnumerable<SystemReading> OfStale(TimeSpan limit, SystemMoment moment)
    {
        yield return new SystemReading(NameOf(RefreshSource.Intervals), Judge(moment.State.AgeAt(moment.Now)), NameOf(RefreshSource.Intervals));
        if (moment.State.Snapshot is { ObservedAt: not null })
        {
            var age = moment.State.ObservationAgeAt(moment.Now);
            yield return new SystemReading(NameOf(RefreshSource.Observations), Judge(age), NameOf(RefreshSource.Observations));
        }

        ReadingKind Judge(TimeSpan? age) => (age ?? moment.Now - moment.StartedAt) > limit ? ReadingKind.Holds : ReadingKind.Clear;
    }

    private static IEnumerable<SystemReading> OfQuota(decimal limit, decimal share) =>
    [
        new(
            Whole, share > limit ? ReadingKind.Holds : share <= limit * AlertConditions.ClearShare ? ReadingKind.Clear : ReadingKind.Between, Ratio: share),
    ];

    private static string NameOf(RefreshSource source) => source.ToString().ToLowerInvariant();
}
