using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage.Tests.Small;

/// <summary>The same tests on both databases.</summary>
public sealed class ChangeLogTests
{
    private static readonly DateTimeOffset Monday = Samples.Day;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Trail_WrittenChangedRemoved_SaysWhoAndWhatStoodThere(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, log) = (fixture.Documents, new ChangeLog(fixture.Executor));
        await store.WriteAllAsync("board", [new DocumentWrite("floor", "{}", 0)], new Change(Monday, Actor.Person("Ann", "Ann")), Cancel);
        await store.WriteAllAsync("board", [new DocumentWrite("floor", "{\"x\":1}", 1)], new Change(Monday.AddHours(1), Actor.Person("Bob", "Bob")), Cancel);
        await store.RemoveAsync("board", "floor", new Change(Monday.AddHours(2), Actor.Person("Ann", "Ann")), Cancel);

        var trail = await log.ReadAsync(null, 10, Cancel);

        Assert.Equal(
            [("Ann", "{\"x\":1}", null), ("Bob", "{}", "{\"x\":1}"), ("Ann", (string?)null, "{}")],
            trail.Select(c => (c.Who.Name, c.Before, c.After)));
        Assert.Equal([("board", "floor")], trail.Select(c => (c.Kind, c.Key)).Distinct());
        Assert.Equal(Monday.AddHours(2), trail[0].At);
        Assert.Equal(trail[1..], await log.ReadAsync(trail[0].No, 10, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Trail_RefusedChangeAndTheProgramsOwn_AreNotInIt(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, log) = (fixture.Documents, new ChangeLog(fixture.Executor));
        Assert.True(await store.WriteAllAsync("plan", [new DocumentWrite("past", "{}", 0)], new Change(Monday, Actor.Program), Cancel));
        Assert.False(await store.WriteAllAsync("plan", [new DocumentWrite("past", "{}", 7)], new Change(Monday, Actor.Person("Ann", "Ann")), Cancel));
        Assert.False(await store.RemoveAsync("plan", "none", new Change(Monday, Actor.Person("Ann", "Ann")), Cancel));

        Assert.Empty(await log.ReadAsync(null, 10, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Trail_SomebodyNamedAsTheProgram_IsInItByKindAndId(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (store, log) = (fixture.Documents, new ChangeLog(fixture.Executor));
        Actor[] actors =
        [
            Actor.Person("7d0", "program"), Actor
                .Person("https://id.example#42", "shell"), new(ActorKind.Token, "a1", "program"), new(ActorKind.Screen, "b2", "program"), Actor
                .Shell("program"),
        ];
        foreach (var (i, actor) in actors.Index())
        {
            Assert.True(await store.WriteAllAsync("board", [new DocumentWrite($"b{i}", "{}", 0)], new Change(Monday, actor), Cancel));
        }

        Assert.Equal(actors.Reverse(), (await log.ReadAsync(null, 10, Cancel)).Select(c => c.Who));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Trail_RowOlderThanKindsOfActors_IsReadByItsName(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using var context = fixture.Database.Open();
        await context.Database.ExecuteSqlRawAsync("""INSERT INTO changes ("AtMs", "Who", "Kind", "Key") VALUES (0, 'Ann', 'board', 'floor')""", Cancel);

        var read = Assert.Single(await new ChangeLog(fixture.Executor).ReadAsync(null, 10, Cancel));

        Assert.Equal(new Actor(ActorKind.Unknown, "", "Ann"), read.Who);
    }

    [Fact]
    public async Task Trail_LongText_IsThereByItsDigest()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var (store, log) = (fixture.Documents, new ChangeLog(fixture.Executor));
        await store.WriteAllAsync(
            "frozen",
            [new DocumentWrite("f", new string('x', DocumentStore.MaximumLengthInTrail + 1), 0)],
            new Change(Monday, Actor.Person("Ann", "Ann")),
            Cancel);

        using var after = JsonDocument.Parse((await log.ReadAsync(null, 1, Cancel))[0].After!); // written

        Assert.Equal(DocumentStore.MaximumLengthInTrail + 1, after.RootElement.GetProperty("characters").GetInt32());
        Assert.Equal(64, after.RootElement.GetProperty("sha256").GetString()!.Length); // a digest
    }
}
