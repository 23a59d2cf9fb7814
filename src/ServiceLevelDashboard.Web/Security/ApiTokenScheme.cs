using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Knows a program by its token, on the API's addresses and nowhere else. A token that is refused stays refused where nobody has to sign in.</summary>
internal sealed class ApiTokenScheme(ApiTokens tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Bearer = "Bearer";

    /// <summary>Where tokens count.</summary>
    private static readonly PathString[] Addresses = ["/api/v1", "/" + McpUrls.Root, "/" + MetricsUrls.Root];

    /// <summary>Whether a request is to be judged as a program's.</summary>
    public static bool IsFor(HttpRequest request) =>
        Addresses.Any(address => request.Path.StartsWithSegments(address))
        && request.Headers.Authorization is [{ } given] && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (tokens.Present(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim()) is not { } token)
        {
            return Task.FromResult(AuthenticateResult.Fail("The token is not valid."));
        }
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Principals.OfToken(token.Key, token.Value.Scopes), Principals.TokenScheme)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!tokens.AreKnown)
        {
            // a program that is told that its token is not valid may throw it away
            Response.Headers.RetryAfter = "10";
            return Problem(StatusCodes.Status503ServiceUnavailable, "The tokens are not known yet: the archive was not read so far. Ask again in a moment.")
                .ExecuteAsync(Context);
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem(
            StatusCodes.Status401Unauthorized, "The token is not valid: unknown, revoked or run out. An administrator makes another.").ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem(StatusCodes.Status403Forbidden, "The token's role does not exist any more. An administrator makes another token.").ExecuteAsync(Context);

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
