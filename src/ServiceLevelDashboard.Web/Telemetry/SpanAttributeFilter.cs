using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace ServiceLevelDashboard.Web.Telemetry;

/// <summary>
/// Leaves in a span what is known to hold no secret and no name: what an instrumentation adds besides (addresses with their queries, statements, agents of
/// browsers), also a later version of it, is not sent.
/// </summary>
internal sealed class SpanAttributeFilter : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Kept = new[]
    {
        "sld.source", "error.type", "http.request.method", "http.response.status_code", "http.route", "url.scheme", "server.address", "server.port",
        "network.protocol.version", "db.system.name", "db.operation.name", "db.response.status_code", "otel.status_code",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var key in data.TagObjects.Select(static tag => tag.Key).Where(static key => !Kept.Contains(key)).ToList())
        {
            data.SetTag(key, null); // takes it away
        }
        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status); // a description is an error's text
        }
    }
}
