namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where people read what programs may ask.</summary>
public static class ApiUrls
{
    /// <summary>The page.</summary>
    public const string Root = "api-reference";

    /// <summary>The same for machines.</summary>
    public const string Document = "api/v1/openapi.json";
}
