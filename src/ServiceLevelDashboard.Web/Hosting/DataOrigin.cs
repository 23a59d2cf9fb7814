using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>Where the figures come from, as far as every page must say it.</summary>
/// <param name="IsEmbedded">
/// The figures are of the contact centre that this program itself has made up and started. This alone opens the doors: an address on this
/// machine may as well be a gateway to a real organisation.
/// </param>
/// <param name="IsOpenToTheNetwork">Real figures are shown beyond this machine though nobody signs in.</param>
public sealed record DataOrigin(bool IsEmbedded, bool IsOpenToTheNetwork)
{
    /// <summary>The option that lets anybody on the network see real figures without signing in; its name says the risk.</summary>
    public const string AcceptRiskKey = "Security:AnyoneOnTheNetworkMaySeeEverything";

    /// <summary>Whether visitors have to sign in; otherwise whoever sits at this machine may do everything, and who comes over the network may look.</summary>
    public bool AsksForSignIn { get; init; }

    /// <summary>Whom the figures come from; null before it is known.</summary>
    public IContactCentre? Centre { get; init; }

    /// <summary>Whether the figures are of no real organisation: the badge on every page. What the service says of itself decides no access.</summary>
    public bool IsSimulated => IsEmbedded || Centre is { IsSimulated: true };

    /// <summary>What the configuration makes of it.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="isEmbedded">Whether this program has started the contact centre itself.</param>
    public static DataOrigin Of(IConfiguration configuration, bool isEmbedded)
    {
        var isOpen = !isEmbedded && configuration.GetValue<bool>(AcceptRiskKey);
        // what cannot be understood is refused when the settings are checked
        var wanted = EnumName.Find<SignInWanted>(configuration[$"{SecurityOptions.Section}:{nameof(SecurityOptions.SignIn)}"]) ?? SignInWanted.WithRealFigures;
        return new DataOrigin(isEmbedded, isOpen)
        {
            AsksForSignIn = wanted == SignInWanted.Always || (wanted == SignInWanted.WithRealFigures && !isEmbedded && !isOpen),
        };
    }
}
