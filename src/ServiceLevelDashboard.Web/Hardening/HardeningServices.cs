using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hosting;

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
        services.AddOptions<HttpsOptions>().Bind(builder.Configuration.GetSection(HttpsOptions.Section));
        services.AddSingleton<IValidateOptions<HardeningOptions>, HardeningOptionsValidator>();
        services.AddSingleton<IPostConfigureOptions<HardeningOptions>>(
            static provider => new OpenFiles(OpenFiles.Find(), provider.GetRequiredService<ILogger<OpenFiles>>()));
        services.AddSingleton(new FormTargets(
            Uri.TryCreate(builder.Configuration["Security:OpenId:Authority"], UriKind.Absolute, out var signsIn)
                ? [signsIn.GetLeftPart(UriPartial.Authority)]
                : []));
        services.AddSingleton<SecurityHeaders>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<SocketTransportFactory>();
        services.Replace(ServiceDescriptor.Singleton<IConnectionListenerFactory, GuardedListenerFactory>());
        services.AddSingleton<ServerCertificate>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<ServerCertificate>());
        services.AddSingleton<ExpensiveWork>();
        services.AddRateLimiter();
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, ClientLimits>();
        services.AddSingleton<IConfigureOptions<CookiePolicyOptions>, FrameCookies>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<HardeningOptions>>(Believe);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HardeningOptions>>(Limit);
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, RefusedHosts>()); // in front of the guard, which the host has registered before
        services.Configure<HostFilteringOptions>(o => (o.AllowEmptyHosts, o.IncludeFailureMessage) = (false, false));
        services.AddOptions<AntiforgeryOptions>().Configure<CookieNames>(static (forms, names) =>
        {
            forms.SuppressXFrameOptionsHeader = true; // it is among the security headers
            forms.Cookie.Name = names.Form;
        });
    }

    /// <summary>Stands in front of everything that answers.</summary>
    /// <exception cref="StartRefusedException">A switch of the platform would undo what is settled here.</exception>
    public static void UseHardening(this WebApplication app)
    {
        if (app.Configuration.GetValue<bool>(BelievesEveryone))
        {
            throw new StartRefusedException(
                $"ASPNETCORE_{BelievesEveryone} believes everyone about who they are. Take it away and name the proxies in front: Security__Proxies=127.0.0.1");
        }

        app.Services.GetRequiredService<ServerCertificate>().Open();
        RefuseHttpsWithoutCertificate(app);
        var options = app.Services.GetRequiredService<IOptions<HardeningOptions>>().Value;
        var headers = app.Services.GetRequiredService<SecurityHeaders>();
        if (!options.ProxyNetworks.IsEmpty)
        {
            app.UseForwardedHeaders();
        }
        app.UseBasePath();
        app.UseRouting();
        app.Use((context, next) =>
        {
            headers.Add(context);
            return next(context);
        });
        if (app.Services.GetRequiredService<IOptions<HttpsOptions>>().Value.IsGiven)
        {
            app.UseWhen(context => context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address), other => other.UseHttpsRedirection());
        }
        app.UseApiProblems();
        app.UseRateLimiter();
        app.UseOriginGuard();
        app.UseCookiePolicy();
    }

    private static void RefuseHttpsWithoutCertificate(WebApplication app)
    {
        var configuration = app.Configuration;
        var address = NetworkGuard.Configured(configuration).FirstOrDefault(a => a.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
        if (address is not null && !app.Services.GetRequiredService<IOptions<HttpsOptions>>().Value.IsGiven
            && !configuration.GetSection("Kestrel:Certificates").Exists() && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            throw new StartRefusedException(
                $"{address} needs a certificate. Https__Certificate names a PEM file (and Https__Key its key) or a PFX file.");
        }
    }

    private static void Believe(ForwardedHeadersOptions forwarded, IOptions<HardeningOptions> options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix;
        forwarded.ForwardLimit = null; // as far as proxies that are named go
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.Value.ProxyNetworks)
        {
            forwarded.KnownIPNetworks.Add(network);
        }
    }

    private static void Limit(KestrelServerOptions kestrel, IOptions<HardeningOptions> options)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentUpgradedConnections = options.Value.Connections;
        limits.MaxRequestBodySize = LargestBody;
        limits.RequestHeadersTimeout = HeadersWithin;
        limits.MaxRequestHeaderCount = 64;
    }
}
