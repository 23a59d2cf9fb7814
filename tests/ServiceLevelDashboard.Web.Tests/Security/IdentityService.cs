using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>A real OpenID Connect provider over HTTP on this machine, at which somebody is always signed in.</summary>
internal sealed class IdentityService : IAsyncDisposable
{
    public const string ClientId = "dashboard", ClientSecret = "not-a-real-secret";

    private readonly WebApplication _app;

    private IdentityService(WebApplication app) => _app = app;

    /// <summary>Where it answers.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // it has started

    /// <summary>Starts it.</summary>
    /// <param name="name">Who is signed in there.</param>
    /// <param name="groups">What the claim <c>groups</c> holds of them.</param>
    public static Task<IdentityService> StartAsync(string name, params string[] groups) => StartAsync(name, "subject-of-" + name, groups);

    /// <summary>Starts it.</summary>
    /// <param name="name">Who is signed in there.</param>
    /// <param name="subject">Which one that is there.</param>
    /// <param name="groups">What the claim <c>groups</c> holds of them.</param>
    public static async Task<IdentityService> StartAsync(string name, string subject, string[] groups)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode(); // without a database: what it would look up is decided below
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            // keys that are made at once: two of RSA cost more than the rest of a test
            server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))).AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256);
            server.RegisterScopes(OpenIddictConstants.Scopes.Profile);
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.RedirectUri?.EndsWith("/signin-oidc", StringComparison.Ordinal) != true)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }
                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.SignIn(PrincipalOf(name, subject, groups, context.Request));
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new IdentityService(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ClaimsPrincipal PrincipalOf(string name, string subject, string[] groups, OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity("provider", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, subject).SetClaim(OpenIddictConstants.Claims.PreferredUsername, name);
        identity.SetClaims("groups", [.. groups]);
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(static _ => [OpenIddictConstants.Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
