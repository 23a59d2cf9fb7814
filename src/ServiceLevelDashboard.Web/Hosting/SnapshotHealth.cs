using System.Net.Mime;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// Ready means that there are figures which are not withdrawn for their age, and that this instance is not about to end; degraded, that they are not being
/// kept, or that work in the background fails.
/// </summary>
internal sealed class SnapshotHealth(
    ISnapshots snapshots, IArchiveStatus archive, ILeadership leadership, IEnumerable<IHostedService> services, Drain drain, TimeProvider clock) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = snapshots.For(Visibility.Everything);
        var data = new Dictionary<string, object>
        {
            ["data"] = state.DataStateAt(clock.GetUtcNow()).ToString(),
            ["failing"] = state.Failures.Select(f => new { source = f.Source.ToString(), cause = f.Kind.ToString(), f.Since, f.Attempts }).ToArray(),
        };
        data["leader"] = leadership.Current is not null;
        data["push"] = new
        {
            status = state.Push.Status.ToString(),
            signSeconds = state.Push.ProvenAt is { } proven ? (int)(clock.GetUtcNow() - proven).TotalSeconds : (int?)null,
            state.Push.Checks.Differences,
            state.Push.Checks.DifferencesTotal,
        };
        if (drain.IsBegun)
        {
            data["draining"] = true;
        }
        if (state.AgeAt(clock.GetUtcNow()) is { } age)
        {
            data["ageSeconds"] = (int)age.TotalSeconds;
        }
        if (archive.Current.FailingSince is { } since)
        {
            data["archiveFailingSince"] = since;
        }
        var work = services.Failing().Select(static f => new { f.Name, f.Failure.Since, f.Failure.Attempts }).ToArray();
        if (work.Length > 0)
        {
            data["workFailing"] = work;
        }
        return Task.FromResult(
            drain.IsBegun || state.DataStateAt(clock.GetUtcNow()) == DataState.NoData ? HealthCheckResult.Unhealthy(data: data)
            : archive.Current.IsFailing || work.Length > 0 ? HealthCheckResult.Degraded(data: data)
            : HealthCheckResult.Healthy(data: data));
    }

    /// <summary>Writes the report as JSON: the status, and of the snapshot its age and what fails. No message, no address, no secret.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = MediaTypeNames.Application.Json;
        var details = report.Entries.SelectMany(e => e.Value.Data).ToDictionary(d => d.Key, d => d.Value);
        details["status"] = report.Status.ToString();
        return context.Response.WriteAsJsonAsync(details, context.RequestAborted);
    }
}
