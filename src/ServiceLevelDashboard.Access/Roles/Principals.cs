using System.Net;
using System.Security.Claims;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Access.Roles;

/// <summary>
/// What a principal says of itself: by which scheme somebody came in, and as which session, screen or token. What that may do is asked anew each time.
/// </summary>
public static class Principals
{
    /// <summary>The schemes, which an identity names that came by one of them.</summary>
    public const string OpenScheme = "Open", SessionScheme = "Session", ScreenScheme = "Screen", TokenScheme = "ApiToken";

    /// <summary>Who sits at this machine where nobody signs in, and who comes over the network.</summary>
    public const string LocalName = "local", GuestName = "guest";

    private const string SessionClaim = "session", ScopeClaim = "scope", AddressClaim = "address";

    /// <summary>Somebody who does not have to sign in.</summary>
    public static ClaimsPrincipal OfVisitor(bool isLocal) => Of(OpenScheme, new Claim(ClaimTypes.Name, isLocal ? LocalName : GuestName));

    /// <summary>Somebody who is signed in.</summary>
    public static ClaimsPrincipal OfSession(string id) => Of(SessionScheme, new Claim(SessionClaim, id));

    /// <summary>A screen.</summary>
    public static ClaimsPrincipal OfScreen(string id) => Of(ScreenScheme, new Claim(ClaimTypes.NameIdentifier, id));

    /// <summary>A program with a token.</summary>
    public static ClaimsPrincipal OfToken(string id, IEnumerable<string> scopes) =>
        Of(TokenScheme, [new Claim(ClaimTypes.NameIdentifier, id), .. scopes.Select(static scope => new Claim(ScopeClaim, scope))]);

    /// <summary>Whether a principal sits at this machine where nobody signs in.</summary>
    public static bool IsLocal(ClaimsPrincipal principal) => principal.HasClaim(ClaimTypes.Name, LocalName);

    /// <summary>The id of the session that a principal is signed in by, or null.</summary>
    public static string? SessionOf(ClaimsPrincipal principal) => principal.FindFirst(SessionClaim)?.Value;

    /// <summary>The screen that a principal is, or null when it is none.</summary>
    public static string? ScreenOf(ClaimsPrincipal principal) => IdBy(ScreenScheme, principal);

    /// <summary>The id of the token that a principal came by, or null.</summary>
    public static string? TokenOf(ClaimsPrincipal principal) => IdBy(TokenScheme, principal);

    /// <summary>Whether a principal may ask for something: a person for everything, a token for its scopes.</summary>
    public static bool MayAskFor(ClaimsPrincipal principal, string scope) => TokenOf(principal) is null || principal.HasClaim(ScopeClaim, scope);

    /// <summary>
    /// The same with the address that it comes from, beside whoever it is: a circuit is handed the principal of the request that opened it and nothing else of
    /// that request, so that this is the one way by which an address is known in both.
    /// </summary>
    public static ClaimsPrincipal From(ClaimsPrincipal principal, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return address is null
            ? principal
            : new([.. principal.Identities, new ClaimsIdentity([new Claim(AddressClaim, ClientAddress.Of(address).ToString())])]);
    }

    /// <summary>The address that a principal comes from; null when it has none, as over a Unix socket.</summary>
    public static IPAddress? AddressOf(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return IPAddress.TryParse(principal.FindFirst(AddressClaim)?.Value, out var address) ? address : null;
    }

    private static ClaimsPrincipal Of(string scheme, params Claim[] claims) => new(new ClaimsIdentity(claims, scheme));

    private static string? IdBy(string scheme, ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true } identity && identity.AuthenticationType == scheme
            ? principal.FindFirst(ClaimTypes.NameIdentifier)?.Value
            : null;
}
