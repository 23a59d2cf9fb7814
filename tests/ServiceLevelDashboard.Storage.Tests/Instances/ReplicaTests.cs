using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Tests.Instances;

/// <summary>A second database stands for the replica, with other rows than the archive: so it shows which of them is read.</summary>
public sealed class ReplicaTests
{
    private static readonly Interval Settled = new(ArchiveFixture.Start.AddDays(-1), ArchiveFixture.Start.AddDays(-1).AddMinutes(15));
    private static readonly Interval Fresh = new(ArchiveFixture.Start.AddMinutes(-15), ArchiveFixture.Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_OfASettledRange_AsksTheReplicaAndOtherwiseTheArchive()
    {
        await using var archive = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        await using var replica = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        await MergeAsync(replica, Settled);
        await MergeAsync(archive, Fresh);
        using var executor = ExecutorOf(archive, replica.Options.PostgreSql!);
        var intervals = new IntervalArchive(executor);

        Assert.NotEmpty((await intervals.ReadAsync(Settled, Granularity.QuarterHour, Cancel)).Covered);
        Assert.NotEmpty((await intervals.ReadAsync(Fresh, Granularity.QuarterHour, Cancel)).Covered);
        Assert.Equal(Fresh, Assert.Single((await intervals.ReadAsync(new Interval(Settled.Start, Fresh.End), Granularity.QuarterHour, Cancel)).Covered).Range);
    }

    [Fact]
    public async Task Read_WhileTheReplicaIsAway_AsksTheArchive()
    {
        await using var archive = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        await MergeAsync(archive, Settled);
        using var executor = ExecutorOf(archive, new NpgsqlConnectionStringBuilder(archive.Options.PostgreSql) { Port = 1 }.ToString());

        Assert.NotEmpty((await new IntervalArchive(executor).ReadAsync(Settled, Granularity.QuarterHour, Cancel)).Covered);
    }

    private static ArchiveExecutor ExecutorOf(ArchiveFixture fixture, string replica)
    {
        var database = new ArchiveDatabase(new StorageOptions { PostgreSql = fixture.Options.PostgreSql, PostgreSqlReplica = replica });
        return new ArchiveExecutor(database, new ArchiveOpening(database, fixture.Clock, NullLogger<ArchiveOpening>.Instance), fixture.Clock);
    }

    private static Task MergeAsync(ArchiveFixture fixture, Interval range) => fixture.Archive.MergeAsync(
        new Coverage(range, Granularity.QuarterHour, EdgeSet.None, [], range.End), [], Cancel);
}
