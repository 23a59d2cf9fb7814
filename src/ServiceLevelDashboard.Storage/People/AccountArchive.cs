using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Accounts as rows; changes go by way of <see cref="AccountStore"/>, each in a scope of its own.</summary>
internal sealed class AccountArchive(ArchiveExecutor archive, IServiceScopeFactory scopes) : IAccountArchive
{
    /// <inheritdoc/>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        archive.ExecuteAsync(context => context.Set<Account>().AnyAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Account>> ListAsync(CancellationToken cancellationToken) => archive.ExecuteAsync<ImmutableArray<Account>>(
        async context => [.. await context.Set<Account>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)], cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExecuteAsync<T>(Func<UserManager<Account>, Task<T>> work, CancellationToken cancellationToken) => archive.ExecuteAsync(
        async () =>
        {
            var scope = scopes.CreateAsyncScope();
            await using var end = scope.ConfigureAwait(false);
            return await work(scope.ServiceProvider.GetRequiredService<UserManager<Account>>()).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExecuteAloneAsync<T>(Func<UserManager<Account>, Task<T>> work, CancellationToken cancellationToken) => archive.ExecuteAsync(
        async () =>
        {
            var scope = scopes.CreateAsyncScope();
            await using var end = scope.ConfigureAwait(false);
            var context = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            var transaction = await AccessGuard.BeginAloneAsync(context, cancellationToken).ConfigureAwait(false);
            await using var transactionEnd = transaction.ConfigureAwait(false);
            var result = await work(scope.ServiceProvider.GetRequiredService<UserManager<Account>>()).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        },
        cancellationToken);
}
