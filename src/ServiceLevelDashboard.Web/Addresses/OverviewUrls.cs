namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where the overview is.</summary>
public static class OverviewUrls
{
    /// <summary>The overview without filters.</summary>
    public const string Root = "";
}
