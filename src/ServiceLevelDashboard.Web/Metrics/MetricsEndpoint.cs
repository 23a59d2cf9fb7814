using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Api;

namespace ServiceLevelDashboard.Web.Metrics;

/// <summary>The figures of now for Prometheus, as far as the asker may see them.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Maps the address.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/" + MetricsUrls.Root, WriteAsync).AddEndpointFilter(ApiEndpoints.Scope(ApiToken.MetricsScope));

    private static async Task WriteAsync(
        HttpResponse response, Viewer viewer, ISnapshots snapshots, ILeadership leadership, TimeProvider clock, CancellationToken cancellationToken)
    {
        response.ContentType = PrometheusWriter.ContentType;
        var (state, now) = (snapshots.For(viewer.Sees), clock.GetUtcNow());
        var writer = new PrometheusWriter(response.BodyWriter);
        SourceMetrics.Write(writer, state, now, leadership.Current is not null);
        await QueueMetrics.WriteAsync(writer, state, now, async () => await response.BodyWriter.FlushAsync(cancellationToken));
    }
}
