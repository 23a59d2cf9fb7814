using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>
/// Accounts in the archive's database. A change of a name, role, password or of whether it may be used is written into the trail in the
/// same transaction; counting failed attempts is no change. What would leave nobody to administer is not written. No password nor its hash is in the trail.
/// </summary>
internal sealed class AccountStore(ArchiveContext context, AccessGuard guard, TimeProvider clock)
    : UserOnlyStore<Account, ArchiveContext, string>(context)
{
    /// <inheritdoc/>
    public override Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        Note(user, null, Describe(user, user.UserName, user.Role, user.IsDisabled, Password(user.PasswordHash)));
        return base.CreateAsync(user, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var was = Context.Entry(user).OriginalValues;
        var hash = was.GetValue<string?>(nameof(Account.PasswordHash));
        var before = Describe(
            user,
            was.GetValue<string?>(nameof(Account.UserName)),
            was.GetValue<string>(nameof(Account.Role)),
            was.GetValue<bool>(nameof(Account.IsDisabled)),
            Password(hash));
        var after = Describe(
            user, user.UserName, user.Role, user.IsDisabled, hash == user.PasswordHash ? Password(hash) : "changed", user.InvitedBy);
        if (before == after)
        {
            return await base.UpdateAsync(user, cancellationToken).ConfigureAwait(false);
        }

        Note(user, before, after);
        var transaction = await AccessGuard.BeginAloneAsync(Context, cancellationToken).ConfigureAwait(false);
        await using var end = transaction.ConfigureAwait(false);
        var hadAdministrator = await guard.HasAdministratorAsync(Context, cancellationToken).ConfigureAwait(false);
        var result = await base.UpdateAsync(user, cancellationToken).ConfigureAwait(false);
        if (result.Succeeded && hadAdministrator && !await guard.HasAdministratorAsync(Context, cancellationToken).ConfigureAwait(false))
        {
            return IdentityResult.Failed(new IdentityError { Code = AccessState.NobodyLeft, Description = AccessGuard.Refusal });
        }
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <inheritdoc/>
    public override Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        Note(user, Describe(user, user.UserName, user.Role, user.IsDisabled, Password(user.PasswordHash)), null);
        return base.DeleteAsync(user, cancellationToken);
    }

    private void Note(Account user, string? before, string? after) =>
        Context.Changes.Add(
            StoredChange.Of(new Change(clock.GetUtcNow(), user.ChangedBy ?? Actor.Program), "account", user.UserName ?? user.Id, before, after));

    private static string Password(string? hash) => hash is null ? "none" : "set";

    private static string Describe(Account user, string? name, string role, bool isDisabled, string password, string? invitedBy = null) =>
        invitedBy is null
            ? JsonSerializer.Serialize(new { id = user.Id, name, role, isDisabled, password })
            : JsonSerializer.Serialize(new { id = user.Id, name, role, isDisabled, password, invitedBy });
}
