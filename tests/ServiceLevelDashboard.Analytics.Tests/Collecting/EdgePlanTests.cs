using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class EdgePlanTests
{
    private static readonly EdgeSet Configured = EdgeSet.Of(Seconds(5, 10, 20, 30, 60, 120), Seconds(5, 20));

    [Fact]
    public void For_FewTargets_TakesAllEdges()
    {
        var plan = EdgePlan.For([TargetAt(20), TargetAt(45)], TimeSpan.FromSeconds(7), Configured);
        Assert.Equal([5000, 10000, 20000, 30000, 45000, 60000, 120000], plan.Edges.AnsweredMs);
        Assert.Equal([5000, 7000, 20000, 45000], plan.Edges.AbandonedMs);
        Assert.Equal(0, plan.LeftOut);
    }

    [Fact]
    public void For_ManyTargets_KeepsEveryThresholdAndTheShortLimitBeforeConfiguredEdges()
    {
        var plan = EdgePlan.For(Enumerable.Range(101, 18).Select(TargetAt), TimeSpan.FromSeconds(7), Configured);
        Assert.Equal(EdgePlan.Limit, plan.Edges.Count);
        Assert.Equal(Enumerable.Range(101, 18).Select(s => s * 1000), plan.Edges.AnsweredMs);
        Assert.Contains(7000, plan.Edges.AbandonedMs);
        Assert.Equal(0, plan.LeftOut);
    }

    [Fact]
    public void For_TooManyTargets_KeepsThoseOfMostQueuesAndCountsTheRest()
    {
        var targets = Enumerable.Range(1, 25).Select(TargetAt).Append(TargetAt(25)).Append(TargetAt(24));
        var plan = EdgePlan.For(targets, null, Configured);
        Assert.Equal([.. Enumerable.Range(1, 18), 24, 25], plan.Edges.AnsweredMs.Select(ms => ms / 1000));
        Assert.Equal(5, plan.LeftOut);
    }

    [Fact]
    public void For_NoTargets_TakesTheConfiguredEdges() => Assert.Equal(Configured, EdgePlan.For([], null, Configured).Edges);

    private static ServiceLevelTarget TargetAt(int seconds) => new(0.8m, TimeSpan.FromSeconds(seconds));

    private static IEnumerable<TimeSpan> Seconds(params int[] seconds) => seconds.Select(s => TimeSpan.FromSeconds(s));
}
