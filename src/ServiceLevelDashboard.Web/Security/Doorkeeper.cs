using System.Security.Claims;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Knows everybody who is let in.</summary>
internal sealed class Doorkeeper
{
    private readonly Person _local = new(OpenDoor.LocalName, Rank.Administrator, Visibility.Everything);
    private readonly Person _guest = new(OpenDoor.GuestName, Rank.Viewer, Visibility.Everything);

    /// <summary>Who a principal is; nobody when it is not known.</summary>
    public Person Of(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true, AuthenticationType: OpenDoor.SchemeName })
            return Person.Nobody;
        return principal.HasClaim(ClaimTypes.Name, OpenDoor.LocalName) ? _local : _guest;
    }
}
