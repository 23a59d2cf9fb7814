using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Security;

namespace ServiceLevelDashboard.Web.Accounts;

/// <summary>Accounts and roles in words. Pure.</summary>
internal static class AccountsWords
{
    /// <summary>A role: those that are always there by our word, others by their own name.</summary>
    public static string RoleName(string key) => Role.BuiltIn.TryGetValue(key, out var role) ? AccountWords.Of(role.Rank) : key;

    /// <summary>How an account stands: shut out, invited, locked for a while, signed in or not.</summary>
    public static string Standing(Account account, ImmutableArray<Session> sessions, DateTimeOffset now) => account switch
    {
        { IsDisabled: true } => AccountsText.IsShutOut,
        { PasswordHash: null } => AccountsText.IsInvited,
        { LockoutEnd: { } end } when end > now => AccountsText.IsLocked,
        _ => sessions.Count(s => s.Person == account.Id) switch
        {
            0 => AccountsText.IsNotSignedIn,
            1 => AccountsText.IsSignedInOne,
            var browsers => Format.Text(AccountsText.IsSignedInMany, browsers),
        },
    };

    /// <summary>What a role lets be seen: "2 divisions, 1 group, 3 queues".</summary>
    public static string Sees(Role role) => role.SeesEverything
        ? SecurityText.SeesEverything
        : string.Join(", ", new[]
        {
            (AccountsText.CountDivisions, role.Divisions.Length),
            (AccountsText.CountGroups, role.Groups.Length),
            (AccountsText.CountQueues, role.Queues.Length),
        }.Where(static part => part.Length > 0).Select(static part => Format.Text(part.Item1, part.Length)));
}

/// <summary>What is to become of an account.</summary>
/// <param name="Account">Which one.</param>
/// <param name="Role">Its role.</param>
/// <param name="IsDisabled">Whether it may not be used.</param>
public sealed record AccountChange(Account Account, string Role, bool IsDisabled);
