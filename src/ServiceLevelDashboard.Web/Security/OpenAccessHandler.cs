using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Nobody signs in: who sits at this machine may do everything, who comes over the network may look.</summary>
internal sealed class OpenAccessHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Principals.OfVisitor(LocalRequest.Is(Request)), Principals.OpenScheme)));
    }
}
