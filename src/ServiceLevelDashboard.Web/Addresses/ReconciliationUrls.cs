namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where the day is held against Genesys' own figures.</summary>
public static class ReconciliationUrls
{
    /// <summary>How the day stands, and by which switches.</summary>
    public const string Root = "reconciliation";
}
