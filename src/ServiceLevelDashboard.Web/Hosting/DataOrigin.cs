using System.Net;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>Where the figures come from, as far as every page must say it.</summary>
/// <param name="IsSimulated">The figures are of no real organisation: the embedded simulator, or another one on this machine.</param>
/// <param name="IsOpenToTheNetwork">Real figures are shown beyond this machine though nobody signs in.</param>
public sealed record DataOrigin(bool IsSimulated, bool IsOpenToTheNetwork)
{
    /// <summary>The option that lets anybody on the network see real figures without signing in; its name says the risk.</summary>
    public const string AcceptRiskKey = "Security:AnyoneOnTheNetworkMaySeeEverything";

    /// <summary>Whether visitors have to sign in; otherwise whoever sits at this machine may do everything, and who comes over the network may look.</summary>
    public bool AsksForSignIn { get; init; }

    /// <summary>What the configuration makes of it.</summary>
    public static DataOrigin Of(IConfiguration configuration)
    {
        var isSimulated = IsLoopback(configuration["GENESYS_URL"]);
        var isOpen = !isSimulated && configuration.GetValue<bool>(AcceptRiskKey);
        // what cannot be understood is refused when the settings are checked
        Enum.TryParse<SignInWanted>(configuration[$"{SecurityOptions.Section}:{nameof(SecurityOptions.SignIn)}"], ignoreCase: true, out var wanted);
        return new DataOrigin(isSimulated, isOpen)
        {
            AsksForSignIn = wanted == SignInWanted.Always || (wanted == SignInWanted.WithRealFigures && !isSimulated && !isOpen),
        };
    }

    /// <summary>Whether GENESYS_URL, if given, points to this machine: nothing but a simulator listens there.</summary>
    public static bool IsLoopback(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
