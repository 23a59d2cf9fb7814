using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Keys of cookies as rows.</summary>
internal sealed class KeyStore(ArchiveExecutor archive) : IKeyStore
{
    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken) => archive.ExecuteAsync<ImmutableArray<string>>(
        async context => [.. await context.Keys.Select(static k => k.Id).OrderBy(static id => id).ToListAsync(cancellationToken).ConfigureAwait(false)],
        cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ReadAsync(CancellationToken cancellationToken) => archive.ExecuteAsync<ImmutableArray<string>>(
        async context => [.. await context.Keys.Select(static k => k.Xml).ToListAsync(cancellationToken).ConfigureAwait(false)], cancellationToken);

    /// <inheritdoc/>
    public Task AddAsync(string id, string xml, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(async context =>
        {
            context.Keys.Add(new StoredKey { Id = id, Xml = xml });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }
}
