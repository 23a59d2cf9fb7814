namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where it is said who changed what.</summary>
public static class ChangeUrls
{
    /// <summary>The latest changes.</summary>
    public const string Root = "changes";

    /// <summary>All changes as a file.</summary>
    public const string Csv = Root + "/all.csv";
}
