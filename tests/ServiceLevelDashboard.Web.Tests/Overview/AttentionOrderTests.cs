using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Overview;

public sealed class AttentionOrderTests
{
    private static readonly DateTimeOffset Start = QueueSamples.Now;

    private readonly AttentionOrder _order = new();

    [Fact]
    public void Arrange_First_TakesTheOrderAsGiven() => Assert.Equal("ab", Arrange("ab", TimeSpan.Zero));

    [Fact]
    public void Arrange_WithinAMinute_KeepsEveryTileInItsPlace()
    {
        Arrange("abc", TimeSpan.Zero);

        Assert.Equal("abc", Arrange("cab", TimeSpan.FromSeconds(59)));
        Assert.Equal("cab", Arrange("cab", TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Arrange_UnderPointerOrFocus_NeverMoves()
    {
        Arrange("abc", TimeSpan.Zero);

        Assert.Equal("abc", Arrange("cba", TimeSpan.FromMinutes(10), isHeld: true));
        Assert.Equal("cba", Arrange("cba", TimeSpan.FromMinutes(11)));
    }

    [Fact]
    public void Arrange_TilesComeAndGo_AtOnce()
    {
        Arrange("abc", TimeSpan.Zero);

        Assert.Equal("acx", Arrange("xca", TimeSpan.FromSeconds(5)));
    }

    private string Arrange(string names, TimeSpan after, bool isHeld = false)
    {
        ImmutableArray<QueueSummary> tiles = [.. names.Select(n => QueueSamples.Summary(
            QueueSamples.Target, [QueueSamples.Counts(1, 1, 0, 0)], name: n.ToString(), key: new(new QueueId(n.ToString()), MediaType.Voice)))];
        return string.Concat(_order.Arrange(tiles, Start + after, isHeld).Select(t => t.Queue.Name));
    }
}
