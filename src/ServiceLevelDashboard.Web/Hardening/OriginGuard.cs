using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Refuses what another site's page asks for in a visitor's name: whatever names a foreign origin (every change, live page and event
/// stream does), and whatever the browser says is fetched from elsewhere and is no visit. Antiforgery tokens guard the changes once more.
/// </summary>
internal static class OriginGuard
{
    /// <summary>Where an OpenID Connect provider sends the browser back to, by a form of its own; that answer proves itself.</summary>
    internal const string SignInAnswer = "/" + SignInUrls.ServiceAnswer;

    /// <summary>Adds the guard; behind whatever finds out under which name the visitor came.</summary>
    public static void UseOriginGuard(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (IsOwn(context.Request))
        {
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Whether a request may have come from our own pages, from an address bar or from no browser at all.</summary>
    internal static bool IsOwn(HttpRequest request)
    {
        if (request.Headers.Origin is [{ } origin] && !IsSame(origin, request.Host) && request.Path != SignInAnswer)
        {
            return false;
        }
        if (request.Headers.Origin.Count > 1)
        {
            return false;
        }
        return request.Headers["Sec-Fetch-Site"] != "cross-site" || request.Headers["Sec-Fetch-Mode"] == "navigate"
            && request.Headers["Sec-Fetch-Dest"] is not ["object"] and not ["embed"];
    }

    /// <summary>By host and port. The scheme may be another where a proxy ends TLS and is not believed.</summary>
    private static bool IsSame(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && (address.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase)
            || (address.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) && address.IsDefaultPort && host.Port is null or 80 or 443));
}
