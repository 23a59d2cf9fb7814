using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web;

/// <summary>Every address of the dashboard, so that a link and its page cannot part. Relative to the site's root.</summary>
public static class AppUrls
{
    /// <summary>The overview without filters.</summary>
    public const string Overview = "/";

    /// <summary>Ages, quota, failures and the settings in force.</summary>
    public const string Administration = "/admin";

    /// <summary>What is shown when an answer could not be made.</summary>
    public const string Error = "/error";

    /// <summary>What is shown when there is no such page.</summary>
    public const string NotFound = "/not-found";

    /// <summary>Whether the process answers.</summary>
    public const string Live = "/health/live";

    /// <summary>Whether there are figures to show.</summary>
    public const string Ready = "/health/ready";

    /// <summary>The page of one queue and media type.</summary>
    public static string Queue(QueueMedia key) =>
        $"/queues/{Uri.EscapeDataString(key.Queue.Value)}/{Uri.EscapeDataString(key.Media.Name)}";
}
