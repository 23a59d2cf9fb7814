using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

public sealed class AlertVisibilityTests : IDisposable
{
    private readonly AlertStage _stage = new() { Queues = [AlertStage.Waiting("a", 0), AlertStage.Waiting("b", 0)] };
    private readonly DocumentCache<Group> _groups =
        new(new FakeDurableArchive(), GroupRules.Kind, TimeProvider.System, NullLogger<DocumentCache<Group>>.Instance);

    public void Dispose()
    {
        _stage.Dispose();
        _groups.Dispose();
    }

    [Fact]
    public void Of_Rules_AsTheQueuesThatTheyName()
    {
        var documents = new DocumentVisibility(_stage, _groups);
        var one = documents.For(Visibility.Of([], [], [new QueueId("a")]));

        Assert.Equal(Extent.Whole, one.Of(Rule("a")));
        Assert.Equal(Extent.Part, one.Of(Rule("a", "b")));
        Assert.Equal(Extent.None, one.Of(Rule("b")));
        Assert.Equal(Extent.Part, one.Of(Rule()));
        Assert.Equal(Extent.Part, one.Of(new AlertRule { Name = "Rule", Condition = AlertConditionKind.FiguresStale }));
        Assert.Equal(Extent.Whole, documents.For(Visibility.Everything).Of(Rule()));
    }

    [Fact]
    public async Task Firing_ForSomeEyes_AreTheirQueuesAndStaleFigures()
    {
        var stale = new AlertRule { Name = "Stale", Condition = AlertConditionKind.FiguresStale };
        var quota = new AlertRule { Name = "Archive", Condition = AlertConditionKind.ArchiveUnavailable, HoldSeconds = 0 };
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule()), ("stale", stale), ("away", quota));
        _stage.Current = _stage.Current with { FailingSince = _stage.Clock.GetUtcNow(), Message = "Disk full." };
        _stage.Queues = [AlertStage.Waiting("a", 20), AlertStage.Waiting("b", 20)];
        await _stage.RunAsync(service, 2);
        _stage.DataUntil = _stage.Clock.GetUtcNow();
        _stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await _stage.RunAsync(service, 2);

        Assert.Equal(5, _stage.Book.Firing(Visibility.Everything).Length);
        Assert.Equal(
            ["Queue a", "intervals", "observations"],
            _stage.Book.Firing(Visibility.Of([], [], [new QueueId("a")])).Select(static a => a.Facts.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["intervals", "observations"], _stage.Book.Firing(Visibility.Nothing).Select(static a => a.Facts.Name));
    }

    private static AlertRule Rule(params string[] queues) =>
        AlertStage.Rule() with { Scope = new AlertScope { Queues = [.. queues.Select(static q => new QueueId(q))] } };
}
