namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where boards are made.</summary>
public static class BoardUrls
{
    /// <summary>All boards.</summary>
    public const string Root = "boards";

    /// <summary>Where boards are taken in from a file.</summary>
    public const string Import = Root + "/import";

    /// <summary>All boards as one file.</summary>
    public const string Yaml = Root + "/boards.yaml";

    /// <summary>The query key of the board that a new one copies.</summary>
    internal const string FromKey = "from";

    /// <summary>Where a board is edited.</summary>
    public static string Edit(string name) => $"{Root}/board/{Uri.EscapeDataString(name)}";

    /// <summary>Where a new board is made, as a copy of another when one is named.</summary>
    public static string New(string? from = null) => from is null ? Root + "/new" : $"{Root}/new?{FromKey}={Uri.EscapeDataString(from)}";
}
