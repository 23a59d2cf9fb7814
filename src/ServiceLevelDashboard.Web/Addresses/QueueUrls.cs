using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where queues are.</summary>
public static class QueueUrls
{
    /// <summary>The page of one queue and media type.</summary>
    public static string Of(QueueMedia key) => $"queues/{Uri.EscapeDataString(key.Queue.Value)}/{Uri.EscapeDataString(key.Media.Name)}";
}
