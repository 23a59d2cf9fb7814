using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

public sealed class TakeOverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lead_AfterAnother_GoesOnCountingAndAsksForATrailingWindow()
    {
        await using var stage = new InstancesStage("15:07");
        var first = await stage.StartLeaderAsync();
        var second = await stage.StartFollowerAsync();
        var version = first.State.Snapshot!.Version; // it has one
        stage.Time.Advance(TimeSpan.FromSeconds(12));
        await second.AskAsync();
        Assert.NotNull(second.Leadership.Current);
        Same.AssertSame(first.State.Snapshot, second.State.Snapshot);
        stage.Centre.Queries.Clear();

        await second.TurnAsync("queues");
        await second.TurnAsync("intervals");

        Assert.Equal(version + 2, second.State.Snapshot?.Version);
        Assert.Equal(Given.Span("12:00", "15:15"), Assert.Single(stage.Centre.Queries).Range);
    }

    /// <summary>Answers are read by what the queues are, so a list that another instance has read is not enough.</summary>
    [Fact]
    public async Task Lead_AfterAnother_ListsTheQueuesBeforeItAsksForMore()
    {
        await using var stage = new InstancesStage();
        await stage.StartLeaderAsync();
        var second = await stage.StartFollowerAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(12));
        await second.AskAsync();
        stage.Centre.Queries.Clear();

        var intervals = second.TurnAsync("intervals");
        Assert.False(intervals.IsCompleted);
        Assert.Empty(stage.Centre.Queries);
        await second.TurnAsync("queues");
        await intervals;
        Assert.Single(stage.Centre.Queries);
    }

    [Fact]
    public async Task Follow_TheFormerLeader_ShowsWhatTheNextOnePublishes()
    {
        await using var stage = new InstancesStage();
        var first = await stage.StartLeaderAsync();
        var second = await stage.StartFollowerAsync();
        await first.TurnAsync("observations"); // published here, and never written
        stage.Time.Advance(TimeSpan.FromSeconds(12));
        await second.AskAsync();
        stage.Centre.Rows.Add(Given.Row("b", "08:00", 9));
        await second.TurnAsync("queues");
        await second.TurnAsync("intervals");
        await second.WriteAsync();

        Assert.True(await first.LookAsync());
        Same.AssertSame(second.State, first.State);
    }

    /// <summary>It was stopped while a call was on its way, and goes on after another has taken over.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refresh_LeaseLostWhileTheAnswerWasOnItsWay_PublishesAndWritesNothing(bool isStopped)
    {
        await using var stage = new InstancesStage();
        var first = await stage.StartLeaderAsync(isStopped: isStopped);
        var second = await stage.StartFollowerAsync();
        stage.Held.Held = new TaskCompletionSource();
        stage.Centre.Rows.Add(Given.Row("a", "07:30", 99));
        var turn = first.TurnAsync("intervals");
        stage.Time.Advance(TimeSpan.FromSeconds(60));
        await second.AskAsync();
        var (before, writes) = (first.State, stage.Archive.Writes.Count);

        stage.Held.Held.SetResult();
        stage.Held.Held = null;
        await turn;

        Assert.Same(before, first.State);
        Assert.Null(first.Service("intervals").Failure);
        Assert.Equal(writes, stage.Archive.Writes.Count);
    }

    /// <summary>The archive refuses what was begun in an old term, also of one who believes in it still.</summary>
    [Fact]
    public async Task Write_UnderAnOldEpoch_IsRefusedAndEndsTheTerm()
    {
        await using var stage = new InstancesStage();
        var first = await stage.StartLeaderAsync();
        await first.TurnAsync("observations");
        await stage.Archive.ReleaseAsync(Leadership.LeaseName, "one", Token);
        var second = await stage.StartFollowerAsync();
        Assert.NotNull(first.Leadership.Current);

        await first.WriteAsync();

        Assert.Null(first.Leadership.Current);
        Assert.Equal(2, second.Leadership.Current?.Epoch);
        Assert.DoesNotContain(stage.Archive.Writes.SkipWhile(static w => w.Epoch == 1), static w => w.Epoch == 1);
    }

    [Fact]
    public async Task Refresh_ManyTurnsOfAll_OneInstanceAsks()
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        var others = new[] { await stage.StartFollowerAsync("two"), await stage.StartFollowerAsync("three") };
        using var enough = new CancellationTokenSource();
        var waiting = others.Select(other => other.Service("intervals").RunTurnAsync(enough.Token)).ToList();
        stage.Centre.Queries.Clear();
        for (var i = 0; i < 20; i++)
        {
            stage.Time.Advance(Leadership.Between);
            await leader.AskAsync();
            await Task.WhenAll(others.Select(static other => other.AskAsync()));
            await leader.TurnAsync("intervals");
        }

        Assert.Equal(20, stage.Centre.Queries.Count);
        Assert.All(waiting, static turn => Assert.False(turn.IsCompleted));
        await enough.CancelAsync();
        await Task.WhenAll(waiting.Select(static turn => Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn)));
    }

    [Fact]
    public async Task Lead_ArchiveAwayForHalfAMinute_StopsAskingAndGoesOnWhereItWas()
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        var follower = await stage.StartFollowerAsync();
        stage.Archive.Rows.IsAway = true;
        stage.Centre.Rows.Add(Given.Row("b", "08:00", 9));
        await leader.TurnAsync("intervals"); // still in its term
        await leader.WriteAsync();
        var shown = leader.State;
        stage.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(leader.Leadership.Current);
        await Assert.ThrowsAsync<ArchiveUnavailableException>(follower.LookAsync);
        Assert.Equal(TimeSpan.FromSeconds(30), leader.Age);
        Assert.Equal(TimeSpan.FromSeconds(30), follower.Age);

        stage.Archive.Rows.IsAway = false;
        await leader.AskAsync();
        Assert.NotNull(leader.Leadership.Current);
        Assert.Same(shown, leader.State); // nobody else led: what was not written is written now
        await leader.WriteAsync();
        await follower.LookAsync();
        Same.AssertSame(leader.State, follower.State);
    }

    [Fact]
    public async Task Age_ClocksFiveMinutesApart_IsTheSame()
    {
        await using var stage = new InstancesStage();
        var leader = stage.Start("one", TimeSpan.FromMinutes(5));
        await leader.AskAsync();
        await leader.TurnAsync("queues");
        await leader.TurnAsync("intervals");
        await leader.WriteAsync();
        var follower = stage.Start("two", TimeSpan.FromMinutes(-5));
        await follower.AskAsync();
        await follower.LookAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)), (leader.Age, follower.Age));
        Same.AssertSame(leader.State, follower.State);
        Assert.Equal(TimeSpan.Zero, leader.State.Snapshot?.ClockOffset);
    }

    [Fact]
    public async Task Switches_ConfirmedOnAFollower_AreInForceOnBoth()
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        await leader.TurnAsync("reconciliation");
        var follower = await stage.StartFollowerAsync();
        var switches = new GenesysSwitches(IncludeAbandons: false, IncludeShortAbandons: false, IncludeFlowOuts: false).Effective();

        Assert.True(await follower.Get<IReconciliation>().ConfirmAsync(switches, Actor.Person("1", "Ann"), Token));
        await leader.TurnAsync("intervals");
        await leader.TurnAsync("reconciliation");
        await leader.TurnAsync("observations");
        await leader.WriteAsync();
        await follower.LookAsync();

        Assert.Equal(switches, leader.State.Snapshot?.Definition.Switches);
        Assert.True(leader.Get<IReconciliation>().Current.IsConfirmed);
        Same.AssertSame(leader.State, follower.State);
    }

    [Fact]
    public async Task Documents_ChangedOnOne_AreReadByTheOtherAlone()
    {
        await using var stage = new InstancesStage();
        var one = stage.Start("one");
        var two = stage.Start("two");
        await two.TurnAsync("documents");
        var book = one.Get<DocumentCache<TargetOverride>>();
        var target = new TargetOverride { Queue = new QueueId("a"), Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 20 };
        Assert.True((await book.SaveAsync("a", target, 0, Actor.Program, Token)).IsSaved);
        stage.Archive.Rows.Lists.Clear();

        Assert.Equal(TimeSpan.FromSeconds(2), await two.TurnAsync("documents"));

        Assert.Equal(target, two.Get<DocumentCache<TargetOverride>>().Find("a")?.Value);
        Assert.Equal([TargetRules.Kind.Name], stage.Archive.Rows.Lists);
    }
}
