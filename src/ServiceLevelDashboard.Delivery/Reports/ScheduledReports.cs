using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>The reports of the dashboard's schedules, as their roles see them.</summary>
/// <param name="schedules">The schedules.</param>
/// <param name="roles">What roles see.</param>
/// <param name="groups">The groups that schedules name.</param>
/// <param name="annotations">What happened.</param>
/// <param name="snapshots">The queues that are listed.</param>
/// <param name="past">What every queue was and is measured by.</param>
/// <param name="centre">Lists the queues until there is a snapshot.</param>
/// <param name="maker">Makes the mails.</param>
/// <param name="address">The dashboard's address as browsers know it.</param>
public sealed class ScheduledReports(
    DocumentCache<Schedule> schedules, RoleRegistry roles, DocumentCache<Group> groups, DocumentCache<Annotation> annotations, ISnapshots snapshots,
    PastReader past, IContactCentre centre, ReportMaker maker, SiteAddress address) : IReportMailer
{
    /// <inheritdoc/>
    public async Task<ReportMail> MakeAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var (key, due) = ReportMessage.Read(message);
        await schedules.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var schedule = schedules.Find(key)?.Value ?? throw new ReportGoneException("The schedule was removed.");
        var mail = await MakeAsync(schedule, due, cancellationToken).ConfigureAwait(false);
        return message.Route == ReportMessage.OwnRoute(key) ? mail : mail with { To = [] };
    }

    /// <summary>The mail of a schedule, kept or being written, seen from a moment.</summary>
    /// <exception cref="ReportGoneException">Its role is no more, or sees none of its queues.</exception>
    /// <exception cref="ContactCentreException">The contact centre did not answer.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive is away.</exception>
    public async Task<ReportMail> MakeAsync(Schedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        await roles.RefreshAsync(cancellationToken).ConfigureAwait(false); // groups too: what is not read yet would be nothing
        await annotations.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (roles.All.All(role => role.Key != schedule.Role))
        {
            throw new ReportGoneException("The schedule's role was removed.");
        }
        var scope = await ScopeAsync(cancellationToken).ConfigureAwait(false);
        return await maker.MakeAsync(schedule, scope, roles.SeenBy([schedule.Role]), due, address.Uri, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is known now.</summary>
    public async Task<ReportScope> ScopeAsync(CancellationToken cancellationToken)
    {
        var targets = await past.TargetsAsync(cancellationToken).ConfigureAwait(false);
        var listed = snapshots.For(Visibility.Everything).Snapshot is { } snapshot
            ? snapshot.Listed.Values
            : await centre.GetQueuesAsync(cancellationToken).ConfigureAwait(false);
        return new ReportScope(
            [.. listed.OrderBy(static q => q.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static q => q.Id.Value, StringComparer.Ordinal)],
            targets,
            groups.All.ToImmutableDictionary(static g => g.Key, static g => g.Value.Value),
            [.. annotations.All.Values.Select(static a => a.Value)]);
    }
}

/// <summary>The dashboard's address as browsers know it, for links in what is sent.</summary>
/// <param name="Uri">The address; null when it is not known, and there are no links.</param>
public sealed record SiteAddress(Uri? Uri);
