using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;

namespace ServiceLevelDashboard.Storage.Tests.Instances;

public sealed class LiveStateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Read_AfterAVersion_GivesThePartsThatAreNewer(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var state = new LiveState(fixture.Executor);
        Assert.Empty(await state.ReadAsync(0, Cancel));

        await state.WriteAsync([Part("state", 1, 10), Part("models", 1, 11)], Cancel);
        await state.WriteAsync([Part("state", 2, 20)], Cancel);

        Assert.Equal([("models", 1L, 11), ("state", 2L, 20)], Named(await state.ReadAsync(0, Cancel)));
        Assert.Equal([("state", 2L, 20)], Named(await state.ReadAsync(1, Cancel)));
        Assert.Empty(await state.ReadAsync(2, Cancel));
    }

    [Fact]
    public async Task Listen_WhenPartsDocumentsOrAlertsAreWritten_HearsWhichAfterTheyAreCommitted()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        await using var heard = new Signals(fixture.Database).ListenAsync(Cancel).GetAsyncEnumerator(Cancel);
        var first = heard.MoveNextAsync().AsTask();
        await UntilHeardAsync(fixture, first); // from when on it listens is not told

        await fixture.Documents.WriteAllAsync("board", [new DocumentWrite("a", "{}", 0)], new Change(ArchiveFixture.Start, Actor.Program), Cancel);
        while (heard.Current != Signal.Documents)
        {
            Assert.True(await heard.MoveNextAsync());
        }
        Assert.Single(await fixture.Documents.ListAsync("board", Cancel));
    }

    [Fact]
    public async Task Listen_OnSqlite_EndsAtOnce()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var signals = new Signals(fixture.Database);

        Assert.False(signals.HasOthers);
        Assert.Empty(await signals.ListenAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Offset_OfAMachineWhoseClockIsWrong_IsWhatItTakesToMendIt()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);

        var offset = await new ArchiveClock(fixture.Executor, fixture.Clock).OffsetAsync(Cancel);

        fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        var after = await new ArchiveClock(fixture.Executor, fixture.Clock).OffsetAsync(Cancel);
        Assert.InRange((offset - after - TimeSpan.FromMinutes(5)).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Fingerprints_AfterAWriteOrARemoval_DifferForThatKindAlone(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, change) = (fixture.Documents, new Change(ArchiveFixture.Start, Actor.Program));
        await store.WriteAllAsync("board", [new DocumentWrite("a", "{}", 0)], change, Cancel);
        await store.WriteAllAsync("site", [new DocumentWrite("a", "{}", 0)], change, Cancel);
        var first = await store.FingerprintsAsync(Cancel);

        await store.WriteAllAsync("board", [new DocumentWrite("a", "{\"x\":1}", 1)], change, Cancel);
        var second = await store.FingerprintsAsync(Cancel);
        await store.RemoveAsync("board", "a", change, Cancel);
        var third = await store.FingerprintsAsync(Cancel);

        Assert.Equal(first["site"], second["site"]);
        Assert.NotEqual(first["board"], second["board"]);
        Assert.DoesNotContain("board", third);
    }

    private static async Task UntilHeardAsync(ArchiveFixture fixture, Task first)
    {
        for (var version = 1; !first.IsCompleted; version++)
        {
            await new LiveState(fixture.Executor).WriteAsync([Part("state", version, 0)], Cancel);
        }
    }

    private static LivePart Part(string name, long version, byte content) => new(name, version, new[] { content });

    private static IEnumerable<(string, long, int)> Named(IEnumerable<LivePart> parts) => parts.Select(static p => (p.Name, p.Version, (int)p.Content.Span[0]));
}
