using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Nobody signs in: who sits at this machine may do everything, who comes over the network may look.</summary>
internal sealed class OpenAccessHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Open";

    /// <summary>Who sits at this machine.</summary>
    public const string LocalName = "local";

    /// <summary>Who comes over the network.</summary>
    public const string GuestName = "guest";

    private static readonly ImmutableArray<string> PassedOn = ["X-Forwarded-For", "Forwarded", "X-Real-IP"];

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var name = IsLocal(Request) ? LocalName : GuestName;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    /// <summary>
    /// Whether a request comes from a browser on this machine: by its connection, and by the name that it asks for, since a proxy on this
    /// machine connects from here too and passes on the name that the visitor used. Whatever a proxy has marked as passed on is never local: a named
    /// proxy's mark is taken off when it is believed, so one that is left is of a proxy that nobody named.
    /// </summary>
    internal static bool IsLocal(HttpRequest request) =>
        !PassedOn.Any(request.Headers.ContainsKey)
        && (request.HttpContext.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && (request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var asked) && IPAddress.IsLoopback(asked)));
}
