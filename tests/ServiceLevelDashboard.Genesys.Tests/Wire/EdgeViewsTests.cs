using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Tests.Wire;

public sealed class EdgeViewsTests
{
    [Fact]
    public void PerCallOf_NoEdges_IsOneCallWithoutViews() => Assert.Empty(Assert.Single(EdgeViews.PerCallOf(EdgeSet.None)));

    [Fact]
    public void PerCallOf_ElevenEdges_IsTwoCalls()
    {
        var edges = EdgeSet.Of(Enumerable.Range(1, 9).Select(n => TimeSpan.FromSeconds(n)), [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)]);

        var calls = EdgeViews.PerCallOf(edges);

        Assert.Equal([10, 1], calls.Select(call => call.Length));
        Assert.Equal((10_000, true, 1), (calls[1][0].EdgeMs, calls[1][0].Abandons, calls[1][0].Index));
        Assert.Equal("b10000", calls[1][0].Name);
    }

    [Fact]
    public void LessThanMs_IncludesTheEdgeItself() => Assert.Equal(20_001, new EdgeView(20_000, false, 0).LessThanMs);
}
