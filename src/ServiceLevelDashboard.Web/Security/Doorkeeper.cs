using System.Security.Claims;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Screens;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Knows everybody who is let in.</summary>
internal sealed class Doorkeeper(ScreenBook screens)
{
    private readonly Person _local = new(OpenDoor.LocalName, Rank.Administrator, Visibility.Everything);
    private readonly Person _guest = new(OpenDoor.GuestName, Rank.Viewer, Visibility.Everything);

    /// <summary>Who a principal is; nobody when it is not known.</summary>
    public Person Of(ClaimsPrincipal principal)
    {
        if (ScreenScheme.ScreenOf(principal) is { } screen)
            return screens.Find(screen) is { } found ? new Person(found.Place, Rank.Screen, Visibility.Everything) : Person.Nobody;
        if (principal.Identity is not { IsAuthenticated: true, AuthenticationType: OpenDoor.SchemeName })
            return Person.Nobody;
        return principal.HasClaim(ClaimTypes.Name, OpenDoor.LocalName) ? _local : _guest;
    }
}
