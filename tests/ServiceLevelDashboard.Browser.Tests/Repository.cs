using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Where things are.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = RepositoryFolder.FullName;

    /// <summary>Where a screenshot goes; not in version control. The folder is there: tests run in any order, so none may rely on another to make it.</summary>
    public static string Screenshot(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName, name + ".png");
}
