namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where it is seen how the program fares.</summary>
public static class AdministrationUrls
{
    /// <summary>Ages, quota, failures and the settings in force.</summary>
    public const string Root = "admin";
}
