namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The folder of the solution.</summary>
internal static class RepositoryFolder
{
    /// <summary>Its whole path.</summary>
    public static string FullName { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ServiceLevelDashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
        return folder.FullName;
    }
}
