namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>What Prometheus asks.</summary>
public static class MetricsUrls
{
    /// <summary>The figures of now in Prometheus' text format.</summary>
    public const string Root = "metrics";
}
