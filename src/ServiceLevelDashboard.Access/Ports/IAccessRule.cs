using System.Collections.Immutable;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>
/// What must stay true of accounts, roles and sessions, whichever of them is changed and from where: the archive asks before and after a change, in the
/// change's own transaction and with nobody else changing them, and keeps no change that takes it away.
/// </summary>
public interface IAccessRule
{
    /// <summary>The kind of the documents that roles are.</summary>
    string RoleKind { get; }

    /// <summary>Whether at least one active person may administer.</summary>
    bool HasAdministrator(AccessState state);
}

/// <summary>Who may get in, as it stands in the archive at one moment.</summary>
/// <param name="Accounts">All accounts.</param>
/// <param name="Roles">The roles that people made: their documents by key.</param>
/// <param name="Sessions">All sessions, also some that have run out.</param>
public sealed record AccessState(ImmutableArray<Account> Accounts, ImmutableDictionary<string, string> Roles, ImmutableArray<Session> Sessions)
{
    /// <summary>Says that a change was refused because nobody would be left; also the code of an account's change.</summary>
    public const string NobodyLeft = nameof(NobodyLeft);
}
