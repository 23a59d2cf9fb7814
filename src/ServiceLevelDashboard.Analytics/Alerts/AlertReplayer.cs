using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Replays rules in the dashboard: over the last whole days of what is kept.</summary>
public interface IAlertReplayer
{
    /// <summary>Replays a rule over the last whole days.</summary>
    /// <param name="rule">The rule, kept or not; without problems.</param>
    /// <param name="days">How many.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="progress">Told the share that is done; null tells nobody.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    Task<ReplayResult> RunAsync(AlertRule rule, int days, Visibility sees, IProgress<double>? progress, CancellationToken cancellationToken);
}

/// <summary>Replays rules from the archive.</summary>
/// <param name="archive">What is kept.</param>
/// <param name="past">Knows what was promised.</param>
/// <param name="opening">Knows when queues are open.</param>
/// <param name="groups">The groups that rules name.</param>
/// <param name="snapshots">How finely time is cut.</param>
/// <param name="settings">The site.</param>
/// <param name="clock">Tells which days are over.</param>
public sealed class AlertReplayer(
    IDurableIntervalArchive archive, PastReader past, OpeningTimes opening, DocumentCache<Group> groups, ISnapshots snapshots, DashboardSettings settings,
    TimeProvider clock) : IAlertReplayer
{
    /// <inheritdoc/>
    public async Task<ReplayResult> RunAsync(AlertRule rule, int days, Visibility sees, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var yesterday = settings.Calendar.DateOf(clock.GetUtcNow()).AddDays(-1);
        var replay = new AlertReplay(
            archive, await past.TargetsAsync(cancellationToken).ConfigureAwait(false), opening.Current, settings.Zone,
            snapshots.For(Visibility.Everything).Snapshot?.Granularity ?? settings.Granularity);
        return await replay.RunAsync(
            rule, rule.Scope.Group is { } key ? groups.Find(key)?.Value : null, new DateRange(yesterday.AddDays(1 - days), yesterday), sees, progress,
            cancellationToken).ConfigureAwait(false);
    }
}
