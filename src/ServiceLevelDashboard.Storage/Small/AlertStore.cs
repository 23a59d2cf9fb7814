using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>Alerts as rows; instants are kept to the millisecond. A rule has at most one open alert for a subject.</summary>
internal sealed class AlertStore(ArchiveExecutor archive) : IAlertStore
{
    /// <inheritdoc/>
    public Task<ImmutableArray<StoredAlert>> ReadOpenAsync(CancellationToken cancellationToken) => archive.ExecuteAsync(
        context => ReadAsync(context.Alerts.Where(a => a.ResolvedMs == null).OrderBy(a => a.Id), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<StoredAlert>> ReadAsync(Interval range, int count, CancellationToken cancellationToken)
    {
        var (from, to) = (range.Start.ToUnixTimeMilliseconds(), range.End.ToUnixTimeMilliseconds());
        return archive.ExecuteAsync(
            context => ReadAsync(
                context.Alerts.Where(a => a.FiredMs < to && (a.ResolvedMs == null || a.ResolvedMs > from))
                    .OrderByDescending(a => a.FiredMs).ThenByDescending(a => a.Id).Take(count),
                cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredAlert?> FindAsync(string id, CancellationToken cancellationToken) => archive.ExecuteAsync(
        async context => await context.Alerts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken).ConfigureAwait(false) is { } row
            ? Read(row)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(
        ImmutableArray<AlertWrite> changes, ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            return await archive.ExecuteAsync(async context =>
            {
                var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using var transactionScope = transaction.ConfigureAwait(false);
                // What ends goes first: its subject may begin anew with the same call. By id, so that two writers never wait for each other in a circle.
                foreach (var change in changes.Where(static c => c.Alert.Version > 0).OrderBy(static c => c.Alert.Id, StringComparer.Ordinal))
                {
                    if (!await ReplaceAsync(context, change, cancellationToken).ConfigureAwait(false))
                    {
                        return false;
                    }
                }

                context.Alerts.AddRange(changes.Where(static c => c.Alert.Version == 0 && !c.IsRemoved).Select(static c => RowOf(c.Alert)));
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                await Outbox.AddAsync(context, messages, cancellationToken).ConfigureAwait(false);
                await Signals.TellAsync(context, Signal.Alerts, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false; // another instance has opened an alert about the same subject
        }
    }

    /// <inheritdoc/>
    public Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var before = instant.ToUnixTimeMilliseconds();
        return archive.WriteAsync(
            context => context.Alerts.Where(a => a.ResolvedMs < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    /// <returns>Whether what was read still stood there.</returns>
    private static async Task<bool> ReplaceAsync(ArchiveContext context, AlertWrite change, CancellationToken cancellationToken)
    {
        var row = RowOf(change.Alert);
        var standing = context.Alerts.Where(a => a.Id == row.Id && a.Version == change.Alert.Version);
        var count = change.IsRemoved
            ? await standing.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false)
            : await standing.ExecuteUpdateAsync(
                a => a.SetProperty(x => x.State, row.State).SetProperty(x => x.SinceMs, row.SinceMs).SetProperty(x => x.FiredMs, row.FiredMs)
                    .SetProperty(x => x.ResolvedMs, row.ResolvedMs).SetProperty(x => x.Json, row.Json).SetProperty(x => x.Version, row.Version),
                cancellationToken).ConfigureAwait(false);
        return count == 1;
    }

    private static async Task<ImmutableArray<StoredAlert>> ReadAsync(IQueryable<AlertRow> rows, CancellationToken cancellationToken) =>
        [.. (await rows.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).Select(Read)];

    private static AlertRow RowOf(StoredAlert alert) => new()
    {
        Id = alert.Id,
        Rule = alert.Rule,
        Subject = alert.Subject,
        State = alert.State.ToString(),
        SinceMs = alert.Since.ToUnixTimeMilliseconds(),
        FiredMs = alert.FiredAt?.ToUnixTimeMilliseconds(),
        ResolvedMs = alert.ResolvedAt?.ToUnixTimeMilliseconds(),
        Json = alert.Json,
        Version = alert.Version + 1,
    };

    private static StoredAlert Read(AlertRow row) => new(
        row.Id, row.Rule, row.Subject, Enum.Parse<AlertState>(row.State), Instant(row.SinceMs), Instant(row.FiredMs), Instant(row.ResolvedMs), row.Json,
        row.Version);

    private static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static DateTimeOffset? Instant(long? ms) => ms is { } known ? Instant(known) : null;
}
