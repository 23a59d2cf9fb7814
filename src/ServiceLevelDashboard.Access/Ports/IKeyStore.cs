using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>
/// The keys of cookies, where the archive has them; encrypted by whoever calls. Any call may throw <see cref="ArchiveUnavailableException"/>.
/// </summary>
public interface IKeyStore
{
    /// <summary>The ids of all keys, in their order: another list says that there is a key more.</summary>
    Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>All keys as XML, in any order.</summary>
    Task<ImmutableArray<string>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key. It is never changed.</summary>
    Task AddAsync(string id, string xml, CancellationToken cancellationToken);
}
