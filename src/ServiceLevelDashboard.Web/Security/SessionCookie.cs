using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>The cookie by which a browser shows its session: sealed, out of reach of scripts, and worth nothing once the session has ended.</summary>
internal sealed class SessionCookie(IOptions<SecurityOptions> options, CookieNames names) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    /// <inheritdoc/>
    public void Configure(CookieAuthenticationOptions options) => Configure(Principals.SessionScheme, options);

    /// <inheritdoc/>
    public void Configure(string? name, CookieAuthenticationOptions cookie)
    {
        if (name != Principals.SessionScheme)
        {
            return;
        }
        cookie.Cookie.Name = names.Session;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // without HTTPS there is no sign-in but on this machine
        cookie.ExpireTimeSpan = TimeSpan.FromHours(options.Value.LongestHours);
        cookie.SlidingExpiration = false; // how long it has been idle is known here
        cookie.LoginPath = "/" + SignInUrls.Root;
        cookie.ReturnUrlParameter = SignInUrls.FromKey;
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = static context =>
            {
                if (IsVisit(context.Request))
                {
                    context.Response.Redirect(context.RedirectUri);
                }
                else
                {
                    Refuse(context.HttpContext, StatusCodes.Status401Unauthorized);
                }
                return Task.CompletedTask;
            },
            OnRedirectToAccessDenied = static context =>
            {
                Refuse(context.HttpContext, StatusCodes.Status403Forbidden);
                return Task.CompletedTask;
            },
        };
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var (sessions, id) = (services.GetRequiredService<SessionRegistry>(), context.Principal is { } principal ? Principals.SessionOf(principal) : null);
        // another process may have begun it a moment ago
        if (id is not null && sessions.Find(id) is null)
        {
            try
            {
                await sessions.RefreshAsync(context.HttpContext.RequestAborted);
            }
            catch (ArchiveUnavailableException)
            {
                // the session is not known here: its owner signs in again when the archive is back
            }
        }
        if (id is not null && sessions.Find(id) is not null)
        {
            sessions.See(id);
            var name = context.Options.Cookie.Name!; // set above
            if (RenamedCookies.IsRenamed(context.HttpContext, name) && IsVisit(context.Request))
            {
                context.ShouldRenew = true;
                RenamedCookies.Replace(context.HttpContext, name);
            }
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Principals.SessionScheme);
    }

    /// <summary>Only a visit, or a form that somebody has sent, is led to a page: a script would take the page for an answer.</summary>
    private static bool IsVisit(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || (HttpMethods.IsPost(request.Method) && request.HasFormContentType))
        && request.GetTypedHeaders().Accept.Any(static a => a.MediaType == "text/html");

    private static void Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (!IsVisit(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }
}
