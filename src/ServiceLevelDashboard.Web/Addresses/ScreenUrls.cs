namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where screens are let in.</summary>
public static class ScreenUrls
{
    /// <summary>What a screen opens, once and for ever: its board, or a code until somebody has approved it.</summary>
    public const string Screen = "screen";

    /// <summary>All screens.</summary>
    public const string Root = "screens";

    /// <summary>All boards and screens' places as one file.</summary>
    public const string Yaml = Root + "/screens.yaml";

    /// <summary>Where a waiting screen is approved.</summary>
    public const string Approve = Root + "/approve";

    /// <summary>The query key of a waiting screen's code.</summary>
    internal const string CodeKey = "code";

    /// <summary>Where one waiting screen is approved.</summary>
    public static string ApproveOf(string code) => $"{Approve}?{CodeKey}={Uri.EscapeDataString(code)}";
}
