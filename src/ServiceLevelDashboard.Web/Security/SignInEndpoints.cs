using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>The way to the service that signs people in.</summary>
internal static partial class SignInEndpoints
{
    /// <summary>Maps it, when there is one.</summary>
    public static void MapSignIn(this WebApplication app)
    {
        var isAsked = app.Services.GetRequiredService<DataOrigin>().AsksForSignIn;
        if (isAsked && app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value.OpenId.IsConfigured)
        {
            app.MapGet(SignInUrls.ByService, LeadAsync).AllowAnonymous();
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The service that signs people in could not be asked")]
        public static partial void NotAsked(ILogger logger, Exception error);
    }
}
