using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage.Tests.Small;

/// <summary>The same tests on both databases.</summary>
public sealed class SmallTablesTests
{
    private static readonly DateTimeOffset Monday = Samples.Day;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task QueueHistory_RenamedRetargetedAndDeleted_KeepsEveryVersionWithItsTime(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var history = new QueueHistory(fixture.Executor);
        var first = Queue("a", "Sales", 0.8m);
        await history.RecordAsync([first, Queue("b", "Support", 0.8m)], Monday, Cancel);
        await history.RecordAsync([first, Queue("b", "Support", 0.8m)], Monday.AddHours(1), Cancel);
        await history.RecordAsync([Queue("a", "Sales EU", 0.9m)], Monday.AddHours(2), Cancel);

        var versions = await history.ReadAsync(new Interval(Monday, Monday.AddDays(1)), Cancel);

        Assert.Equal(
            [("Sales", 0.8m, 0, (int?)2), ("Support", 0.8m, 0, 2), ("Sales EU", 0.9m, 2, null)],
            versions.Select(v => (v.Queue.Name, v.Queue.TargetFor(MediaType.Voice)!.Ratio, (v.From - Monday).Hours, (int?)(v.To - Monday)?.Hours)));
        Assert.Equal("Sales EU", Assert.Single(await history.ReadAsync(new Interval(Monday.AddHours(3), Monday.AddDays(1)), Cancel)).Queue.Name);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Observations_AddedTwice_AreJoinedAndAGapStaysAGap(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var archive = new ObservationArchive(fixture.Executor);
        await archive.AddAsync([Seen(0, 3, 9_000), Seen(30, 1, 500)], Cancel);
        await archive.AddAsync(
            [Seen(0, 5, 21_000), new ObservedInterval(new QueueId("a"), null, AgentStatus.Idle, Samples.Range(0, 15), Spread.Of(7), Spread.Of(0))], Cancel);

        var all = await archive.ReadAsync(new QueueId("a"), Samples.Range(0, 60), Cancel);
        var rows = all.Where(r => r.Media == MediaType.Voice).ToList();

        Assert.Equal((AgentStatus.Idle, 7L), Assert.Single(all, r => r.Media is null) is var idle ? (idle.Status!.Value, idle.Count.Most) : default);
        Assert.Equal([0, 30], rows.Select(r => (r.Interval.Start - Monday).Minutes));
        Assert.Equal(new Spread(2, 3, 8, 5), rows[0].Count);
        Assert.Equal(4m, rows[0].Count.Mean);
        Assert.Equal(21_000, rows[0].LongestWaitMs.Most);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Configuration_TwoWriteOverTheSameVersion_TheSecondIsTold(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var store = fixture.Documents;
        Assert.True(await store.WriteAllAsync("board", [new DocumentWrite("floor", "{}", 0)], new Change(Monday, Actor.Program), Cancel));
        Assert.False(await store.WriteAllAsync("board", [new DocumentWrite("floor", "{\"x\":1}", 0)], new Change(Monday, Actor.Program), Cancel));
        Assert.True(await store.WriteAllAsync("board", [new DocumentWrite("floor", "{\"x\":2}", 1)], new Change(Monday.AddHours(1), Actor.Program), Cancel));
        Assert.False(await store.WriteAllAsync("board", [new DocumentWrite("floor", "{\"x\":3}", 1)], new Change(Monday, Actor.Program), Cancel));

        Assert.Equal(new StoredDocument("floor", "{\"x\":2}", 2, Monday.AddHours(1)), await store.ReadAsync("board", "floor", Cancel));
        Assert.True(await store.RemoveAsync("board", "floor", new Change(Monday, Actor.Program), Cancel));
        Assert.Empty(await store.ListAsync("board", Cancel));
        Assert.False(await store.RemoveAsync("board", "floor", new Change(Monday, Actor.Program), Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Configuration_SeveralOfWhichOneIsRefused_WritesNone(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, log) = (fixture.Documents, new ChangeLog(fixture.Executor));
        var ann = new Change(Monday, Actor.Person("Ann", "Ann"));
        await store.WriteAllAsync("board", [new DocumentWrite("floor", "{}", 0)], new Change(Monday, Actor.Program), Cancel);

        Assert.False(await store.WriteAllAsync("board", [new DocumentWrite("a", "{}", 0), new DocumentWrite("floor", "{\"x\":1}", 7)], ann, Cancel));
        // the last one breaks when the first has been sent already: two new ones under one key
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            store.WriteAllAsync(
                "board", [new DocumentWrite("floor", "{\"x\":1}", 1), new DocumentWrite("b", "{}", 0), new DocumentWrite("b", "{}", 0)], ann, Cancel));

        Assert.Equal([new StoredDocument("floor", "{}", 1, Monday)], await store.ListAsync("board", Cancel));
        Assert.Empty(await log.ReadAsync(null, 10, Cancel));
        Assert.True(await store.WriteAllAsync("board", [new DocumentWrite("a", "{}", 0), new DocumentWrite("floor", "{\"x\":1}", 1)], ann, Cancel));
        Assert.Equal(["a", "floor"], (await store.ListAsync("board", Cancel)).Select(d => d.Key));
        Assert.Equal(2, (await log.ReadAsync(null, 10, Cancel)).Length);
    }

    private static Queue Queue(string id, string name, decimal ratio) => new(
        new QueueId(id), name, new Division("d", "Home"),
        ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(MediaType.Voice, new ServiceLevelTarget(ratio, TimeSpan.FromSeconds(20))));

    private static ObservedInterval Seen(int minute, int waiting, long longest) => new(
        new QueueId("a"), MediaType.Voice, null, Samples.Range(minute, minute + 15), Spread.Of(waiting), Spread.Of(longest));
}
