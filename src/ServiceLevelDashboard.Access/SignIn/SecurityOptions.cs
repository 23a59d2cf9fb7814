using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.SignIn;

/// <summary>When visitors have to sign in.</summary>
public enum SignInWanted
{
    /// <summary>With real figures; not with simulated ones.</summary>
    WithRealFigures,

    /// <summary>Always, also with simulated figures.</summary>
    Always,

    /// <summary>Never: something in front asks who is there, or nobody does.</summary>
    Never,
}

/// <summary>Who gets in. Section <c>Security</c>.</summary>
public sealed class SecurityOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Security";

    /// <summary>When visitors have to sign in.</summary>
    /// <value>Default <see cref="SignInWanted.WithRealFigures"/>.</value>
    public string SignIn { get; set; } = nameof(SignInWanted.WithRealFigures);

    /// <summary>Whether passwords and session cookies may cross the network unencrypted, where anybody on the way can read them.</summary>
    /// <value>Default false: off this machine there is no sign-in without HTTPS.</value>
    public bool PasswordsMayTravelUnencrypted { get; set; }

    /// <summary>Whether people may sign in with accounts that are kept here.</summary>
    /// <value>Default: unless <see cref="OpenId"/> is configured.</value>
    public bool? LocalAccounts { get; set; }

    /// <summary>Hours after which an unused session ends, 1 to 8,760.</summary>
    /// <value>Default 12.</value>
    public int IdleHours { get; set; } = 12;

    /// <summary>Hours after which any session ends, 1 to 8,760.</summary>
    /// <value>Default 168, a week.</value>
    public int LongestHours { get; set; } = 168;

    /// <summary>The service that signs people in, by OpenID Connect.</summary>
    public OpenIdOptions OpenId { get; set; } = new();

    /// <summary>Whether people may sign in with accounts that are kept here.</summary>
    public bool HasLocalAccounts => LocalAccounts ?? !OpenId.IsConfigured;

    /// <summary>What is wrong, a sentence each that names the key and the fix.</summary>
    public IEnumerable<string> Problems()
    {
        if (EnumName.Find<SignInWanted>(SignIn) is null)
        {
            yield return $"{Section}:SignIn is '{SignIn}'; write WithRealFigures, Always or Never.";
        }
        foreach (var (key, hours) in new[] { (nameof(IdleHours), IdleHours), (nameof(LongestHours), LongestHours) })
        {
            if (hours is < 1 or > 8_760)
            {
                yield return $"{Section}:{key} is {hours}; give 1 to 8760 hours.";
            }
        }

        if (!OpenId.IsConfigured)
        {
            if (LocalAccounts == false)
            {
                yield return $"{Section}:LocalAccounts is false and {Section}:OpenId:Authority is not set, so nobody could sign in; set one of them.";
            }
            yield break;
        }

        foreach (var problem in OpenId.Problems())
        {
            yield return problem;
        }
    }
}

/// <summary>A service that signs people in, by OpenID Connect. Section <c>Security:OpenId</c>.</summary>
public sealed class OpenIdOptions
{
    private const string Section = SecurityOptions.Section + ":OpenId";

    /// <summary>The service's address, below which its <c>.well-known/openid-configuration</c> lies.</summary>
    /// <value>Default none: nobody signs in by it.</value>
    public string Authority { get; set; } = "";

    /// <summary>What the service calls this dashboard.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that the service gave, if it gave one.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>A file that holds the secret, in its place.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>What the sign-in page calls the service.</summary>
    /// <value>Default <c>OpenID Connect</c>.</value>
    public string Name { get; set; } = "OpenID Connect";

    /// <summary>The scopes that are asked for.</summary>
    /// <value>Default <c>openid profile</c>.</value>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>The claim that names the person.</summary>
    /// <value>Default <c>preferred_username</c>; the subject where it is missing.</value>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim whose values decide the roles.</summary>
    /// <value>Default <c>roles</c>.</value>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>
    /// For the name of each role the values of <see cref="RoleClaim"/> that give it, <c>;</c> between them. Who has none of them is not let in.
    /// </summary>
    public Dictionary<string, string> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether people sign in by it.</summary>
    public bool IsConfigured => Authority.Length > 0;

    /// <summary>The roles that the values of the claim give.</summary>
    public ImmutableArray<string> RolesOf(IEnumerable<string> values)
    {
        var given = values.ToHashSet(StringComparer.Ordinal);
        return [.. Roles.Where(role => Split(role.Value).Any(given.Contains)).Select(role => role.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is wrong, a sentence each that names the key and the fix.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            yield return $"{Section}:Authority is '{Authority}'; give the service's address with https.";
        }
        if (ClientId.Length == 0)
        {
            yield return $"{Section}:ClientId is empty; give what the service calls this dashboard.";
        }
        if (ClientSecretFile.Length > 0 && !File.Exists(ClientSecretFile))
        {
            yield return $"{Section}:ClientSecretFile names '{ClientSecretFile}', which is not there; name the file that holds the secret.";
        }
        if (Roles.Values.All(values => Split(values).Length == 0))
        {
            yield return $"{Section}:Roles is empty, so nobody would be let in; name the values of the claim '{RoleClaim}' that give a role, for instance {Section}:Roles:administrator=sld-admins.";
        }
    }

    private static string[] Split(string values) => values.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Ends the start with what is wrong.</summary>
public sealed class SecurityOptionsValidator : IValidateOptions<SecurityOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
