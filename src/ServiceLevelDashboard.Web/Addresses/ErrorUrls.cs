namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>What is shown in place of a page.</summary>
public static class ErrorUrls
{
    /// <summary>When an answer could not be made.</summary>
    public const string Error = "error";

    /// <summary>When there is no such page.</summary>
    public const string NotFound = "not-found";
}
