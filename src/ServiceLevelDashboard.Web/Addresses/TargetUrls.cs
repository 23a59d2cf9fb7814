namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where targets are that were set here, and the contract's definition over time.</summary>
public static class TargetUrls
{
    /// <summary>All of them.</summary>
    public const string Root = "targets";

    /// <summary>Where a new one is made.</summary>
    public const string New = Root + "/edit";

    /// <summary>Where one is changed.</summary>
    public static string Edit(string key) => $"{New}/{Uri.EscapeDataString(key)}";
}
