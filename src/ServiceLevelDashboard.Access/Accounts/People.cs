using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Accounts;

/// <summary>
/// The accounts that are kept here: who may sign in, with which role. A password is chosen by its owner alone, at an address that an
/// administrator hands over and that serves once. Whatever takes something away from a person takes effect in every browser at once.
/// </summary>
public sealed partial class People(IAccountArchive accounts, SessionRegistry sessions, ILogger<People> logger)
{
    private const string Purpose = UserManager<Account>.ResetPasswordTokenPurpose;
    private const int MaximumNameLength = 64;

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
    public Task<string?> SignInAsync(string name, string password, CancellationToken cancellationToken) => WithAsync(async users =>
    {
        var account = await users.FindByNameAsync(name);
        if (account is null || account.IsDisabled || account.PasswordHash is null || await users.IsLockedOutAsync(account))
        {
            users.PasswordHasher.VerifyHashedPassword(new Account(), NobodysHash, password);
            Log.Refused(logger);
            return null;
        }

        if (!await users.CheckPasswordAsync(account, password))
        {
            await users.AccessFailedAsync(account);
            Log.Refused(logger);
            return null;
        }

        await users.ResetAccessFailedCountAsync(account);
        return await sessions.BeginAsync(account.Id, account.UserName!, [account.Role], cancellationToken); // found by it
    });

    /// <summary>Makes the first account, an administrator's.</summary>
    public Task<PeopleResult> AddFirstAsync(string name, string password, CancellationToken cancellationToken) => WithAsync(async users =>
    {
        var account = new Account { UserName = name.Trim(), Role = Role.KeyOf(Rank.Administrator) };
        account.ChangedBy = ActorOf(account);
        return IsName(account.UserName) ? PeopleResult.Of(await users.CreateAsync(account, password)) : PeopleResult.BadName;
    });

    /// <summary>Makes an account without a password; its owner chooses one at the invitation.</summary>
    public Task<PeopleResult> AddAsync(string name, string role, Actor who) => WithAsync(async users =>
    {
        var account = new Account { UserName = name.Trim(), Role = role, ChangedBy = who };
        if (!IsName(account.UserName))
        {
            return PeopleResult.BadName;
        }
        var made = PeopleResult.Of(await users.CreateAsync(account));
        return made.IsDone ? made with { Invitation = await InvitationAsync(users, account) } : made;
    });

    /// <summary>A new address at which an account's owner chooses a password, in place of one that is forgotten.</summary>
    public Task<string?> InviteAsync(string id) =>
        WithAsync(async users => await users.FindByIdAsync(id) is { } account ? await InvitationAsync(users, account) : null);

    /// <summary>Chooses a password at an invitation. It serves once, and every session of the account ends.</summary>
    public Task<PeopleResult> AcceptAsync(string? id, string? token, string password, CancellationToken cancellationToken) => WithAsync(async users =>
    {
        if (await FindInvitedAsync(users, id, token) is not { } account)
        {
            return PeopleResult.NoInvitation;
        }
        account.ChangedBy = ActorOf(account);
        await users.SetLockoutEndDateAsync(account, null);
        var done = PeopleResult.Of(await users.ResetPasswordAsync(account, Read(token), password));
        if (done.IsDone)
        {
            await sessions.EndAllAsync(account.Id, null, cancellationToken);
        }
        return done;
    });

    /// <summary>The name of whom an invitation is for; null when it serves no more.</summary>
    public Task<string?> InvitedAsync(string? id, string? token) => WithAsync(async users => (await FindInvitedAsync(users, id, token))?.UserName);

    /// <summary>Gives an account another role, or whether it may be used.</summary>
    public Task<PeopleResult> ChangeAsync(string id, string role, bool isDisabled, Actor who, CancellationToken cancellationToken) => WithAsync(async users =>
    {
        if (await users.FindByIdAsync(id) is not { } account)
        {
            return PeopleResult.Gone;
        }
        if (who.Kind == ActorKind.Person && who.Id == account.Id)
        {
            return PeopleResult.Oneself; // so that there is always an administrator
        }
        (account.Role, account.IsDisabled, account.ChangedBy) = (role, isDisabled, who);
        var done = PeopleResult.Of(await users.UpdateAsync(account));
        if (done.IsDone)
        {
            await (isDisabled ? sessions.EndAllAsync(id, null, cancellationToken) : sessions.ChangeRolesAsync(id, [role], cancellationToken));
        }
        return done;
    });

    /// <summary>Changes one's own password; one's other sessions end.</summary>
    public Task<PeopleResult> ChangePasswordAsync(Session session, string current, string wanted, CancellationToken cancellationToken) =>
        WithAsync(async users =>
    {
        if (await users.FindByIdAsync(session.Person) is not { } account)
        {
            return PeopleResult.Gone;
        }
        if (await users.IsLockedOutAsync(account))
        {
            return PeopleResult.WrongPassword;
        }
        account.ChangedBy = ActorOf(account);
        var done = PeopleResult.Of(await users.ChangePasswordAsync(account, current, wanted));
        if (done.IsDone)
        {
            await sessions.EndAllAsync(session.Person, session.Id, cancellationToken);
        }
        else if (done.Problems.Contains(nameof(IdentityErrorDescriber.PasswordMismatch)))
        {
            await users.AccessFailedAsync(account);
        }
        return done;
    });

    /// <summary>Names are read by people in trails and lists: one line, of a length, with nothing around it.</summary>
    private static bool IsName(string? name) => name is { Length: > 0 and <= MaximumNameLength } && !name.Any(char.IsControl);

    private static Actor ActorOf(Account account) => Actor.Person(account.Id, account.UserName!); // found by it

    private static async Task<string> InvitationAsync(UserManager<Account> users, Account account) =>
        $"{AccessPaths.Invitation}?person={Uri.EscapeDataString(account.Id)}&token={WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync(account)))}";

    private static async Task<Account?> FindInvitedAsync(UserManager<Account> users, string? id, string? token) =>
        id is not null && token is not null && await users.FindByIdAsync(id) is { IsDisabled: false } account
        && await users.VerifyUserTokenAsync(account, users.Options.Tokens.PasswordResetTokenProvider, Purpose, Read(token))
            ? account
            : null;

    private static string Read(string? token)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token ?? ""));
        }
        catch (FormatException)
        {
            return ""; // no token at all
        }
    }

    private Task<T> WithAsync<T>(Func<UserManager<Account>, Task<T>> work) => accounts.ExecuteAsync(work, CancellationToken.None);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A sign-in was refused")]
        public static partial void Refused(ILogger logger);
    }
}

/// <summary>What came of a change to an account.</summary>
/// <param name="Problems">Codes of what is wrong; empty when it was done.</param>
/// <param name="Invitation">The address at which a new account's owner chooses a password, relative to the site's root; null when there is none.</param>
public sealed record PeopleResult(ImmutableArray<string> Problems, string? Invitation = null)
{
    public static readonly PeopleResult BadName = new([nameof(IdentityErrorDescriber.InvalidUserName)]);
    public static readonly PeopleResult Gone = new([nameof(Gone)]);
    public static readonly PeopleResult Oneself = new([nameof(Oneself)]);
    public static readonly PeopleResult NoInvitation = new([nameof(NoInvitation)]);
    public static readonly PeopleResult WrongPassword = new([nameof(IdentityErrorDescriber.PasswordMismatch)]);

    /// <summary>Whether it was done.</summary>
    public bool IsDone => Problems.IsEmpty;

    /// <summary>From the library's result.</summary>
    public static PeopleResult Of(IdentityResult result) => new([.. result.Errors.Select(e => e.Code)]);
}
