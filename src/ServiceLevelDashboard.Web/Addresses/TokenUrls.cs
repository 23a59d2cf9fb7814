namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where programs' keys to the API are.</summary>
public static class TokenUrls
{
    /// <summary>All tokens.</summary>
    public const string Root = "admin/tokens";
}
