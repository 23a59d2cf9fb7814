using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>
/// Knows a screen by its cookie, on the wall's addresses and nowhere else. A screen that is refused stays refused even where people need
/// not sign in: what was taken away must be gone.
/// </summary>
internal sealed class ScreenScheme(ScreenRegistry book, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>Where a screen is let in.</summary>
    private const string Wall = "/wall";

    /// <summary>As long as browsers keep a cookie; it is written anew every day.</summary>
    private static readonly TimeSpan CookieAge = TimeSpan.FromDays(400);

    private PresentationOutcome _outcome = PresentationOutcome.Refused;

    /// <summary>Whether a request is to be judged as a screen's.</summary>
    public static bool IsFor(HttpRequest request) => request.Path.StartsWithSegments(Wall) && request.Cookies.ContainsKey(NameIn(request.HttpContext));

    /// <summary>Hands a screen its credential.</summary>
    public static void GiveCredential(HttpContext context, ScreenToken token)
    {
        context.Response.Cookies.Append(NameIn(context), token.Reveal(), Cookie(context, CookieAge));
        RenamedCookies.Replace(context, NameIn(context));
    }

    /// <summary>
    /// The credential that a screen is to be handed with this answer: a newer one, or the one that it came with under a name of before; else null.
    /// </summary>
    public static ScreenToken? ToGive(HttpContext context, ScreenToken came, Presentation presented) =>
        presented.Renewed ?? (presented.Screen is not null && RenamedCookies.IsRenamed(context, NameIn(context)) ? came : null);

    /// <summary>The name of the cookie of a screen's credential.</summary>
    public static string NameIn(HttpContext context) => context.RequestServices.GetRequiredService<CookieNames>().Screen;

    /// <summary>A cookie that scripts cannot read; <see cref="SameSiteMode.Lax"/>, so that a player that opens the page from its own is still known.</summary>
    public static CookieOptions Cookie(HttpContext context, TimeSpan age) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = age,
            Path = context.Request.CookiePath(),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ScreenToken.Parse(Request.Cookies[NameIn(Context)]) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }
        var presented = await book.PresentAsync(token, Context.Connection.RemoteIpAddress, MayRenew(Request.Path), Context.RequestAborted);
        _outcome = presented.Outcome;
        if (presented.Screen is null)
        {
            return AuthenticateResult.Fail("The screen's credential is not valid.");
        }
        if (MayRenew(Request.Path) && ToGive(Context, token, presented) is { } given)
        {
            GiveCredential(Context, given);
        }
        return AuthenticateResult.Success(new AuthenticationTicket(Principals.OfScreen(token.Screen), Principals.ScreenScheme));
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isKnowable = _outcome != PresentationOutcome.Unknowable;
        Response.StatusCode = isKnowable ? StatusCodes.Status401Unauthorized : StatusCodes.Status503ServiceUnavailable;
        Response.ContentType = "text/plain; charset=utf-8";
        Response.Headers.CacheControl = "no-store";
        await Response.WriteAsync(isKnowable ? SecurityText.ScreenRefused : SecurityText.ScreenUnknowable, Context.RequestAborted);
    }

    /// <summary>A new credential comes with a document or the time: never with what is sent to many.</summary>
    private static bool MayRenew(PathString path) => path.Value?.Split('/') is ["", "wall", _] or ["", "wall", _, "time"] or ["", "screen"];
}
