namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where sites are: when which queues are open.</summary>
public static class SiteUrls
{
    /// <summary>All of them.</summary>
    public const string Root = "sites";

    /// <summary>Where a new one is made.</summary>
    public const string New = Root + "/edit";

    /// <summary>Where one is changed.</summary>
    public static string Edit(string key) => $"{New}/{Uri.EscapeDataString(key)}";
}
