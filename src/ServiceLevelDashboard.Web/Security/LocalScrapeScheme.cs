using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>
/// Lets a Prometheus on this machine read the metrics without a token, and nothing else. Who shows a cookie or a token is judged by that, and whatever may have
/// come through a proxy is not of this machine.
/// </summary>
internal sealed class LocalScrapeScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "LocalScrape";

    /// <summary>Whether a request is to be judged as one.</summary>
    public static bool IsFor(HttpRequest request) =>
        request.Path == "/" + MetricsUrls.Root && request.Headers.Authorization.Count == 0 && request.Cookies.Count == 0 && LocalRequest.Is(request);

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Principals.OfVisitor(isLocal: false), Name))); // may look at everything, no more
}
