using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>The way to the service that signs people in.</summary>
internal static partial class SignInEndpoints
{
    /// <summary>Attempts that may be under way in one browser, as in several tabs.</summary>
    private const int MaximumAttempts = 5, CookiesPerAttempt = 2;

    /// <summary>Maps it, when there is one.</summary>
    public static void MapSignIn(this WebApplication app)
    {
        var isAsked = app.Services.GetRequiredService<DataOrigin>().AsksForSignIn;
        if (isAsked && app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value.OpenId.IsConfigured)
        {
            app.MapGet(SignInUrls.ByService, LeadAsync).AllowAnonymous();
            app.MapGet(SignInUrls.ByServiceBefore, (HttpRequest request) => Results.Redirect(request.Own(SignInUrls.ByService + request.QueryString)))
                .AllowAnonymous();
        }
    }

    private static async Task<IResult> LeadAsync(string? from, HttpContext context, PlainHttp plainHttp, ILogger<OpenIdSignIn> logger)
    {
        if (!plainHttp.IsSafe(context.Request))
        {
            return Results.Redirect(context.Request.Own(SignInUrls.Root));
        }
        try
        {
            ForgetAttempts(context);
            var back = SignInUrls.Return(from) ?? context.Request.Own(OverviewUrls.Root);
            await context.ChallengeAsync(OpenIdSignIn.SchemeName, new AuthenticationProperties { RedirectUri = back });
            return Results.Empty;
        }
        catch (InvalidOperationException e)
        {
            // the service does not say where it signs people in
            Log.NotAsked(logger, e);
            return Results.Redirect(context.Request.Own(SignInUrls.Failed(SignInProblem.Service)));
        }
    }

    /// <summary>Whoever begins again and again would gather cookies until a request is too large: they begin anew.</summary>
    private static void ForgetAttempts(HttpContext context)
    {
        var names = context.RequestServices.GetRequiredService<CookieNames>();
        var old = context.Request.Cookies.Keys.Where(name => name.StartsWith(names.Attempt, StringComparison.Ordinal)).ToList();
        if (old.Count < MaximumAttempts * CookiesPerAttempt)
        {
            return;
        }
        foreach (var name in old)
        {
            context.Response.Cookies.Delete(name, new CookieOptions { Path = context.Request.Own(SignInUrls.ServiceAnswer) });
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The service that signs people in could not be asked")]
        public static partial void NotAsked(ILogger logger, Exception error);
    }
}
