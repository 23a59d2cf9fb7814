namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where notes are of what happened and may explain a curve.</summary>
public static class AnnotationUrls
{
    /// <summary>All of them.</summary>
    public const string Root = "annotations";

    /// <summary>Where a new one is made.</summary>
    public const string New = Root + "/edit";

    /// <summary>Where one is changed.</summary>
    public static string Edit(string key) => $"{New}/{Uri.EscapeDataString(key)}";
}
