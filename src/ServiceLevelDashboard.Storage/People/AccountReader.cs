using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Accounts as rows.</summary>
internal sealed class AccountReader(ArchiveDatabase database) : IAccountReader
{
    /// <inheritdoc/>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        return await context.Set<Account>().AnyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Account>> ListAsync(CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        return [.. await context.Set<Account>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)];
    }
}
