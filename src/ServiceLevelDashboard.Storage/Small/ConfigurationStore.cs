using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>Documents under a kind and a key, with a version against lost changes.</summary>
internal sealed class ConfigurationStore(ArchiveDatabase database) : IConfigurationStore
{
    /// <inheritdoc/>
    public async Task<StoredDocument?> ReadAsync(string kind, string key, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var row = await context.Configuration.AsNoTracking().SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key, cancellationToken).ConfigureAwait(false);
        return row is null ? null : DocumentOf(row);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<StoredDocument>> ListAsync(string kind, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var rows = await context.Configuration.AsNoTracking().Where(d => d.Kind == kind).OrderBy(d => d.Key).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(DocumentOf)];
    }

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(string kind, string key, string json, int expectedVersion, Change change, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var changedAt = change.At.ToUnixTimeSeconds();
        if (expectedVersion > 0)
        {
            var changed = await context.Configuration.Where(d => d.Kind == kind && d.Key == key && d.Version == expectedVersion)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.Json, json).SetProperty(x => x.Version, expectedVersion + 1).SetProperty(x => x.ChangedAt, changedAt), cancellationToken)
                .ConfigureAwait(false);
            return changed == 1;
        }

        if (await context.Configuration.AnyAsync(d => d.Kind == kind && d.Key == key, cancellationToken).ConfigureAwait(false)) return false;
        context.Configuration.Add(new StoredConfiguration { Kind = kind, Key = key, Json = json, Version = 1, ChangedAt = changedAt });
        try
        {
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            return false; // somebody else wrote it between the look and the write
        }
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(string kind, string key, Change change, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        return await context.Configuration.Where(d => d.Kind == kind && d.Key == key).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1;
    }

    private static StoredDocument DocumentOf(StoredConfiguration row) =>
        new(row.Key, row.Json, row.Version, DateTimeOffset.FromUnixTimeSeconds(row.ChangedAt));
}
