using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Metrics;

/// <summary>How old the figures are, and what asking for them costs: there also when there are no figures.</summary>
internal static class SourceMetrics
{
    /// <summary>Writes the families.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="state">What is known.</param>
    /// <param name="now">Our clock, now.</param>
    /// <param name="leads">Whether this instance leads.</param>
    public static void Write(PrometheusWriter writer, SnapshotState state, DateTimeOffset now, bool leads)
    {
        (byte[] Labels, string Name, TimeSpan? Age, DataState Data)[] sources =
        [
            Source(RefreshSource.Intervals, state.AgeAt(now), state.DataStateAt(now)),
            Source(RefreshSource.Observations, state.ObservationAgeAt(now), state.ObservationStateAt(now)),
        ];
        writer.Family("sld_data_age_seconds", MetricType.Gauge, "Age of the figures by the contact centre's clock; no line when there are none.");
        foreach (var source in sources)
        {
            writer.Value(source.Labels, source.Age?.TotalSeconds);
        }

        writer.Family("sld_data_state", MetricType.Gauge, "1 for how far the figures are of now: live, delayed, stale or no-data; no line for the others.");
        foreach (var source in sources)
        {
            writer.Value(PrometheusWriter.Labels(("source", source.Name), ("state", Words.Slug(source.Data))), 1);
        }

        writer.Family("sld_source_failing", MetricType.Gauge, "1 while the contact centre gives no usable answer to this question, else 0.");
        foreach (var source in new[] { RefreshSource.Queues, RefreshSource.Intervals, RefreshSource.Observations })
        {
            writer.Value(PrometheusWriter.Labels(("source", NameOf(source))), state.Failures.Any(f => f.Source == source) ? 1 : 0);
        }

        Single(writer, "sld_genesys_calls_total", MetricType.Counter, "Calls of the contact centre's API since the start.", state.Quota.CallsTotal);
        Single(writer, "sld_genesys_throttled_calls_total", MetricType.Counter, "Of these, answered by 429: too many requests.", state.Quota.ThrottledTotal);
        var share = (double)state.Quota.Share;
        Single(writer, "sld_genesys_quota_used_ratio", MetricType.Gauge, "Calls of the last 60 seconds over those that are allowed.", share);
        Single(writer, "sld_instance_leads", MetricType.Gauge, "1 while this instance asks the contact centre, 0 while another does.", leads ? 1 : 0);
    }

    private static (byte[] Labels, string Name, TimeSpan? Age, DataState Data) Source(RefreshSource source, TimeSpan? age, DataState data) =>
        (PrometheusWriter.Labels(("source", NameOf(source))), NameOf(source), age, data);

    private static void Single(PrometheusWriter writer, string name, MetricType type, string help, double value)
    {
        writer.Family(name, type, help);
        writer.Value([], value);
    }

    private static string NameOf(RefreshSource source) => source.ToString().ToLowerInvariant();
}
