namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where people and their roles are.</summary>
public static class PeopleUrls
{
    /// <summary>All people and roles.</summary>
    public const string Root = "people";
}
