namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where groups of queues are.</summary>
public static class GroupUrls
{
    /// <summary>All of them.</summary>
    public const string Root = "groups";

    /// <summary>Where a new one is made.</summary>
    public const string New = Root + "/edit";

    /// <summary>Where one is changed.</summary>
    public static string Edit(string key) => $"{New}/{Uri.EscapeDataString(key)}";

    /// <summary>Where it is said what a closed group needs.</summary>
    public const string StaffingPath = Root + "/staffing";

    /// <summary>What one closed group needs.</summary>
    public static string Staffing(string key) => $"{StaffingPath}/{Uri.EscapeDataString(key)}";
}
