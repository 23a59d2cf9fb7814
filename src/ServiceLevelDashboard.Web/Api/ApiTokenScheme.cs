using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Api;

/// <summary>Knows a program by its token, on the API's addresses and nowhere else. A token that is refused stays refused where nobody has to sign in.</summary>
internal sealed class ApiTokenScheme(ApiTokens tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name, and what an identity says that came by it.</summary>
    public const string SchemeName = "ApiToken";

    private const string Bearer = "Bearer";

    private const string ScopeClaim = "scope";

    /// <summary>Whether a request is to be judged as a program's.</summary>
    public static bool IsFor(HttpRequest request) =>
        request.Path.StartsWithSegments(ApiEndpoints.Root) && request.Headers.Authorization is [{ } given] && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <summary>The id of the token that a principal came by, or null.</summary>
    public static string? IdOf(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, AuthenticationType: SchemeName } ? principal.FindFirstValue(ClaimTypes.NameIdentifier) : null;

    /// <summary>Whether a principal may ask for something: a person for everything, a token for its scopes.</summary>
    public static bool MayAskFor(ClaimsPrincipal principal, string scope) => IdOf(principal) is null || principal.HasClaim(ScopeClaim, scope);

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (tokens.Present(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim()) is not { } token)
        {
            return Task.FromResult(AuthenticateResult.Fail("The token is not valid."));
        }
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, token.Key), .. token.Value.Scopes.Select(scope => new Claim(ScopeClaim, scope))], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiEndpoints.Problem(StatusCodes.Status401Unauthorized, "The token is not valid: unknown, revoked or run out. An administrator makes another.").ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiEndpoints.Problem(StatusCodes.Status403Forbidden, "The token's role does not exist any more. An administrator makes another token.").ExecuteAsync(Context);
}
