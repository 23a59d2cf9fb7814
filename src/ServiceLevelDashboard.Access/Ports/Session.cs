using System.Collections.Immutable;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>Somebody signed in, in one browser.</summary>
/// <param name="Id">Random. It serves nobody who reads it here: a browser holds it in a cookie that the program has sealed.</param>
/// <param name="Person">Who: an account's id, or the issuer's name for a person of another service.</param>
/// <param name="Name">The name that changes are signed with.</param>
/// <param name="Roles">The names of the roles.</param>
/// <param name="Since">When it was signed in.</param>
/// <param name="SeenAt">When it was last used; written down once a minute at most.</param>
public sealed record Session(string Id, string Person, string Name, ImmutableArray<string> Roles, DateTimeOffset Since, DateTimeOffset SeenAt);

/// <summary>The sessions of all processes on one archive. Any call may fail while the archive is away.</summary>
public interface ISessionStore
{
    /// <summary>All sessions.</summary>
    Task<ImmutableArray<Session>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Begins one.</summary>
    Task AddAsync(Session session, CancellationToken cancellationToken);

    /// <summary>Notes when sessions were used; ended ones stay ended.</summary>
    Task SeeAsync(ImmutableDictionary<string, DateTimeOffset> seen, CancellationToken cancellationToken);

    /// <summary>Ends one.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>Ends all of a person, but one if that is named.</summary>
    Task RemoveOfAsync(string person, string? except, CancellationToken cancellationToken);

    /// <summary>Ends those that began or were last used too long ago.</summary>
    Task RemoveOldAsync(DateTimeOffset begunBefore, DateTimeOffset seenBefore, CancellationToken cancellationToken);

    /// <summary>Gives all sessions of a person other roles.</summary>
    Task ChangeRolesAsync(string person, ImmutableArray<string> roles, CancellationToken cancellationToken);
}
