using CsCheck;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.Collecting;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

public sealed class FollowerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Answers, changes that are told, failures, targets and lists of queues in any order: both show the same, object for object.</summary>
    [Fact]
    public void Look_AfterAnything_IsTheLeadersState() => Gen.Int[0, 9].Array[4, 24].Sample(
        events => Task.Run(() => RunAsync(events)).GetAwaiter().GetResult(), iter: 25, threads: 1);

    [Fact]
    public async Task Look_StartsLate_ShowsAllAtOnce()
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        await leader.TurnAsync("observations");
        await leader.WriteAsync();

        var follower = await stage.StartFollowerAsync();

        Assert.NotNull(follower.State.Snapshot);
        Same.AssertSame(leader.State, follower.State);
        Assert.Null(follower.Leadership.Current);
        Assert.Equal("one", follower.Leadership.Holder);
    }

    [Fact]
    public async Task Look_NothingNew_IsTheSameState()
    {
        await using var stage = new InstancesStage();
        await stage.StartLeaderAsync();
        var follower = await stage.StartFollowerAsync();
        var before = follower.State;

        Assert.False(await follower.LookAsync());
        Assert.Same(before, follower.State);
    }

    [Fact]
    public async Task Look_OneIntervalChanged_ReadsThatAlone()
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        var follower = await stage.StartFollowerAsync();
        stage.Centre.Rows.Add(Given.Row("b", "08:00", 3));
        await leader.TurnAsync("intervals");
        await leader.WriteAsync();
        stage.Archive.Rows.Reads.Clear();

        await follower.LookAsync();

        Assert.Equal([Given.Span("08:00", "08:15")], stage.Archive.Rows.Reads);
        Assert.Equal(["rows", "state"], stage.Archive.LastParts.Order(StringComparer.Ordinal));
        Same.AssertSame(leader.State, follower.State);
    }

    /// <summary>Rows are written before the parts that tell of them.</summary>
    [Fact]
    public async Task Look_RowsAreNewerThanTheParts_WaitsForTheParts()
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        stage.Centre.Rows.Add(Given.Row("b", "08:00", 3));
        await leader.TurnAsync("intervals");
        await leader.Get<HistoryWriter>().WriteAsync(Token);

        var follower = stage.Start("two");
        await follower.AskAsync();

        Assert.False(await follower.LookAsync());
        await leader.WriteAsync();
        Assert.True(await follower.LookAsync());
        Same.AssertSame(leader.State, follower.State);
    }

    [Fact]
    public async Task Look_RowsStayOthersThanTheParts_BelievesThemAfterAWhile()
    {
        await using var stage = new InstancesStage();
        await stage.StartLeaderAsync();
        var range = Given.Span("07:30", "07:45");
        await stage.Archive.Rows.MergeAsync(
            new Coverage(range, Granularity.QuarterHour, EdgeSet.None, [], stage.Time.GetUtcNow()), [Given.Row("b", "07:30", 9)], Token);
        var follower = await stage.StartFollowerAsync();
        var first = follower.State.Snapshot?.Version;

        stage.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.True(await follower.LookAsync());
        Assert.NotEqual(first, follower.State.Snapshot?.Version);
    }

    [Fact]
    public async Task Models_FittedByTheLeader_AreTheFollowersToTheLastBit()
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        var follower = await stage.StartFollowerAsync();
        leader.Get<QueueModelStore>().Publish(Models());
        await leader.TurnAsync("observations");
        await leader.WriteAsync();
        await follower.LookAsync();

        Same.AssertSame(leader.Get<IQueueModels>().Current.Queues[Given.Voice("a")], follower.Get<IQueueModels>().Current.Queues[Given.Voice("a")]);
        Same.AssertSame(leader.State, follower.State);

        await leader.TurnAsync("observations");
        await leader.WriteAsync();
        Assert.DoesNotContain("models", stage.Archive.LastParts);
    }

    private static async Task RunAsync(int[] events)
    {
        await using var stage = new InstancesStage();
        var leader = await stage.StartLeaderAsync();
        var follower = await stage.StartFollowerAsync();
        var random = new Random(events.Length + events[0]);
        foreach (var what in events)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(random.Next(1, 9)));
            await leader.AskAsync();
            await follower.AskAsync();
            await HappenAsync(stage, leader, follower, what, random);
            await leader.WriteAsync();
            await follower.LookAsync();
            Same.AssertSame(leader.State, follower.State);
        }

        Assert.NotNull(follower.State.Snapshot);
    }

    private static async Task HappenAsync(InstancesStage stage, TestInstance leader, TestInstance follower, int what, Random random)
    {
        var centre = stage.Centre;
        var queue = random.Next(2) == 0 ? "a" : "b";
        switch (what)
        {
            case 1:
                // Seen in e-mail alone; what is gone again is remembered.
                centre.Rows.Add(Given.Row(new QueueMedia(new QueueId("d"), MediaType.Email), "07:45", 3));
                await leader.TurnAsync("intervals");
                centre.Rows.RemoveAll(static row => row.Key.Queue.Value == "d");
                break;
            case 0:
                centre.Rows.RemoveAll(row => row.Key == Given.Voice(queue) && row.Interval.Start == Given.Utc("08:00"));
                centre.Rows.Add(Given.Row(queue, "08:00", random.Next(1, 50), random.Next(3)));
                await leader.TurnAsync("intervals");
                break;
            case 2:
                centre.Rows.RemoveAll(row => row.Interval.Start == Given.Utc("07:45"));
                await leader.TurnAsync("intervals");
                break;
            case 3:
                centre.Waiting.Clear();
                centre.Waiting.Add(new QueueObservation(Given.Voice(queue), random.Next(9), random.Next(4), TimeSpan.FromSeconds(random.Next(90))));
                await leader.TurnAsync("observations");
                break;
            case 4:
                centre.IntervalsFail = new ThrottledException("too many", TimeSpan.FromSeconds(random.Next(100)));
                await leader.TurnAsync("intervals");
                centre.IntervalsFail = null;
                break;
            case 5:
                centre.ObservationsFail = new PermissionMissingException("not allowed", ["analytics:queueObservation:view"]);
                await leader.TurnAsync("observations");
                centre.ObservationsFail = null;
                break;
            case 6:
                await SetTargetAsync(random.Next(2) == 0 ? leader : follower, queue, random.Next(50, 99));
                await leader.ReadDocumentsAsync();
                await follower.ReadDocumentsAsync();
                await leader.TurnAsync(random.Next(2) == 0 ? "queues" : "intervals");
                break;
            case 7:
                centre.Queues.Add(Given.QueueWithTarget(FormattableString.Invariant($"q{centre.Queues.Count}")));
                await leader.TurnAsync("queues");
                break;
            case 8:
                var at = stage.Time.GetUtcNow();
                var change = new QueueChange(Given.Voice(queue), random.Next(9), random.Next(4), at.AddSeconds(-random.Next(60)), at);
                await leader.Collector.PushConnectedAsync(new PushUpdate([], [], at, FakePush.Traffic), Token);
                leader.Collector.Apply(new PushUpdate([change], [new AgentChange(new QueueId(queue), random.Next(5), 1, 0, 0, 2)], at, FakePush.Traffic));
                break;
            default:
                centre.Notices = [FormattableString.Invariant($"notice {random.Next(5)}")];
                await leader.TurnAsync("intervals");
                break;
        }
    }

    private static async Task SetTargetAsync(TestInstance instance, string queue, int percent)
    {
        var targets = instance.Get<DocumentCache<TargetOverride>>();
        var target = new TargetOverride { Queue = new QueueId(queue), Media = MediaType.Voice, Ratio = percent / 100m, ThresholdSeconds = 20 };
        await instance.ReadDocumentsAsync();
        Assert.True((await targets.SaveAsync(queue, target, targets.Find(queue)?.Version ?? 0, Actor.Program, Token)).IsSaved);
    }

    private static QueueModels Models() => ModelSamples.Of(Given.Voice("a"), Given.Voice("b"));
}
