namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The whole dashboard as a newcomer starts it: without credentials, on the embedded simulator.</summary>
public sealed class DashboardHost : SimulatedHost
{
    /// <summary>The folder of the solution: content root of the host.</summary>
    public static string RepositoryRoot { get; } = RepositoryFolder.FullName;
}
