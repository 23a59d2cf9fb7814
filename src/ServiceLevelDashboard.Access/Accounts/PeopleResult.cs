using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using ServiceLevelDashboard.Access.Ports;

namespace ServiceLevelDashboard.Access.Accounts;

/// <summary>What came of a change to an account.</summary>
/// <param name="Problems">Codes of what is wrong; empty when it was done.</param>
public sealed record PeopleResult(ImmutableArray<string> Problems)
{
    public static readonly PeopleResult Done = new(ImmutableArray<string>.Empty);
    public static readonly PeopleResult BadName = new([nameof(IdentityErrorDescriber.InvalidUserName)]);
    public static readonly PeopleResult Gone = new([nameof(Gone)]);
    public static readonly PeopleResult Oneself = new([nameof(Oneself)]);
    public static readonly PeopleResult NobodyLeft = new([AccessState.NobodyLeft]);
    public static readonly PeopleResult NoInvitation = new([nameof(NoInvitation)]);
    public static readonly PeopleResult Away = new([nameof(Away)]);
    public static readonly PeopleResult WrongPassword = new([nameof(IdentityErrorDescriber.PasswordMismatch)]);

    /// <summary>Whether it was done.</summary>
    public bool IsDone => Problems.IsEmpty;

    /// <summary>The address at which an account's owner chooses a password, relative to the site's root; null when there is none.</summary>
    public string? Invitation { get; init; }

    /// <summary>The session that goes on in place of the one by which it was done; null when that one goes on itself, or none could begin.</summary>
    public string? Session { get; init; }

    /// <summary>From the library's result.</summary>
    public static PeopleResult Of(IdentityResult result) => new([.. result.Errors.Select(e => e.Code)]);
}
