namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>What a supervisor of processes asks.</summary>
public static class HealthUrls
{
    /// <summary>Whether the process answers.</summary>
    public const string Live = "health/live";

    /// <summary>Whether there are figures to show.</summary>
    public const string Ready = "health/ready";
}
