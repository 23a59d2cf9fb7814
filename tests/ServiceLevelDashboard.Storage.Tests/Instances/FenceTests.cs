using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Instances;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage.Tests.Instances;

public sealed class FenceTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Writes => ["intervals", "queues", "observations", "documents", "alerts", "outbox", "live"];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_UnderAnEpochThatIsOver_WritesNothing(string what)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        var leases = new Leases(fixture.Executor, fixture.Clock);
        var first = await leases.TakeAsync("collector", "one", Length, Cancel);
        using (Fence.Under("collector", first.Epoch))
        {
            await WriteAsync(fixture, what, 1);
        }
        var before = await SizeAsync(fixture);
        Assert.NotEqual(0, before);

        await leases.ReleaseAsync("collector", "one", Cancel);
        await leases.TakeAsync("collector", "two", Length, Cancel);

        using (Fence.Under("collector", first.Epoch))
        {
            Assert.Equal("collector", (await Assert.ThrowsAsync<LeaseLostException>(() => WriteAsync(fixture, what, 2))).Lease);
        }
        Assert.Equal(before, await SizeAsync(fixture));
        await WriteAsync(fixture, what, 2); // what depends on no lease is written
        Assert.NotEqual(before, await SizeAsync(fixture));
    }

    [Fact]
    public async Task Take_WhileAWriterOfTheEpochBeforeHasNotCommitted_WaitsForIt()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        var leases = new Leases(fixture.Executor, fixture.Clock);
        var first = await leases.TakeAsync("collector", "one", Length, Cancel);
        var (written, mayCommit) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = WriteSlowlyAsync();
        await written.Task;
        Assert.Equal(first, await leases.TakeAsync("collector", "one", Length, Cancel)); // a renewal does not wait
        Assert.False(writing.IsCompleted);
        await leases.ReleaseAsync("collector", "one", Cancel);

        var taking = leases.TakeAsync("collector", "two", Length, Cancel);
        await UntilSomebodyWaitsAsync(fixture, taking);
        Assert.False(taking.IsCompleted);
        mayCommit.SetResult();
        await writing;

        Assert.Equal("two", (await taking).Holder);

        async Task WriteSlowlyAsync()
        {
            using var fence = Fence.Under("collector", first.Epoch);
            await fixture.Executor.WriteAsync(
                async context =>
                {
                    await context.Database.ExecuteSqlAsync($"""INSERT INTO live_parts ("Name", "Version", "Content") VALUES ('x', 1, '')""", Cancel);
                    written.SetResult();
                    await mayCommit.Task;
                },
                Cancel);
        }
    }

    [Fact]
    public async Task Take_WhileAWriterSleepsInItsTransaction_GoesOnWithoutIt()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        var leases = new Leases(fixture.Executor, fixture.Clock);
        var first = await leases.TakeAsync("collector", "one", Length, Cancel);
        using var fence = Fence.Under("collector", first.Epoch);
        await using var context = fixture.Database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(Cancel);

        var limit = await context.Database.SqlQueryRaw<string>("SELECT current_setting('idle_in_transaction_session_timeout') AS \"Value\"").SingleAsync(Cancel);

        Assert.Equal("5s", limit);
    }

    [Fact]
    public async Task Write_WithoutATransactionUnderAFence_IsRefusedAsAMistake()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        using var fence = Fence.Under("collector", 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Executor.ExecuteAsync(
            static context => context.LiveParts.ExecuteDeleteAsync(Cancel), Cancel));
    }

    private static async Task UntilSomebodyWaitsAsync(ArchiveFixture fixture, Task taking)
    {
        await using var context = fixture.Database.Open();
        while (!taking.IsCompleted && await context.Database.SqlQueryRaw<int>(
            "SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
            .SingleAsync(Cancel) == 0)
        {
            await Task.Yield();
        }
    }

    private static Task WriteAsync(ArchiveFixture fixture, string what, int number)
    {
        var (at, executor) = (ArchiveFixture.Start.AddMinutes(number), fixture.Executor);
        var range = Samples.Range(number * 60, (number * 60) + 15);
        return what switch
        {
            "intervals" => fixture.Archive.MergeAsync(new Coverage(range, Granularity.QuarterHour, EdgeSet.None, [], at), [], Cancel),
            "queues" => new QueueHistory(executor).RecordAsync(
                [new Queue(new QueueId("q" + number), "Q", null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty)], at, Cancel),
            "observations" => new ObservationArchive(executor).AddAsync(
                [new ObservedInterval(new QueueId("q"), MediaType.Voice, null, range, Spread.Of(1), Spread.Of(1))], Cancel),
            "documents" => fixture.Documents.WriteAllAsync("kind", [new DocumentWrite("k" + number, "{}", 0)], new Change(at, Actor.Program), Cancel),
            "alerts" => new AlertStore(executor).WriteAsync(
                [new AlertWrite(new StoredAlert("a" + number, "rule", "subject" + number, AlertState.Firing, at, at, null, "{}", 0), false)], [], Cancel),
            "outbox" => new Outbox(executor).AddAsync([new OutboxMessage("m" + number, OutboxKind.Alert, "route", "{}", at, at)], Cancel),
            _ => new LiveState(executor).WriteAsync([new LivePart("part" + number, number, new byte[] { 1 })], Cancel),
        };
    }

    /// <summary>How many rows all of it has.</summary>
    private static Task<int> SizeAsync(ArchiveFixture fixture) => fixture.Executor.ExecuteAsync(
        static async context => await context.Coverage.CountAsync(Cancel) + await context.QueueVersions.CountAsync(Cancel)
            + await context.Observations.CountAsync(Cancel) + await context.Configuration.CountAsync(Cancel) + await context.Alerts.CountAsync(Cancel)
            + await context.Outbox.CountAsync(Cancel) + await context.LiveParts.CountAsync(Cancel),
        Cancel);
}
