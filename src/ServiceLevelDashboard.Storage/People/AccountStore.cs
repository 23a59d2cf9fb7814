using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>
/// Accounts in the archive's database. A change of a name, role, password or of whether it may be used is written into the trail in the
/// same transaction; counting failed attempts is no change. No password nor its hash is in the trail.
/// </summary>
internal sealed class AccountStore(ArchiveContext context, TimeProvider clock)
    : UserOnlyStore<Account, ArchiveContext, string>(context)
{
    /// <inheritdoc/>
    public override Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        Note(user, null, Describe(user.UserName, user.Role, user.IsDisabled, Password(user.PasswordHash)));
        return base.CreateAsync(user, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var was = Context.Entry(user).OriginalValues;
        var hash = was.GetValue<string?>(nameof(Account.PasswordHash));
        var before = Describe(
            was.GetValue<string?>(nameof(Account.UserName)),
            was.GetValue<string>(nameof(Account.Role)),
            was.GetValue<bool>(nameof(Account.IsDisabled)),
            Password(hash));
        var after = Describe(user.UserName, user.Role, user.IsDisabled, hash == user.PasswordHash ? Password(hash) : "changed");
        if (before != after)
        {
            Note(user, before, after);
        }
        return base.UpdateAsync(user, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        Note(user, Describe(user.UserName, user.Role, user.IsDisabled, Password(user.PasswordHash)), null);
        return base.DeleteAsync(user, cancellationToken);
    }

    private void Note(Account user, string? before, string? after) =>
        Context.Changes.Add(
            StoredChange.Of(new Change(clock.GetUtcNow(), user.ChangedBy ?? Actor.Program), "account", user.UserName ?? user.Id, before, after));

    private static string Password(string? hash) => hash is null ? "none" : "set";

    private static string Describe(string? name, string role, bool isDisabled, string password) =>
        JsonSerializer.Serialize(new { name, role, isDisabled, password });
}
