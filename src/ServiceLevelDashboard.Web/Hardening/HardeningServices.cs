using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>What stands between the network and the pages.</summary>
internal static class HardeningServices
{
    private const string BelievesEveryone = "FORWARDEDHEADERS_ENABLED";

    /// <summary>The largest body: settings and sign-ins are small, everything else comes over a live page.</summary>
    private const long LargestBody = 256 * 1024;

    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>Adds it.</summary>
    public static void AddHardening(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HardeningOptions>().Bind(builder.Configuration.GetSection(HardeningOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HardeningOptions>, HardeningOptionsValidator>();
        services.AddSingleton(new FormTargets([]));
        services.AddSingleton<SecurityHeaders>();
        services.AddSingleton<ConnectionGate>();
        services.AddRateLimiter();
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, ClientLimits>();
        services.AddSingleton<IConfigureOptions<CookiePolicyOptions>, FrameCookies>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<HardeningOptions>>(Believe);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HardeningOptions>>(Limit);
        services.Configure<HostFilteringOptions>(o => (o.AllowEmptyHosts, o.IncludeFailureMessage) = (false, false));
        services.Configure<AntiforgeryOptions>(o => o.SuppressXFrameOptionsHeader = true); // it is among the security headers
    }

    /// <summary>Stands in front of everything that answers.</summary>
    /// <exception cref="Hosting.StartRefusedException">A switch of the platform would undo what is settled here.</exception>
    public static void UseHardening(this WebApplication app)
    {
        if (app.Configuration.GetValue<bool>(BelievesEveryone))
        {
            throw new Hosting.StartRefusedException(
                $"Not started: ASPNETCORE_{BelievesEveryone} believes everyone about who they are. Take it away and name the proxies in front: Security__Proxies=127.0.0.1");
        }

        var options = app.Services.GetRequiredService<IOptions<HardeningOptions>>().Value;
        var headers = app.Services.GetRequiredService<SecurityHeaders>();
        if (!options.ProxyNetworks.IsEmpty)
            app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            headers.Add(context);
            return next(context);
        });
        app.UseRateLimiter();
        app.UseOriginGuard();
        app.UseCookiePolicy();
    }

    private static void Believe(ForwardedHeadersOptions forwarded, IOptions<HardeningOptions> options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = null; // as far as proxies that are named go
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.Value.ProxyNetworks)
            forwarded.KnownIPNetworks.Add(network);
    }

    private static void Limit(KestrelServerOptions kestrel, IOptions<HardeningOptions> options)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.Value.Connections;
        limits.MaxConcurrentUpgradedConnections = options.Value.Connections;
        limits.MaxRequestBodySize = LargestBody;
        limits.RequestHeadersTimeout = HeadersWithin;
        limits.MaxRequestHeaderCount = 64;
    }
}
