using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage.Tests.Small;

/// <summary>The same tests on both databases.</summary>
public sealed class AlertStoreTests
{
    private static readonly DateTimeOffset Start = ArchiveFixture.Start;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Alert_FromPendingToResolved_ReadsBackAtEachStep(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var store = new AlertStore(fixture.Executor);
        var alert = Pending("a");
        Assert.True(await store.WriteAsync([new AlertWrite(alert)], [], Cancel));
        Assert.Equal(alert with { Version = 1 }, Assert.Single(await store.ReadOpenAsync(Cancel)));
        Assert.Empty(await store.ReadAsync(Day, 10, Cancel)); // it has not rung

        var firing = alert with { State = AlertState.Firing, FiredAt = Start.AddMinutes(5), Json = "{\"why\":\"é\"}", Version = 1 };
        Assert.True(await store.WriteAsync([new AlertWrite(firing)], [], Cancel));
        var resolved = firing with { State = AlertState.Resolved, ResolvedAt = Start.AddMinutes(20), Version = 2 };
        Assert.True(await store.WriteAsync([new AlertWrite(resolved)], [], Cancel));

        Assert.Empty(await store.ReadOpenAsync(Cancel));
        Assert.Equal(resolved with { Version = 3 }, await store.FindAsync("a", Cancel));
        Assert.Equal(resolved with { Version = 3 }, Assert.Single(await store.ReadAsync(Day, 10, Cancel)));
        Assert.Empty(await store.ReadAsync(new Interval(Start.AddMinutes(20), Start.AddHours(1)), 10, Cancel));
        Assert.Null(await store.FindAsync("b", Cancel));

        await store.RemoveBeforeAsync(Start.AddMinutes(20), Cancel);
        Assert.NotNull(await store.FindAsync("a", Cancel));
        await store.RemoveBeforeAsync(Start.AddMinutes(21), Cancel);
        Assert.Null(await store.FindAsync("a", Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Read_MoreThanAskedFor_GivesTheLatest(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var store = new AlertStore(fixture.Executor);
        await store.WriteAsync([.. Enumerable.Range(0, 5).Select(n => new AlertWrite(Firing($"a{n}", n)))], [], Cancel);

        Assert.Equal(["a4", "a3"], (await store.ReadAsync(Day, 2, Cancel)).Select(a => a.Id));
        Assert.Equal(["a0", "a1", "a2", "a3", "a4"], (await store.ReadOpenAsync(Cancel)).Select(a => a.Id));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Write_OneOfThemChangedMeanwhile_WritesNeitherAlertNorMessage(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, outbox) = (new AlertStore(fixture.Executor), new Outbox(fixture.Executor));
        await store.WriteAsync([new AlertWrite(Pending("a")), new AlertWrite(Pending("b"))], [], Cancel);
        await store.WriteAsync([new AlertWrite(Pending("b") with { Version = 1, Json = "{\"by\":\"another\"}" })], [], Cancel);
        var before = await store.ReadOpenAsync(Cancel);

        Assert.False(await store.WriteAsync(
            [new AlertWrite(Firing("a", 1) with { Version = 1 }), new AlertWrite(Firing("b", 1) with { Version = 1 }), new AlertWrite(Pending("c"))],
            [OutboxTests.Message("m", "mail")],
            Cancel));
        Assert.False(await store.WriteAsync(
            [new AlertWrite(Pending("d")), new AlertWrite(Pending("a") with { Version = 7 }, IsRemoved: true)], [OutboxTests.Message("m", "mail")], Cancel));

        Assert.Equal(before, await store.ReadOpenAsync(Cancel));
        Assert.Empty(await outbox.ReadAsync(null, null, 10, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Write_ChangeAndMessages_AreThereTogetherAndAnIdOnce(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, outbox) = (new AlertStore(fixture.Executor), new Outbox(fixture.Executor));
        await outbox.AddAsync([OutboxTests.Message("m1", "mail") with { Json = "{\"first\":true}" }], Cancel);

        Assert.True(await store.WriteAsync(
            [new AlertWrite(Firing("a", 1))], [OutboxTests.Message("m1", "mail"), OutboxTests.Message("m2", "hook"), OutboxTests.Message("m2", "hook")], Cancel));

        Assert.Equal(["m2", "m1"], (await outbox.ReadAsync(null, null, 10, Cancel)).Select(e => e.Message.Id));
        Assert.Equal("{\"first\":true}", Assert.Single(await outbox.ReadAsync(null, "mail", 10, Cancel)).Message.Json);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Write_PendingThatDidNotFire_IsGone(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var store = new AlertStore(fixture.Executor);
        await store.WriteAsync([new AlertWrite(Pending("a"))], [], Cancel);

        Assert.True(await store.WriteAsync([new AlertWrite(Pending("a") with { Version = 1 }, IsRemoved: true)], [], Cancel));

        Assert.Null(await store.FindAsync("a", Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Write_TwoOpenTheSameAtOnce_OneIsToldAndWritesNothing(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, outbox) = (new AlertStore(fixture.Executor), new Outbox(fixture.Executor));
        string[] ids = ["a", "b", "c", "d"];

        var written = await Task.WhenAll(ids.Select(id => store.WriteAsync(
            [new AlertWrite(Pending(id) with { Subject = "sales voice" })], [OutboxTests.Message("of " + id, "mail")], Cancel)));

        Assert.Single(written, true);
        Assert.Equal("of " + Assert.Single(await store.ReadOpenAsync(Cancel)).Id, Assert.Single(await outbox.ReadAsync(null, null, 10, Cancel)).Message.Id);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Write_OneEndsAndItsSubjectBeginsAnew_BothAreWritten(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var store = new AlertStore(fixture.Executor);
        await store.WriteAsync([new AlertWrite(Firing("b", 1) with { Subject = "sales voice" })], [], Cancel);

        Assert.True(await store.WriteAsync(
            [
                new AlertWrite(Pending("a") with { Subject = "sales voice" }),
                new AlertWrite(Firing("b", 1) with { Subject = "sales voice", State = AlertState.Resolved, ResolvedAt = Start.AddMinutes(9), Version = 1 }),
            ],
            [],
            Cancel));

        Assert.Equal("a", Assert.Single(await store.ReadOpenAsync(Cancel)).Id);
    }

    private static Interval Day => new(Start.AddHours(-12), Start.AddHours(12));

    private static StoredAlert Pending(string id) => new(id, "rule", id, AlertState.Pending, Start, null, null, "{}", 0);

    private static StoredAlert Firing(string id, int minute) => Pending(id) with { State = AlertState.Firing, FiredAt = Start.AddMinutes(minute) };
}
