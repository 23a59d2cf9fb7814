namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where alerts are, the rules by which they ring, and the routes by which they are told.</summary>
public static class AlertUrls
{
    /// <summary>What fires now and what did.</summary>
    public const string Root = "alerts";

    /// <summary>All rules.</summary>
    public const string Rules = Root + "/rules";

    /// <summary>Where a new rule is made.</summary>
    public const string NewRule = Rules + "/edit";

    /// <summary>All routes.</summary>
    public const string Routes = Root + "/routes";

    /// <summary>Where a new route is made.</summary>
    public const string NewRoute = Routes + "/edit";

    /// <summary>Where a rule is changed.</summary>
    public static string EditRule(string key) => $"{NewRule}/{Uri.EscapeDataString(key)}";

    /// <summary>Where a route is changed.</summary>
    public static string EditRoute(string key) => $"{NewRoute}/{Uri.EscapeDataString(key)}";
}
