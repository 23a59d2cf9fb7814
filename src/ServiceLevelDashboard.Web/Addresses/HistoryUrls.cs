namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where the past is.</summary>
public static class HistoryUrls
{
    /// <summary>Any part of the past; which one is in the query.</summary>
    public const string Root = "history";
}
