using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Who gets in: how the rules of access are asked by requests and circuits.</summary>
internal static class SecurityServices
{
    /// <summary>The rate limit of whatever takes a password.</summary>
    public const string Attempts = nameof(Attempts);

    /// <summary>Decides by which scheme a request is judged: a screen's on the wall, a program's at the API, else a person's.</summary>
    private const string Entrance = nameof(Entrance);

    private const int AttemptsPerMinute = 10;

    /// <summary>Adds the rules of access, and the ways in which a request says who it is of.</summary>
    public static void AddSecurity(this IServiceCollection services, IConfiguration configuration, DataOrigin origin)
    {
        services.AddAccess(configuration, new SignInMode(origin.AsksForSignIn));
        AddSchemes(services, configuration, origin);
        services.AddScoped<CircuitHandler, ViewerOfCircuit>();
        services.AddCascadingAuthenticationState();
        services.Configure<RateLimiterOptions>(static o => o.AddPolicy(Attempts, AttemptsOf));
    }

    /// <summary>Finds out who asks, and refuses what they may not. After routing, before anything that answers.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseRenamedCookies();
        app.UseAuthentication();
        app.Use(static (context, next) =>
        {
            var viewer = context.RequestServices.GetRequiredService<Viewer>();
            context.User = Principals.From(context.User, context.Connection.RemoteIpAddress); // a circuit takes it over
            viewer.Become(context.User);
            return next(context);
        });
        app.UseAuthorization();
    }

    private static void AddSchemes(IServiceCollection services, IConfiguration configuration, DataOrigin origin)
    {
        var people = origin.AsksForSignIn ? Principals.SessionScheme : Principals.OpenScheme;
        var schemes = services.AddAuthentication(Entrance)
            .AddPolicyScheme(Entrance, null, o => o.ForwardDefaultSelector = context => EntranceOf(context.Request) ?? people)
            .AddScheme<AuthenticationSchemeOptions, ScreenScheme>(Principals.ScreenScheme, null)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(Principals.TokenScheme, null)
            .AddScheme<AuthenticationSchemeOptions, LocalScrapeScheme>(LocalScrapeScheme.Name, null);
        if (!origin.AsksForSignIn)
        {
            schemes.AddScheme<AuthenticationSchemeOptions, OpenAccessHandler>(Principals.OpenScheme, null);
            return;
        }

        schemes.AddCookie(Principals.SessionScheme);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SessionCookie>();
        if (string.IsNullOrEmpty(configuration[$"{SecurityOptions.Section}:{nameof(SecurityOptions.OpenId)}:{nameof(OpenIdOptions.Authority)}"]))
        {
            return;
        }
        schemes.AddOpenIdConnect(OpenIdSignIn.SchemeName, static _ => { });
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, OpenIdSignIn>();
    }

    /// <summary>The scheme of whoever is no person, or null.</summary>
    private static string? EntranceOf(HttpRequest request) =>
        ScreenScheme.IsFor(request) ? Principals.ScreenScheme
        : ApiTokenScheme.IsFor(request) ? Principals.TokenScheme
        : LocalScrapeScheme.IsFor(request) ? LocalScrapeScheme.Name
        : null;

    private static RateLimitPartition<IPAddress> AttemptsOf(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Connection.RemoteIpAddress is { } address
            ? RateLimitPartition.GetFixedWindowLimiter(
                ClientAddress.Of(address), static _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(IPAddress.None);
}
