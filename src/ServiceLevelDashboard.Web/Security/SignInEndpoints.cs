using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>The way to the service that signs people in.</summary>
internal static class SignInEndpoints
{
    /// <summary>Maps it, when there is one.</summary>
    public static void MapSignIn(this WebApplication app)
    {
        var isAsked = app.Services.GetRequiredService<DataOrigin>().AsksForSignIn;
        if (isAsked && app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value.OpenId.IsConfigured)
            app.MapGet(AppUrls.SignInByService, Lead).AllowAnonymous();
    }

    private static IResult Lead(string? from, HttpRequest request, PlainHttp plainHttp) => plainHttp.IsSafe(request)
        ? Results.Challenge(new AuthenticationProperties { RedirectUri = AppUrls.OwnOr(from) }, [OpenIdSignIn.SchemeName])
        : Results.Redirect(AppUrls.SignIn);
}
