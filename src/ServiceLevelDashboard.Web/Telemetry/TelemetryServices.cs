using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServiceLevelDashboard.Web.Administration;

namespace ServiceLevelDashboard.Web.Telemetry;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry's protocol, once it is said where to. Until then nothing of it is registered, listens or runs. What is sent
/// and what is not: <c>docs/telemetry.md</c>.
/// </summary>
internal static class TelemetryServices
{
    /// <summary>Where to: the protocol's own variable, as are all others.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>All sources of spans and meters of this program.</summary>
    private const string Own = "ServiceLevelDashboard*";

    /// <summary>Adds it when an address is given.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
        {
            Add(builder.Services);
        }
    }

    /// <summary>Apart, so that its assemblies are loaded for those alone who want it.</summary>
    private static void Add(IServiceCollection services)
    {
        services.AddSingleton<ProgramMetrics>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler, CircuitCounter>();
        services.AddOpenTelemetry()
            // what the variables say goes before what is said here
            .ConfigureResource(static resource => resource
                .AddService("service-level-dashboard", serviceVersion: SettingsFacts.Version).AddEnvironmentVariableDetector())
            .WithTracing(static tracing => tracing
                .AddSource(Own)
                .AddAspNetCoreInstrumentation(static requests => requests.Filter = static context => IsSpan(context.Request.Path))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddProcessor(new SpanAttributeFilter()))
            .WithMetrics(static metrics => metrics
                .AddMeter(Own)
                .AddInstrumentation(static provider => provider.GetRequiredService<ProgramMetrics>())
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    /// <summary>Whether a request is worth a span: one that lasts for days, or that a supervisor of processes asks every second, is not.</summary>
    private static bool IsSpan(PathString path) => !path.StartsWithSegments("/_blazor") && !path.StartsWithSegments("/health")
        && path.Value?.EndsWith("/stream", StringComparison.Ordinal) != true;
}
