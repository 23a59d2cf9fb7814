using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Hosting;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Hosting;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Storage;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Api;
using ServiceLevelDashboard.Web.Boards;
using ServiceLevelDashboard.Web.Changes;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Interop;
using ServiceLevelDashboard.Web.Layout;
using ServiceLevelDashboard.Web.Metrics;
using ServiceLevelDashboard.Web.Mcp;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Screens;
using ServiceLevelDashboard.Web.Security;
using ServiceLevelDashboard.Web.Telemetry;
using ServiceLevelDashboard.Web.Tiles;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web;

/// <summary>Puts the dashboard together: what it is made of, and in which order it answers.</summary>
public static partial class WebApp
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The setting of an archive that several instances may share: their clocks are kept at its own.</summary>
    private const string SharedArchive = $"{StorageOptions.Section}:{nameof(StorageOptions.PostgreSql)}";

    /// <summary>A lost connection is noticed within two of these.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Renderings that a browser has not yet drawn. Every live part of a page has its own, so that the framework's ten are soon full in a slow browser;
    /// renderings then wait, and one that waits while the address changes brings a page amid the framework's round of those who read the query, which ends
    /// the circuit ("Collection was modified" in SupplyParameterFromQueryValueProvider; mended in later frameworks). A rendering is some kilobytes.
    /// </summary>
    private const int MaximumUnacknowledgedBatches = 200;

    /// <summary>
    /// The longest message of a page in bytes. A longer one ends the connection, so that nobody fills the memory; no field needs more. Longer texts are
    /// streamed in pieces (<see cref="Components.LargeText"/>), and <c>longest-message.js</c> holds back what would exceed it.
    /// </summary>
    private const int LongestMessage = 32 * 1024;

    /// <summary>The longest text of a field in bytes, as it stands in a message: the rest says which field it is.</summary>
    public const int LongestText = LongestMessage - (4 * 1024);

    /// <summary>Adds the contact centre, the collector and the pages.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="isEmbedded">Whether this program has started the contact centre itself.</param>
    public static void AddServiceLevelDashboard(this WebApplicationBuilder builder, bool isEmbedded)
    {
        QuickTexts.Install();
        var configuration = builder.Configuration;
        builder.WebHost.UseStaticWebAssets();
        // a write to a screen ends when its bytes have gone to the network: only then is it another's turn (WriteThrottle)
        builder.WebHost.UseSockets(sockets => sockets.MaxWriteBufferSize = 4096);
        if (!IsAddressGiven(configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var services = builder.Services;
        services.TryAddSingleton(string.IsNullOrWhiteSpace(configuration[SharedArchive]) ? TimeProvider.System : new SharedClock(TimeProvider.System));
        services.AddGenesys(configuration);
        var dataFolder = builder.SettleArchiveFolder();
        services.AddStorage(configuration);
        services.AddAnalytics(configuration);
        services.AddDelivery(configuration);
        services.AddDeliveryServices();
        services.AddReports(configuration);
        services.AddExplain();
        services.AddFigureTools();
        var origin = DataOrigin.Of(configuration, isEmbedded);
        services.AddSingleton(provider => origin with { Centre = provider.GetRequiredService<IContactCentre>() });
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, NetworkGuard>();
        services.AddSecurity(configuration, origin);
        builder.AddHardening();
        builder.AddKeyRing(dataFolder);
        services.AddWall(configuration);
        services.AddScreens();
        services.AddDrain(configuration);
        services.AddHealthChecks().AddCheck<SnapshotHealth>("snapshot");
        services.AddLiveUpdates();
        services.AddSingleton<TileFaces>();
        services.AddScoped<Undo>();
        services.AddScoped<Scripts>();
        services.AddMudBlazor();
        services.AddRazorComponents()
            .AddInteractiveServerComponents(circuit => circuit.MaxBufferedUnacknowledgedRenderBatches = MaximumUnacknowledgedBatches)
            .AddHubOptions(hub => (hub.KeepAliveInterval, hub.MaximumReceiveMessageSize) = (Heartbeat, LongestMessage));
        services.AddLanguages();
        services.AddPageCompression();
        services.AddExceptionHandler<ApiExceptionHandler>();
        builder.AddTelemetry();
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(8));
    }

    /// <summary>Checks the settings, then answers requests: headers first, then health, files and pages; and says where it listens once it does.</summary>
    public static void UseServiceLevelDashboard(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate(); // before anything starts
        NetworkGuard.CheckConfigured(app.Configuration, app.Services.GetRequiredService<DataOrigin>());
        app.UseHardening();
        app.UseDrain();
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/" + ErrorUrls.Error,
            // whatever needs the archive while it is away says so; it is no fault of the program
            StatusCodeSelector = static failure =>
                failure is ArchiveUnavailableException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = static _ => false, // a program's answer does not say what went wrong: the log does
        });
        app.UseStatusCodePagesWithReExecute("/" + ErrorUrls.NotFound);
        app.UseNoPagesForPrograms();
        app.UseRequestLocalization();
        app.UseSecurity();
        app.UseAntiforgery();
        app.UseStaleForms();
        app.MapHealthChecks(HealthUrls.Live, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(HealthUrls.Ready, new HealthCheckOptions { ResponseWriter = SnapshotHealth.WriteAsync }).AllowAnonymous();
        app.MapSignIn();
        app.MapFigureExport();
        app.MapHistoryExport();
        app.MapChangesCsv();
        app.MapApi();
        app.MapMetrics();
        app.MapFigureTools();
        app.MapStaticAssets().AllowAnonymous(); // nothing of the organisation is in them
        app.MapBoardsYaml();
        app.MapWall();
        app.MapScreens();
        app.MapScreensYaml();
        // the frame policy is in the security headers
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o =>
        {
            o.CompressCircuits();
            o.ContentSecurityFrameAncestorsPolicy = null;
        });
        app.Lifetime.ApplicationStarted.Register(() => Announce(app));
    }

    private static bool IsAddressGiven(ConfigurationManager configuration) =>
        new[] { "urls", "http_ports", "https_ports" }.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    private static void Announce(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var origin = app.Services.GetRequiredService<DataOrigin>();
        Log.Listening(
            app.Logger,
            string.Join(", ", addresses),
            origin.IsEmbedded ? "a simulated contact centre" : "Genesys Cloud");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Listening on {Addresses}, showing {Origin}")]
        public static partial void Listening(ILogger logger, string addresses, string origin);
    }
}
