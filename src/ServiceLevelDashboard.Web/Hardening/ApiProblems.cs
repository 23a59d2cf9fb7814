using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Every refusal and failure at an address for programs is a problem as RFC 9457 describes it, whoever refuses: sign-in, routing, limits or a mistake of the
/// program. And each answer says how many requests are left.
/// </summary>
internal static class ApiProblems
{
    /// <summary>Whether an address is for programs.</summary>
    public static bool IsFor(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/" + MetricsUrls.Root) || path.StartsWithSegments("/" + McpUrls.Root);

    /// <summary>Adds it, in front of whatever refuses; after routing.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(static context => IsFor(context.Request.Path), static api =>
    {
        api.Use(static (context, next) =>
        {
            context.Response.OnStarting(static state => SayLimit((HttpContext)state), context);
            return next(context);
        });
        api.UseStatusCodePages(static pages => WriteAsync(pages.HttpContext));
    });

    /// <summary>Keeps the page for people who went astray from a program's addresses; behind what adds it.</summary>
    public static void UseNoPagesForPrograms(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (IsFor(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
        return next(context);
    });

    /// <summary>Writes what is wrong and what to do, by the status.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.TryAdd(HeaderNames.WWWAuthenticate, "Bearer");
        }
        return Results.Problem(DetailOf(status, context.Response.Headers.Allow), statusCode: status).ExecuteAsync(context);
    }

    private static string DetailOf(int status, string? allowed) => status switch
    {
        StatusCodes.Status401Unauthorized =>
            "Authentication is required. Send a token: Authorization: Bearer sld_…; an administrator creates one in the dashboard.",
        StatusCodes.Status403Forbidden => "The token or the person has no access to this, or the request came from another site's page.",
        StatusCodes.Status404NotFound => $"There is no such address; see /{ApiUrls.Document}.",
        StatusCodes.Status405MethodNotAllowed => $"This address does not support the method: use {allowed}.",
        StatusCodes.Status429TooManyRequests => "Too many requests from one address. Try again after the seconds in Retry-After.",
        StatusCodes.Status503ServiceUnavailable => "The archive is not available right now. Try again in a minute.",
        >= StatusCodes.Status500InternalServerError => "The dashboard failed to answer; its log says where.",
        _ => "The request cannot be read.",
    };

    /// <summary>
    /// What is left of the requests that may come at once, and after how many seconds all of them may again (the headers of the IETF's draft); of who has no
    /// address nothing is counted.
    /// </summary>
    private static Task SayLimit(HttpContext context)
    {
        var services = context.RequestServices;
        var limits = services.GetRequiredService<IOptions<HardeningOptions>>().Value;
        var most = limits.RequestsPerSecond * ClientLimits.Burst;
        if (services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter?.GetStatistics(context) is { } known
            && known.CurrentAvailablePermits <= most)
        {
            var left = known.CurrentAvailablePermits;
            var full = Math.Ceiling((most - left) / (double)limits.RequestsPerSecond);
            var headers = context.Response.Headers;
            headers["RateLimit-Policy"] = FormattableString.Invariant($"\"address\";q={most};w={ClientLimits.Burst}");
            headers["RateLimit"] = FormattableString.Invariant($"\"address\";r={left};t={full}");
        }
        return Task.CompletedTask;
    }
}

/// <summary>Answers a program whose question ended in a mistake of ours.</summary>
internal sealed class ApiExceptionHandler : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // the request's own path is the error page's by now
        if (httpContext.Features.Get<IExceptionHandlerPathFeature>() is not { } failed || !ApiProblems.IsFor(failed.Path))
        {
            return false;
        }
        await ApiProblems.WriteAsync(httpContext);
        return true;
    }
}
