namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>What assistants ask.</summary>
public static class McpUrls
{
    /// <summary>Messages of the Model Context Protocol, sent by POST.</summary>
    public const string Root = "mcp";
}
