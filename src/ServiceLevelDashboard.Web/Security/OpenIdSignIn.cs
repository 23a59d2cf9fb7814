using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Signs people in by another service, with the roles that the configured claim gives them. Who gets none is not let in.</summary>
internal sealed partial class OpenIdSignIn(IOptions<SecurityOptions> options, CookieNames names, ILogger<OpenIdSignIn> logger)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "OpenId";

    private const int MaximumSubjectLength = 255;

    /// <inheritdoc/>
    public void Configure(OpenIdConnectOptions options) => Configure(SchemeName, options);

    /// <inheritdoc/>
    public void Configure(string? name, OpenIdConnectOptions connect)
    {
        if (name != SchemeName)
        {
            return;
        }
        var given = options.Value.OpenId;
        connect.Authority = given.Authority;
        connect.ClientId = given.ClientId;
        connect.ClientSecret = given.ClientSecretFile is { Length: > 0 } file ? FileText.Of(file, File.ReadAllBytes(file)).Trim() : given.ClientSecret;
        connect.RequireHttpsMetadata = !new Uri(given.Authority).IsLoopback;
        connect.ResponseType = OpenIdConnectResponseType.Code;
        connect.ResponseMode = OpenIdConnectResponseMode.Query; // by a form the answer would come without our cookies
        connect.UsePkce = true;
        connect.SaveTokens = false;
        connect.MapInboundClaims = false;
        connect.GetClaimsFromUserInfoEndpoint = true;
        connect.ClaimActions.MapJsonKey(given.NameClaim, given.NameClaim);
        connect.ClaimActions.MapJsonKey(given.RoleClaim, given.RoleClaim);
        connect.CallbackPath = OriginGuard.SignInAnswer;
        connect.CorrelationCookie.Name = names.Attempt;
        connect.NonceCookie.Name = names.Attempt + "n.";
        // the answer comes by a visit, so these need not travel with foreign requests; and without HTTPS it is this machine alone
        connect.CorrelationCookie.SameSite = connect.NonceCookie.SameSite = SameSiteMode.Lax;
        connect.CorrelationCookie.SecurePolicy = connect.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        connect.SignInScheme = Principals.SessionScheme;
        connect.Scope.Clear();
        foreach (var scope in given.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            connect.Scope.Add(scope);
        }
        connect.Events = new OpenIdConnectEvents { OnTicketReceived = context => BeginAsync(context, given), OnRemoteFailure = FailAsync };
    }

    /// <summary>From here on the session counts, and nothing of the service's answer is kept but name and roles.</summary>
    private static async Task BeginAsync(TicketReceivedContext context, OpenIdOptions given)
    {
        var claims = context.Principal ?? new ClaimsPrincipal();
        var roles = given.RolesOf(claims.FindAll(given.RoleClaim).Select(c => c.Value));
        if (claims.FindFirst("sub") is not { Value: var subject } || roles.IsEmpty)
        {
            Stop(context, SignInProblem.NoRole);
            return;
        }

        if (subject.Length is 0 or > MaximumSubjectLength || !subject.All(static c => c is > ' ' and <= '~'))
        {
            Stop(context, SignInProblem.Service); // OpenID Connect Core, 2: ASCII, at most 255; it is the person in the trail
            return;
        }

        var otherwise = PlainName.Of(subject, subject, People.MaximumNameLength);
        var name = PlainName.Of(claims.FindFirst(given.NameClaim)?.Value ?? "", otherwise, People.MaximumNameLength);
        try
        {
            var id = await context.HttpContext.RequestServices.GetRequiredService<SessionRegistry>()
                .BeginAsync($"{given.Authority.TrimEnd('/')}#{subject}", name, roles, context.HttpContext.RequestAborted);
            context.Principal = Principals.OfSession(id);
            context.Properties = new AuthenticationProperties { IsPersistent = true, RedirectUri = context.Properties?.RedirectUri };
        }
        catch (ArchiveUnavailableException)
        {
            Stop(context, SignInProblem.Away);
        }
    }

    private static void Stop(TicketReceivedContext context, SignInProblem problem)
    {
        context.Response.Redirect(context.Request.Own(SignInUrls.Failed(problem)));
        context.HandleResponse();
    }

    private Task FailAsync(RemoteFailureContext context)
    {
        Log.Failed(logger, context.Failure);
        context.Response.Redirect(context.Request.Own(SignInUrls.Failed(SignInProblem.Service)));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A sign-in by the service failed")]
        public static partial void Failed(ILogger logger, Exception? error);
    }
}
