using System.Diagnostics;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Wall;

/// <summary>Runs the tests of the screen's own logic by node's test runner; they stand beside this file.</summary>
public sealed class ModuleTests
{
    [Theory]
    [InlineData("truth")]
    [InlineData("rotation")]
    [InlineData("places")]
    [InlineData("chime")]
    [InlineData("browsers")]
    public async Task Module_Logic_Holds(string module)
    {
        var file = Path.Combine(DashboardHost.RepositoryRoot, "tests", "ServiceLevelDashboard.Web.Tests", "Wall", module + ".test.mjs");
        // node is found or this throws
        using var node = Process.Start(new ProcessStartInfo("node", ["--no-warnings", "--test", file]) { RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, said);
        Assert.Matches("# pass [1-9]", said);
    }
}
