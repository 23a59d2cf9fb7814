using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;

namespace ServiceLevelDashboard.Storage.Tests.Instances;

public sealed class LeasesTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Take_HeldRenewedEndedAndReleased_HasOneHolderAtATimeAndCountsEpochs(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var leases = new Leases(fixture.Executor, fixture.Clock);
        Task<Lease> Take(string who) => leases.TakeAsync("collector", who, Length, Cancel);

        Assert.Equal(new Lease("one", 1), await Take("one"));
        Assert.Equal(new Lease("one", 1), await Take("two"));
        Assert.Equal(new Lease("one", 1), await Take("one"));
        await EndAsync(fixture);
        Assert.Equal(new Lease("two", 2), await Take("two"));
        await leases.ReleaseAsync("collector", "one", Cancel);
        Assert.Equal(new Lease("two", 2), await Take("one"));
        await leases.ReleaseAsync("collector", "two", Cancel);
        Assert.Equal(new Lease("one", 3), await Take("one"));
        await EndAsync(fixture);
        Assert.Equal(new Lease("one", 4), await Take("one")); // whoever lets it end has to know that others may have held it
    }

    [Fact]
    public async Task Take_OnPostgreSqlByAMachineWhoseClockIsWrong_IsJudgedByTheServer()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        var leases = new Leases(fixture.Executor, fixture.Clock);
        await leases.TakeAsync("collector", "one", Length, Cancel);

        fixture.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("one", (await leases.TakeAsync("collector", "two", Length, Cancel)).Holder);
    }

    /// <summary>As if its time had passed.</summary>
    private static Task<int> EndAsync(ArchiveFixture fixture) => fixture.Executor.ExecuteAsync(
        static context => context.Leases.ExecuteUpdateAsync(static l => l.SetProperty(x => x.UntilMs, 1), Cancel), Cancel);
}
