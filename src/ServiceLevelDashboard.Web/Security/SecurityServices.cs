using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Storage.People;
using ServiceLevelDashboard.Web.Api;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Screens;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Who gets in, and what they may.</summary>
internal static class SecurityServices
{
    /// <summary>The rate limit of whatever takes a password.</summary>
    public const string Attempts = nameof(Attempts);

    /// <summary>Decides by which scheme a request is judged: a screen's on the wall, a program's at the API, else a person's.</summary>
    private const string Entrance = nameof(Entrance);

    private const int AttemptsPerMinute = 10;

    /// <summary>Adds the doorkeeper, the policies, <see cref="Viewer"/>, accounts and sessions.</summary>
    public static void AddSecurity(this IServiceCollection services, IConfiguration configuration, DataOrigin origin)
    {
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection(SecurityOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>();
        AddSchemes(services, configuration, origin);
        services.AddAuthorization(Policies.Add);
        services.AddDocuments(Role.Kind);
        services.AddSingleton<RoleRegistry>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<StreamLeases>();
        services.AddSingleton<People>();
        services.AddSingleton<SetUp>();
        services.AddSingleton<SessionService>();
        services.AddHostedService(static provider => provider.GetRequiredService<SessionService>());
        services.AddSingleton<PlainHttp>();
        services.AddSingleton<PrincipalResolver>();
        services.AddSingleton<IAuthorizationHandler, RankHandler>();
        services.AddScoped(static provider => new Viewer(provider.GetRequiredService<PrincipalResolver>().Of));
        services.AddScoped<CircuitHandler, ViewerOfCircuit>();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddCascadingAuthenticationState();
        services.AddIdentityCore<Account>(DescribeAccounts).AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(static o => o.TokenLifespan = TimeSpan.FromDays(3));
        services.Configure<RateLimiterOptions>(static o => o.AddPolicy(Attempts, AttemptsOf));
    }

    /// <summary>Finds out who asks, and refuses what they may not. After routing, before anything that answers.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(static (context, next) =>
        {
            context.RequestServices.GetRequiredService<Viewer>().Become(context.User);
            return next(context);
        });
        app.UseAuthorization();
    }

    private static void AddSchemes(IServiceCollection services, IConfiguration configuration, DataOrigin origin)
    {
        var people = origin.AsksForSignIn ? SessionCookie.SchemeName : OpenAccessHandler.SchemeName;
        var schemes = services.AddAuthentication(Entrance)
            .AddPolicyScheme(Entrance, null, o => o.ForwardDefaultSelector = context => EntranceOf(context.Request) ?? people)
            .AddScheme<AuthenticationSchemeOptions, ScreenScheme>(ScreenScheme.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.SchemeName, null);
        if (!origin.AsksForSignIn)
        {
            schemes.AddScheme<AuthenticationSchemeOptions, OpenAccessHandler>(OpenAccessHandler.SchemeName, null);
            return;
        }

        schemes.AddCookie(SessionCookie.SchemeName);
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
        ScreenScheme.IsFor(request) ? ScreenScheme.SchemeName
        : ApiTokenScheme.IsFor(request) ? ApiTokenScheme.SchemeName
        : null;

    /// <summary>Long passwords rather than odd ones (NIST SP 800-63B); guessing locks an account for a while.</summary>
    private static void DescribeAccounts(IdentityOptions options)
    {
        options.User.AllowedUserNameCharacters = ""; // any: names are people's own
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }

    private static RateLimitPartition<IPAddress> AttemptsOf(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Connection.RemoteIpAddress is { } address
            ? RateLimitPartition.GetFixedWindowLimiter(ClientAddress.Of(address), static _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(IPAddress.None);
}
