using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Overview;

public sealed class TotalLinesTests
{
    private static readonly QueueSummary A = Queue("A", 40, 8, MediaType.Voice);
    private static readonly QueueSummary B = Queue("B", 20, 10, MediaType.Voice);
    private static readonly QueueSummary Chat = Queue("A", 10, 1, MediaType.Chat);
    private static readonly QueueSummary Slow = Queue("C", 30, 3, MediaType.Voice) with { Target = new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(60)) };

    [Fact]
    public void Of_MediaAndThresholds_AreSplit()
    {
        var lines = TotalLines.Of([A, B, Chat, Slow], TotalBy.Media, [], isPooled: false);

        Assert.Equal([(60L, 2), (30, 1), (10, 1)], lines.Select(l => (l.Offered, l.Queues.Length)));
        Assert.Equal(new ServiceLevel(42, 60), lines[0].Day.Exact);
        Assert.Equal(0.8m, lines[0].TargetRatio);
    }

    [Fact]
    public void Of_Pooled_SumsThresholdsAndSaysThemAll()
    {
        var line = Assert.Single(TotalLines.Of([A, B, Chat, Slow], TotalBy.Division, [], isPooled: true));

        Assert.Equal("Home", line.Name);
        Assert.Null(line.Media);
        Assert.Equal(2, line.Thresholds.Length);
        Assert.Equal(100, line.Offered);
    }

    [Fact]
    public void Of_Groups_CountAQueueInEach()
    {
        var groups = new Dictionary<string, Group>
        {
            ["a"] = new() { Name = "Only A", Rule = new GroupRule { NamePattern = "A" } },
            ["voice"] = new() { Name = "Voice", Rule = new GroupRule(), Media = [MediaType.Voice] },
            ["none"] = new() { Name = "None", Queues = [new QueueId("x")] },
        };

        var lines = TotalLines.Of([A, B, Chat], TotalBy.Group, groups, isPooled: false);

        Assert.Equal([("Only A", 40L), ("Only A", 10), ("Voice", 60)], lines.Select(l => (l.Name!, l.Offered)));
        Assert.Equal(lines.Length, lines.Select(l => l.Key).Distinct().Count());
    }

    [Fact]
    public void Of_CustomerFirstCallbacks_AreInNoLevelAndSaidApart()
    {
        var callbacks = QueueSamples.Callbacks();
        var measured = Queue("D", 20, 5, MediaType.Callback);

        var line = Assert.Single(TotalLines.Of([callbacks, measured], TotalBy.Media, [], isPooled: false));

        Assert.Equal((new ServiceLevel(15, 20), 144L, 124L), (line.Day.Exact, line.Offered, line.NotMeasured));
        Assert.EndsWith("124 not measured", TotalWords.Of(line), StringComparison.Ordinal);
    }

    private static QueueSummary Queue(string name, int offered, int late, MediaType media) => QueueSamples.Summary(
        QueueSamples.Target, [QueueSamples.Counts(offered, offered, late, 0)], ServiceState.OnTarget, name, new QueueMedia(new QueueId(name), media));
}
