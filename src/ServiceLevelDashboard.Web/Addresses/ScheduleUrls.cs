namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where schedules are: reports that are sent by themselves.</summary>
public static class ScheduleUrls
{
    /// <summary>All of them.</summary>
    public const string Root = "schedules";

    /// <summary>Where a new one is made.</summary>
    public const string New = Root + "/edit";

    /// <summary>Where one is looked at as it would be sent.</summary>
    public const string Previews = Root + "/preview";

    /// <summary>Where one is changed.</summary>
    public static string Edit(string key) => $"{New}/{Uri.EscapeDataString(key)}";

    /// <summary>Where one is looked at as it would be sent.</summary>
    public static string Preview(string key) => $"{Previews}/{Uri.EscapeDataString(key)}";
}
