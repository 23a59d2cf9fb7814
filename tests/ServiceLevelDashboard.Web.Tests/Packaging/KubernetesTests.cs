using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Packaging;

/// <summary>The packaged manifests; their tests stand beside this file.</summary>
public sealed class KubernetesTests
{
    [Fact]
    public Task Manifests_AgainstTheSchemas_Hold() => NodeTests.RunAsync(Path.Combine("Packaging", "kubernetes.test.mjs"), TestContext.Current.CancellationToken);
}
