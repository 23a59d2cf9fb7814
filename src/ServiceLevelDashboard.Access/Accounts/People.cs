using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.Accounts;

/// <summary>
/// The accounts that are kept here: who may sign in, with which role. A password is chosen by its owner alone, at an address that an
/// administrator hands over and that serves once. Whatever takes something away from a person takes effect in every browser at once.
/// </summary>
public sealed partial class People(
    IAccountArchive accounts, SessionRegistry sessions, DocumentRepository<Invitation> invitations, TimeProvider clock, ILogger<People> logger)
{
    /// <summary>Longest name of a person, in characters; that of a person of another service is cut to it.</summary>
    public const int MaximumNameLength = 64;

    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(3), RecoveryLifetime = TimeSpan.FromHours(1);

    // Checked in place of an account's own when there is none, so that the time it takes does not tell which names exist.
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(
        new Account(), Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Whether there is an account.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => accounts.AnyAsync(cancellationToken);

    /// <summary>Whether a person of a session has an account here.</summary>
    public Task<bool> HasAsync(string id) => WithAsync(async users => await users.FindByIdAsync(id) is not null);

    /// <summary>All accounts by name.</summary>
    public async Task<ImmutableArray<Account>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await accounts.ListAsync(cancellationToken)).OrderBy(static a => a.UserName, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Signs in by name and password.</summary>
    /// <returns>The session's id; null when it is refused, for whichever reason: they are not told apart.</returns>
    public async Task<string?> SignInAsync(string name, string password, CancellationToken cancellationToken) =>
        await ProveAsync(users => users.FindByNameAsync(name), password) is { } account
            ? await sessions.BeginAsync(account.Id, account.UserName!, [account.Role], cancellationToken) // found by it
            : null;

    /// <summary>Makes the first account, an administrator's; null when somebody was first, on whichever instance.</summary>
    public async Task<PeopleResult?> AddFirstAsync(string name, string password, CancellationToken cancellationToken)
    {
        var account = new Account { UserName = name.Trim(), Role = Role.KeyOf(Rank.Administrator) };
        account.ChangedBy = ActorOf(account);
        if (!IsName(account.UserName))
        {
            return PeopleResult.BadName;
        }
        try
        {
            return await accounts.ExecuteAloneAsync(
                async users => await accounts.AnyAsync(cancellationToken) ? null : PeopleResult.Of(await users.CreateAsync(account, password)),
                cancellationToken);
        }
        catch (ArchiveUnavailableException)
        {
            return PeopleResult.Away;
        }
    }

    /// <summary>Makes an account without a password; its owner chooses one at the invitation.</summary>
    public Task<PeopleResult> AddAsync(string name, string role, Actor who, CancellationToken cancellationToken) => TryAsync(async users =>
    {
        var account = new Account { UserName = name.Trim(), Role = role, ChangedBy = who };
        if (!IsName(account.UserName))
        {
            return PeopleResult.BadName;
        }
        var made = PeopleResult.Of(await users.CreateAsync(account));
        return made.IsDone ? await InviteAsync(account, who, InvitationLifetime, cancellationToken) : made;
    });

    /// <summary>A new address at which an account's owner chooses a password, in place of one that is forgotten. An older one ends.</summary>
    public Task<PeopleResult> InviteAsync(string id, Actor who, CancellationToken cancellationToken) => TryAsync(async users =>
        await users.FindByIdAsync(id) is { IsDisabled: false } account
            ? await InviteAsync(account, who, InvitationLifetime, cancellationToken)
            : PeopleResult.Gone);

    /// <summary>
    /// Makes somebody an administrator who may sign in, with an address to choose a password at: an account of this name as it is, or a new one. For who has
    /// the archive itself and needs no right here.
    /// </summary>
    public Task<PeopleResult> RecoverAsync(string name, Actor who, CancellationToken cancellationToken) => WithAsync(async users =>
    {
        var known = await users.FindByNameAsync(name.Trim());
        var account = known ?? new Account { UserName = name.Trim() };
        if (!IsName(account.UserName))
        {
            return PeopleResult.BadName;
        }
        (account.Role, account.IsDisabled, account.ChangedBy) = (Role.KeyOf(Rank.Administrator), false, who);
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        var made = PeopleResult.Of(known is null ? await users.CreateAsync(account) : await users.UpdateSecurityStampAsync(account));
        if (!made.IsDone)
        {
            return made;
        }
        await sessions.ChangeRolesAsync(account.Id, [account.Role], cancellationToken);
        return await InviteAsync(account, who, RecoveryLifetime, cancellationToken);
    });

    /// <summary>Chooses a password at an invitation. It serves once, and every session of the account ends.</summary>
    public Task<PeopleResult> AcceptAsync(string? id, string? token, string password, CancellationToken cancellationToken) => TryAsync(async users =>
    {
        if (await FindInvitedAsync(users, id, token, cancellationToken) is not var (account, invitation))
        {
            return PeopleResult.NoInvitation;
        }
        (account.ChangedBy, account.InvitedBy) = (new Actor(ActorKind.Invitation, account.Id, account.UserName!), invitation.By); // found by it
        account.LockoutEnd = null;
        var done = await ChoosePasswordAsync(users, account, password);
        if (done.IsDone)
        {
            await invitations.RemoveAsync(account.Id, Actor.Program, cancellationToken); // it is over without this: the stamp is another
            await sessions.EndAllAsync(account.Id, null, cancellationToken);
        }
        return done;
    });

    /// <summary>The name of whom an invitation is for; null when it serves no more.</summary>
    public Task<string?> InvitedAsync(string? id, string? token, CancellationToken cancellationToken) =>
        WithAsync(async users => (await FindInvitedAsync(users, id, token, cancellationToken))?.Account.UserName);

    /// <summary>Gives an account another role, or whether it may be used; either way of that ends its invitation.</summary>
    public Task<PeopleResult> ChangeAsync(string id, string role, bool isDisabled, Actor who, CancellationToken cancellationToken) => TryAsync(async users =>
    {
        if (await users.FindByIdAsync(id) is not { } account)
        {
            return PeopleResult.Gone;
        }
        if (who.Kind == ActorKind.Person && who.Id == account.Id)
        {
            return PeopleResult.Oneself;
        }
        var isOther = account.IsDisabled != isDisabled;
        (account.Role, account.IsDisabled, account.ChangedBy) = (role, isDisabled, who);
        var done = PeopleResult.Of(isOther ? await users.UpdateSecurityStampAsync(account) : await users.UpdateAsync(account));
        if (done.IsDone)
        {
            await (isDisabled ? sessions.EndAllAsync(id, null, cancellationToken) : ChangeRolesAsync(id, role, cancellationToken));
        }
        return done;
    });

    /// <summary>Changes one's own password. All of one's sessions end, also this one, in whose place a new one goes on.</summary>
    public Task<PeopleResult> ChangePasswordAsync(Session session, string current, string wanted, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if (await ProveAsync(users => users.FindByIdAsync(session.Person), current) is null)
        {
            return PeopleResult.WrongPassword;
        }
        return await WithAsync(async users =>
        {
            if (await users.FindByIdAsync(session.Person) is not { IsDisabled: false } account)
            {
                return PeopleResult.Gone;
            }
            account.ChangedBy = ActorOf(account);
            var done = await ChoosePasswordAsync(users, account, wanted);
            if (!done.IsDone)
            {
                return done;
            }
            var next = await BeginAsync(account, cancellationToken);
            await sessions.EndAllAsync(account.Id, next, cancellationToken);
            return done with { Session = next };
        });
    });

    private static bool IsName(string? name) => new TypedName("name", name, MaximumNameLength).Problem is null;

    private static Actor ActorOf(Account account) => Actor.Person(account.Id, account.UserName!); // found by it

    /// <summary>
    /// The account whose password this is; null when it is not, or may not be tried now. An attempt is counted before the password is looked at, while nobody
    /// else counts, and taken back when it was right: so many at the same moment are as many.
    /// </summary>
    private async Task<Account?> ProveAsync(Func<UserManager<Account>, Task<Account?>> find, string password)
    {
        var tried = await accounts.ExecuteAloneAsync(
            async users => await find(users) is { IsDisabled: false, PasswordHash: not null } account && !await users.IsLockedOutAsync(account)
                && (await users.AccessFailedAsync(account)).Succeeded
                    ? account
                    : null,
            CancellationToken.None);
        var proven = await WithAsync(async users =>
        {
            if (tried is not null)
            {
                return await users.FindByIdAsync(tried.Id) is { } account && await users.CheckPasswordAsync(account, password);
            }
            users.PasswordHasher.VerifyHashedPassword(new Account(), NobodysHash, password);
            return false;
        });
        if (tried is null || !proven)
        {
            Log.Refused(logger);
            return null;
        }

        return await accounts.ExecuteAloneAsync(
            async users =>
            {
                if (await users.FindByIdAsync(tried.Id) is not { IsDisabled: false } account)
                {
                    return null;
                }
                if (await users.IsLockedOutAsync(tried))
                {
                    await users.SetLockoutEndDateAsync(account, null); // by this attempt: it was not locked before
                }
                await users.ResetAccessFailedCountAsync(account);
                return account;
            },
            CancellationToken.None);
    }

    /// <summary>Gives an account a password, in one change with whatever else was changed of it; its stamp is another then.</summary>
    private static async Task<PeopleResult> ChoosePasswordAsync(UserManager<Account> users, Account account, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, account, password) is { Succeeded: false } refused)
            {
                return PeopleResult.Of(refused);
            }
        }
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        return PeopleResult.Of(await users.UpdateSecurityStampAsync(account));
    }

    private async Task<PeopleResult> InviteAsync(Account account, Actor who, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var (invitation, address) = Invitation.Make(account, who, clock.GetUtcNow() + lasts);
        var version = (await invitations.ReadAsync(account.Id, cancellationToken))?.Version ?? 0;
        var saved = await invitations.SaveAsync(account.Id, invitation, version, who, cancellationToken);
        return saved.IsSaved ? PeopleResult.Done with { Invitation = address } : PeopleResult.Gone;
    }

    private async Task<(Account Account, Invitation Invitation)?> FindInvitedAsync(
        UserManager<Account> users, string? id, string? token, CancellationToken cancellationToken) =>
        id is not null && token is not null
        && await users.FindByIdAsync(id) is { IsDisabled: false } account
        && await invitations.ReadAsync(account.Id, cancellationToken) is { Value: var invitation }
        && invitation.IsFor(account, token, clock.GetUtcNow())
            ? (account, invitation)
            : null;

    /// <summary>A new session; null when the archive went away after the password was changed: then all end, and one signs in again.</summary>
    private async Task<string?> BeginAsync(Account account, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.BeginAsync(account.Id, account.UserName!, [account.Role], cancellationToken); // found by it
        }
        catch (ArchiveUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Gives a person's sessions another role; they end where that cannot be written, so that nobody keeps what was taken away.</summary>
    private async Task ChangeRolesAsync(string id, string role, CancellationToken cancellationToken)
    {
        try
        {
            await sessions.ChangeRolesAsync(id, [role], cancellationToken);
        }
        catch (ArchiveUnavailableException)
        {
            await sessions.EndAllAsync(id, null, cancellationToken);
        }
    }

    /// <summary>Makes a change; that the archive is away is among what may come of it.</summary>
    private Task<PeopleResult> TryAsync(Func<UserManager<Account>, Task<PeopleResult>> change) => TryAsync(() => WithAsync(change));

    private static async Task<PeopleResult> TryAsync(Func<Task<PeopleResult>> change)
    {
        try
        {
            return await change();
        }
        catch (ArchiveUnavailableException)
        {
            return PeopleResult.Away;
        }
    }

    private Task<T> WithAsync<T>(Func<UserManager<Account>, Task<T>> work) => accounts.ExecuteAsync(work, CancellationToken.None);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A sign-in was refused")]
        public static partial void Refused(ILogger logger);
    }
}
