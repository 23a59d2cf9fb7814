namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The whole dashboard as a newcomer starts it: without credentials, on the embedded simulator.</summary>
public sealed class DashboardHost : SimulatedHost
{
    /// <summary>The folder of the solution: content root of the host.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ServiceLevelDashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
        return folder.FullName;
    }
}
