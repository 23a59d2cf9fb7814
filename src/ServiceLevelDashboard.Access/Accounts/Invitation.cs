using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Accounts;

/// <summary>
/// That somebody may choose a password for an account, as it is kept: under the account's id, so that a newer one ends the older; never the secret, only a
/// hash of it and of the account's stamp, so that it ends with whatever changes that: a password, shutting the account, letting it in again.
/// </summary>
public sealed record Invitation
{
    /// <summary>How invitations are kept, each under the id of its account.</summary>
    public static readonly DocumentKind<Invitation> Kind = new(
        "invitation", DocumentJson.Of<Invitation>(), static (_, invitation) => invitation.Hash.Length == 0 ? ["hash is empty."] : [],
        static (_, _) => []); // its names are of accounts

    private const int SecretBytes = 32;

    /// <summary>The account's name, for those who read the trail.</summary>
    public required string Person { get; init; }

    /// <summary>The name of who made it.</summary>
    public required string By { get; init; }

    /// <summary>SHA-256 of the secret and the account's stamp; with 256 random bits there is nothing to guess that a slower hash would protect.</summary>
    public required string Hash { get; init; }

    /// <summary>From when on it serves no more.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Makes one for an account as it is now.</summary>
    /// <returns>What is kept, and the address to hand over, relative to the site's root; nobody can see it again.</returns>
    internal static (Invitation Invitation, string Address) Make(Account account, Actor by, DateTimeOffset until)
    {
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));
        return (
            new Invitation { Person = account.UserName ?? account.Id, By = by.Name, Hash = HashOf(secret, account), Until = until },
            $"{AccessPaths.Invitation}?person={Uri.EscapeDataString(account.Id)}&token={secret}");
    }

    /// <summary>Whether what somebody presents is its secret, and the account still is as it was.</summary>
    internal bool IsFor(Account account, string secret, DateTimeOffset now) =>
        now < Until && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret, account)), Encoding.ASCII.GetBytes(Hash));

    private static string HashOf(string secret, Account account) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{secret}\n{account.SecurityStamp}")));
}
