using System.Collections.Immutable;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;
using ServiceLevelDashboard.Storage.People;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>Documents under a kind and a key, with a version against lost changes; what a person changes enters the trail in the same transaction.</summary>
internal sealed class DocumentStore(ArchiveExecutor archive, AccessGuard guard) : IDocumentStore
{
    /// <summary>Longer texts are in the trail by their digest alone: a kept figure may have megabytes, and is under its own address for ever.</summary>
    internal const int MaximumLengthInTrail = 32_768;

    /// <inheritdoc/>
    public Task<StoredDocument?> ReadAsync(string kind, string key, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            var row = await context.Configuration.AsNoTracking()
                .SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key, cancellationToken)
                .ConfigureAwait(false);
            return row is null ? null : DocumentOf(row);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableDictionary<string, string>> FingerprintsAsync(CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            var kinds = await context.Configuration.GroupBy(static d => d.Kind)
                .Select(static g => new { g.Key, Count = g.Count(), Versions = g.Sum(static d => (long)d.Version), Last = g.Max(static d => d.ChangedAt) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return kinds.ToImmutableDictionary(
                static k => k.Key, static k => FormattableString.Invariant($"{k.Count}.{k.Versions}.{k.Last}"), StringComparer.Ordinal);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<StoredDocument>> ListAsync(string kind, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<ImmutableArray<StoredDocument>>(async context =>
        {
            var rows = await context.Configuration.AsNoTracking()
                .Where(d => d.Kind == kind)
                .OrderBy(d => d.Key)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            return [.. rows.Select(DocumentOf)];
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> WriteAllAsync(string kind, ImmutableArray<DocumentWrite> documents, Change change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        try
        {
            return await ChangeAsync(
                kind, [.. documents.Select(static d => new Wish(d.Key, d.Json, d.ExpectedVersion))], change, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false; // somebody else wrote it between the look and the write
        }
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string kind, string key, Change change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return ChangeAsync(kind, [new Wish(key, null, null)], change, cancellationToken);
    }

    /// <summary>Fulfils all wishes in one transaction, or none.</summary>
    private Task<bool> ChangeAsync(string kind, ImmutableArray<Wish> wishes, Change change, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using var transactionScope = transaction.ConfigureAwait(false);
            var hadAdministrator = false;
            if (guard.Concerns(kind))
            {
                await AccessGuard.WaitForOthersAsync(context, cancellationToken).ConfigureAwait(false);
                hadAdministrator = await guard.HasAdministratorAsync(context, cancellationToken).ConfigureAwait(false);
            }
            foreach (var (key, json, expectedVersion) in wishes)
            {
                var standing = await context.Configuration.AsNoTracking()
                    .SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key, cancellationToken)
                    .ConfigureAwait(false);
                if (expectedVersion is { } expected && (standing?.Version ?? 0) != expected)
                {
                    return false;
                }
                if (!await PutAsync(context, kind, key, json, standing, change, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
                if (change.Who.Kind != ActorKind.Program)
                {
                    context.Changes.Add(TrailOf(kind, key, standing?.Json, json, change));
                }
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await Signals.TellAsync(context, Signal.Documents, cancellationToken).ConfigureAwait(false);
            if (hadAdministrator && !await guard.HasAdministratorAsync(context, cancellationToken).ConfigureAwait(false))
            {
                throw new ChangeRefusedException(AccessGuard.Refusal);
            }
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    /// <returns>Whether what stood there still did.</returns>
    private static async Task<bool> PutAsync(
        ArchiveContext context, string kind, string key, string? json, StoredConfiguration? standing, Change change, CancellationToken cancellationToken)
    {
        var changedAt = change.At.ToUnixTimeSeconds();
        if (standing is null)
        {
            if (json is null)
            {
                return false;
            }
            context.Configuration.Add(new StoredConfiguration { Kind = kind, Key = key, Json = json, Version = 1, ChangedAt = changedAt });
            return true;
        }

        var row = context.Configuration.Where(d => d.Kind == kind && d.Key == key && d.Version == standing.Version);
        var changed = json is null
            ? await row.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false)
            : await row.ExecuteUpdateAsync(
                d =>
                    d.SetProperty(x => x.Json, json)
                        .SetProperty(x => x.Version, standing.Version + 1)
                        .SetProperty(x => x.ChangedAt, changedAt), cancellationToken).ConfigureAwait(false);
        return changed == 1;
    }

    private static StoredChange TrailOf(string kind, string key, string? before, string? after, Change change) =>
        StoredChange.Of(change, kind, key, ForTrail(before), ForTrail(after));

    private static string? ForTrail(string? json) => json is null || json.Length <= MaximumLengthInTrail
        ? json
        : JsonSerializer.Serialize(new { characters = json.Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))) });

    private static StoredDocument DocumentOf(StoredConfiguration row) =>
        new(row.Key, row.Json, row.Version, DateTimeOffset.FromUnixTimeSeconds(row.ChangedAt));

    /// <summary>What is to stand under a key.</summary>
    /// <param name="Key">Which document.</param>
    /// <param name="Json">What is to stand there; null to remove it.</param>
    /// <param name="ExpectedVersion">The version that must stand there: 0 for none, null for any.</param>
    private sealed record Wish(string Key, string? Json, int? ExpectedVersion);
}
