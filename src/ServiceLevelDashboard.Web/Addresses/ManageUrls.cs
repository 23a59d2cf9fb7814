namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where everything begins that people make.</summary>
public static class ManageUrls
{
    /// <summary>Everything that people make: where each is made and changed.</summary>
    public const string Root = "manage";
}
