using System.Diagnostics;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>Tests in JavaScript, by node's test runner.</summary>
internal static class NodeTests
{
    /// <summary>Runs those of a file; fails when one fails or none is there.</summary>
    /// <param name="path">The file, below the folder of this project.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task RunAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.Combine(DashboardHost.RepositoryRoot, "tests", "ServiceLevelDashboard.Web.Tests", path);
        // node is found or this throws
        using var node = Process.Start(new ProcessStartInfo("node", ["--no-warnings", "--test", file]) { RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync(cancellationToken).Soon();
        await node.WaitForExitAsync(cancellationToken);

        Assert.True(node.ExitCode == 0, said);
        Assert.Matches("# pass [1-9]", said);
    }
}
