using System.Collections.Immutable;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>The accounts as they stand. Any call may fail while the archive is away.</summary>
public interface IAccountReader
{
    /// <summary>Whether there is one.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>All accounts, in any order; a change to one of them changes nothing.</summary>
    Task<ImmutableArray<Account>> ListAsync(CancellationToken cancellationToken);
}
