using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Wall;

/// <summary>Runs the tests of the screen's own logic; they stand beside this file.</summary>
public sealed class ModuleTests
{
    [Theory]
    [InlineData("truth")]
    [InlineData("rotation")]
    [InlineData("places")]
    [InlineData("chime")]
    [InlineData("browsers")]
    public Task Module_Logic_Holds(string module) => NodeTests.RunAsync(Path.Combine("Wall", module + ".test.mjs"), TestContext.Current.CancellationToken);
}
