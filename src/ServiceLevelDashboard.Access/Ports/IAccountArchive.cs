using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>The accounts that are kept here. Any call may throw <see cref="ArchiveUnavailableException"/>.</summary>
public interface IAccountArchive
{
    /// <summary>Whether there is one.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>All accounts, in any order; a change to one of them changes nothing.</summary>
    Task<ImmutableArray<Account>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Does a piece of work with the library's manager of accounts: what it reads of an account is not kept after it.</summary>
    Task<T> ExecuteAsync<T>(Func<UserManager<Account>, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>As <see cref="ExecuteAsync"/>, in one transaction and while nobody else does so, in whichever process; for short work.</summary>
    Task<T> ExecuteAloneAsync<T>(Func<UserManager<Account>, Task<T>> work, CancellationToken cancellationToken);
}
