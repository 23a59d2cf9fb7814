using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Tests.Intervals;

/// <summary>The same tests on both databases.</summary>
public sealed class IntervalArchiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Read_AfterMerge_GivesRowsAndCoverage(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var range = Samples.Range(480, 540);
        QueueInterval[] rows = [Samples.Row("a", 480, 10), Samples.Row("a", 495, 12), Samples.Row("b", 480, 3, "chat"), Samples.Row("b", 480, 4)];
        await fixture.Archive.MergeAsync(Samples.Fetch(range, Samples.Day.AddHours(9)), [.. rows.Reverse()], Cancel);

        var read = await fixture.Archive.ReadAsync(range, Granularity.QuarterHour, Cancel);

        // By queue, media type and time, as the port promises: whoever sums up a queue reads its rows in one run.
        Assert.Equal(rows, read.Rows);
        Assert.Equal(range, Assert.Single(read.Covered).Range);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Merge_RowsGoneFromTheAnswer_AreRemovedInsideTheRangeOnly(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var at = Samples.Day.AddHours(9);
        await fixture.Archive.MergeAsync(Samples.Fetch(Samples.Range(480, 540), at), [Samples.Row("a", 480, 10), Samples.Row("a", 495, 12)], Cancel);
        await fixture.Archive.MergeAsync(Samples.Fetch(Samples.Range(495, 540), at), [], Cancel);

        var read = await fixture.Archive.ReadAsync(Samples.Range(480, 540), Granularity.QuarterHour, Cancel);
        Assert.Equal(Samples.Row("a", 480, 10), Assert.Single(read.Rows));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Merge_OfChosenQueues_LeavesTheOthersAlone(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var at = Samples.Day.AddHours(9);
        var range = Samples.Range(480, 495);
        await fixture.Archive.MergeAsync(Samples.Fetch(range, at), [Samples.Row("a", 480, 10), Samples.Row("b", 480, 12)], Cancel);
        await fixture.Archive.MergeAsync(Samples.Fetch(range, at, new QueueId("b")), [], Cancel);

        var read = await fixture.Archive.ReadAsync(range, Granularity.QuarterHour, Cancel);
        Assert.Equal(Samples.Row("a", 480, 10), Assert.Single(read.Rows));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Merge_ChangeBeforeAndAfterSettling_IsRevisedOnlyAfter(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var range = Samples.Range(480, 495);
        foreach (var (hour, answered) in new[] { (9, 10), (10, 11), (12, 12), (13, 12), (14, 13) })
        {
            Assert.Equal(0, await fixture.Archive.CorrectionsAsync(range, Cancel));
            await fixture.Archive.MergeAsync(Samples.Fetch(range, Samples.Day.AddHours(hour)), [Samples.Row("a", 480, answered)], Cancel);
        }

        await using var context = fixture.Database.Open();
        var revision = Assert.Single(await context.Revisions.ToListAsync(Cancel));
        Assert.Equal(Samples.Day.AddHours(14).ToUnixTimeSeconds(), revision.SeenAt);
        Assert.NotEqual(0, await fixture.Archive.CorrectionsAsync(range, Cancel));
        Assert.Equal(0, await fixture.Archive.CorrectionsAsync(Samples.Range(495, 510), Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Merge_Cancelled_LeavesAllAsItWas(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var range = Samples.Range(480, 495);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            fixture.Archive.MergeAsync(Samples.Fetch(range, Samples.Day), [Samples.Row("a", 480, 1)], cancelled.Token));

        var read = await fixture.Archive.ReadAsync(range, Granularity.QuarterHour, Cancel);
        Assert.Equal((0, 0), (read.Rows.Length, read.Covered.Length));
    }

    [Fact]
    public async Task Merge_RowOutsideTheRange_IsRefused()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Archive.MergeAsync(
            Samples.Fetch(Samples.Range(480, 495), Samples.Day), ImmutableArray.Create(Samples.Row("a", 495, 1)), Cancel));
    }
}
