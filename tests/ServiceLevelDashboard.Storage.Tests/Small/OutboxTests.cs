using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Small;
using ServiceLevelDashboard.Storage.Tests.Intervals;

namespace ServiceLevelDashboard.Storage.Tests.Small;

/// <summary>The same tests on both databases.</summary>
public sealed class OutboxTests
{
    private static readonly DateTimeOffset Now = ArchiveFixture.Start;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Take_ManyAtOnce_GivesNoMessageTwiceAndLeavesNone(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var outbox = new Outbox(fixture.Executor);
        await outbox.AddAsync([.. Enumerable.Range(0, 40).Select(n => Message($"m{n:00}", $"route {n}"))], Cancel);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => TakeAllAsync(outbox, $"holder {n}")));

        Assert.Equal(Enumerable.Range(0, 40).Select(n => $"m{n:00}"), taken.SelectMany(t => t).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Take_HolderDied_GivesItToAnotherWhoseWordCounts(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var outbox = new Outbox(fixture.Executor);
        await outbox.AddAsync([Message("m", "mail")], Cancel);
        Assert.Equal(1, Assert.Single(await outbox.TakeAsync("first", Now, Now.AddMinutes(1), 10, Cancel)).Attempts);
        Assert.Empty(await outbox.TakeAsync("second", Now.AddSeconds(59), Now.AddMinutes(2), 10, Cancel));

        Assert.Equal(2, Assert.Single(await outbox.TakeAsync("second", Now.AddMinutes(1), Now.AddMinutes(2), 10, Cancel)).Attempts);
        await outbox.FinishAsync("m", "first", new OutboxOutcome(OutboxState.GivenUp, "late", Now.AddMinutes(1), null), Cancel);
        await outbox.FinishAsync("m", "second", new OutboxOutcome(OutboxState.Sent, "250 OK", Now.AddSeconds(61), null), Cancel);
        await outbox.FinishAsync("m", "second", new OutboxOutcome(OutboxState.GivenUp, "again", Now.AddMinutes(2), null), Cancel);

        Assert.Equal(
            new OutboxEntry(Message("m", "mail"), OutboxState.Sent, 2, "250 OK", Now.AddSeconds(61)),
            Assert.Single(await outbox.ReadAsync(OutboxKind.Alert, "mail", 10, Cancel)));
        Assert.Empty(await outbox.TakeAsync("third", Now.AddDays(1), Now.AddDays(2), 10, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Take_RouteThatDoesNotAnswer_KeepsItsOrderAndHoldsUpNoOther(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var outbox = new Outbox(fixture.Executor);
        await outbox.AddAsync(
            [Message("begins", "pager"), Message("ends", "pager", minute: 1), Message("later", "pager", minute: 2, due: 30), Message("mail", "mail", minute: 3)],
            Cancel);

        Assert.Equal(["begins", "mail"], await TakeAsync(outbox, 3)); // one of each route, the oldest
        Assert.Empty(await TakeAsync(outbox, 3));
        await outbox.FinishAsync("mail", "me", new OutboxOutcome(OutboxState.Sent, "250", Now.AddMinutes(3), null), Cancel);
        await WaitAsync(outbox, "begins", 10);
        Assert.Empty(await TakeAsync(outbox, 4)); // "ends" waits for what is older
        Assert.Equal(["begins"], await TakeAsync(outbox, 10));
        await outbox.FinishAsync("begins", "me", new OutboxOutcome(OutboxState.Sent, "202", Now.AddMinutes(10), null), Cancel);
        Assert.Equal(["ends"], await TakeAsync(outbox, 10)); // not "later", which is not due
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Take_MessageThatFailsAgainAndAgain_IsPassed(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var outbox = new Outbox(fixture.Executor);
        await outbox.AddAsync([Message("bad", "hook"), Message("good", "hook", minute: 1)], Cancel);
        for (var attempt = 1; attempt <= Outbox.AttemptsInOrder; attempt++)
        {
            Assert.Equal(["bad"], await TakeAsync(outbox, 10 * attempt));
            await WaitAsync(outbox, "bad", 10 * (attempt + 1));
            Assert.Empty(await TakeAsync(outbox, (10 * attempt) + 1));
        }

        Assert.Equal(["bad"], await TakeAsync(outbox, 60));
        await WaitAsync(outbox, "bad", 70);
        Assert.Equal(["good"], await TakeAsync(outbox, 61));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task RemoveBefore_TakesAwayWhatIsFinishedAlone(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var outbox = new Outbox(fixture.Executor);
        await outbox.AddAsync([Message("old", "a"), Message("new", "b"), Message("waits", "c")], Cancel);
        await outbox.TakeAsync("me", Now, Now.AddMinutes(1), 10, Cancel);
        await outbox.FinishAsync("old", "me", new OutboxOutcome(OutboxState.GivenUp, "550", Now, null), Cancel);
        await outbox.FinishAsync("new", "me", new OutboxOutcome(OutboxState.Sent, "250", Now.AddMinutes(1), null), Cancel);

        await outbox.RemoveBeforeAsync(Now.AddMinutes(1), Cancel);

        Assert.Equal(["waits", "new"], (await outbox.ReadAsync(null, null, 10, Cancel)).Select(e => e.Message.Id));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "SEARCH m0 USING INDEX IX_outbox_Route_CreatedMs (Route=?", "SCAN m USING INDEX IX_outbox_")]
    [InlineData(DatabaseKind.PostgreSql, "IX_outbox_Route_CreatedMs", "IX_outbox_")]
    public async Task Take_FindsItsRowsByTheIndexOfWhatWaits(DatabaseKind kind, string others, string heads)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using var context = fixture.Database.Open();

        var statement = QueryPlanTests.Text(Outbox.Heads(context, 0)).Replace("@nowMs", "0", StringComparison.Ordinal);
        var plan = await QueryPlanTests.PlanAsync(context, statement);

        Assert.Contains(others, plan.Replace("SEARCH o", "SEARCH m", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(heads, plan.Replace("SCAN o ", "SCAN m ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    internal static OutboxMessage Message(string id, string route, int minute = 0, int? due = null) =>
        new(id, OutboxKind.Alert, route, "{}", Now.AddMinutes(minute), Now.AddMinutes(due ?? minute));

    private static async Task<List<string>> TakeAllAsync(Outbox outbox, string holder)
    {
        var all = new List<string>();
        while (await outbox.TakeAsync(holder, Now, Now.AddMinutes(1), 5, Cancel) is { IsEmpty: false } some)
        {
            all.AddRange(some.Select(e => e.Message.Id));
        }

        return all;
    }

    private static async Task<IEnumerable<string>> TakeAsync(Outbox outbox, int minute) =>
        (await outbox.TakeAsync("me", Now.AddMinutes(minute), Now.AddMinutes(minute).AddSeconds(30), 10, Cancel)).Select(e => e.Message.Id);

    private static Task WaitAsync(Outbox outbox, string id, int minute) => outbox.FinishAsync(
        id, "me", new OutboxOutcome(OutboxState.Waiting, "503", Now, Now.AddMinutes(minute)), Cancel);
}
