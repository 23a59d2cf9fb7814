using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where figures are taken apart.</summary>
public static class ExplainUrls
{
    /// <summary>Where a figure is taken apart; which one is in the query.</summary>
    public const string Path = "explain";

    /// <summary>Where kept figures lie, each under its own name.</summary>
    public const string KeptPath = Path + "/kept";

    /// <summary>The sheet that takes a figure apart: by the definition in force and the queue's own threshold.</summary>
    public static string Of(QueueMedia key, Interval range) => ExplainAddress.Of(Path, new FigureRequest(key, range));

    /// <summary>The sheet of a figure by another definition or threshold.</summary>
    internal static string As(FigureRequest request) => ExplainAddress.Of(Path, request);

    /// <summary>A kept figure.</summary>
    public static string Kept(string id) => $"{KeptPath}/{Uri.EscapeDataString(id)}";
}
