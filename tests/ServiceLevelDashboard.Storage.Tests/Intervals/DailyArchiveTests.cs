using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Tests.Intervals;

/// <summary>The same tests on both databases. The day of the samples is a London winter day: UTC.</summary>
public sealed class DailyArchiveTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private static readonly Interval Day = new(Samples.Day, Samples.Day.AddDays(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Sum_SettledDay_IsMadeOnceAndEqualsItsRows(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await KeepAsync(fixture, answered: 12, settled: true);
        Assert.Equal([Day], await DaysOf(fixture).UnsummedAsync(Site, Day.End.AddHours(7), Cancel));
        Assert.Empty(await DaysOf(fixture).ReadAsync([Day], London, [], Cancel)); // who reads does not sum

        Assert.True(await DaysOf(fixture).SumAsync(Day, London, Cancel));
        Assert.False(await DaysOf(fixture).SumAsync(Day, London, Cancel));

        var (all, one) = (await ReadAsync(fixture), await ReadAsync(fixture, "a"));
        Assert.Equal(Samples.Row("a", 480, 12).Counts + Samples.Row("a", 495, 12).Counts, Assert.Single(one!.Rows).Counts);
        Assert.Equal((Day, 2), (one.Rows[0].Interval, all!.Rows.Length));
        Assert.Equal(1, await DayCountAsync(fixture));
        Assert.Empty(await DaysOf(fixture).UnsummedAsync(Site, Day.End.AddHours(7), Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Read_AfterALateCorrection_HasNoSumUntilItIsMadeAnew(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await KeepAsync(fixture, answered: 12, settled: true);
        await DaysOf(fixture).SumAsync(Day, London, Cancel);
        await KeepAsync(fixture, answered: 13, settled: true);

        Assert.Null(await ReadAsync(fixture));
        await DaysOf(fixture).SumAsync(Day, London, Cancel);
        Assert.Equal(26, Assert.Single((await ReadAsync(fixture, "a"))!.Rows).Counts.Answered);
    }

    /// <summary>A day is summed behind a correction that is under way, never beside it: no sum of former rows stays behind.</summary>
    [Fact]
    public async Task Sum_WhileACorrectionIsWritten_NeverOutlivesTheRowsThatItIsOf()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        await KeepAsync(fixture, answered: 12, settled: true);
        await using var writer = fixture.Database.Open();
        await using var correction = await writer.Database.BeginTransactionAsync(Cancel);
        await DailyArchive.ForgetAsync(writer, Day.Start.ToUnixTimeSeconds(), Day.End.ToUnixTimeSeconds(), Cancel);

        var sum = DaysOf(fixture).SumAsync(Day, London, Cancel);
        await using var looker = fixture.Database.Open();
        while ((await looker.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE NOT granted").ToListAsync(Cancel))[0] == 0)
        {
            Assert.False(sum.IsCompleted); // it waits for the writer
        }

        await correction.CommitAsync(Cancel);
        Assert.True(await sum);
    }

    /// <summary>The rows of one queue are looked up, and the sum of the day tells when one of them is no longer there.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task ReadOfOneQueue_RowOfASummedDayGone_IsAnErrorAndNoPart(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await KeepAsync(fixture, answered: 12, settled: true);
        await DaysOf(fixture).SumAsync(Day, London, Cancel);
        var kept = await fixture.Archive.ReadAsync(Day, Granularity.QuarterHour, [new QueueId("a")], Cancel);
        Assert.Equal([480, 495], kept.Rows.Select(r => (int)(r.Interval.Start - Day.Start).TotalMinutes));

        await using var context = fixture.Database.Open();
        await context.Set<StoredInterval>().Where(i => i.Start == Day.Start.AddMinutes(495).ToUnixTimeSeconds()).ExecuteDeleteAsync(Cancel);

        var error = await Assert.ThrowsAsync<ArchiveUnavailableException>(
            () => fixture.Archive.ReadAsync(Day, Granularity.QuarterHour, [new QueueId("a")], Cancel));
        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_CancelledInTheMidst_EndsThere()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        await KeepAsync(fixture, answered: 12, settled: true);
        await using var context = fixture.Database.Open();
        using var left = new CancellationTokenSource();
        var rows = new IntervalBulkTable(context).StreamAsync(
            15, Day.Start.ToUnixTimeSeconds(), Day.End.ToUnixTimeSeconds(), null, left.Token).GetAsyncEnumerator(Cancel);
        await using (rows)
        {
            Assert.True(await rows.MoveNextAsync());
            await left.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rows.MoveNextAsync());
        }
    }

    [Fact]
    public async Task Sum_NotSettledOrCutElsewhere_IsNotMade()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        await KeepAsync(fixture, answered: 12, settled: false);
        Assert.False(await DaysOf(fixture).SumAsync(Day, London, Cancel));
        Assert.False(await DaysOf(fixture).SumAsync(new Interval(Day.Start.AddMinutes(5), Day.End), London, Cancel));
        Assert.Empty(await DaysOf(fixture).UnsummedAsync(Site, Day.End.AddHours(7), Cancel));
        Assert.Equal(0, await DayCountAsync(fixture));
    }

    [Fact]
    public async Task KeepOnly_ZoneThatNobodyUses_LosesItsSums()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        await KeepAsync(fixture, answered: 12, settled: true);
        await DaysOf(fixture).SumAsync(Day, London, Cancel);
        await DaysOf(fixture).SumAsync(Day, TimeZoneInfo.Utc, Cancel);

        await using var context = fixture.Database.Open();
        Assert.Equal(["Europe/London", "UTC"], (await context.Days.AsNoTracking().ToListAsync(Cancel)).Select(d => d.Zone).Order(StringComparer.Ordinal));

        Assert.Equal(1, await DaysOf(fixture).KeepOnlyAsync([SiteCalendar.AtMidnight(TimeZoneInfo.Utc)], Cancel));
        Assert.Equal("UTC", Assert.Single(await context.Days.AsNoTracking().ToListAsync(Cancel)).Zone);
        Assert.Equal(2, await context.DaySums.CountAsync(Cancel));
    }

    /// <summary>A day of New York lies over two days of London, each fetched by itself.</summary>
    [Fact]
    public async Task Sum_DayThatWasFetchedInTwoParts_IsMade()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var noon = Day.Start.AddHours(12);
        await fixture.Archive.MergeAsync(
            new Coverage(new Interval(Day.Start, noon), Granularity.QuarterHour, Samples.Edges, [], Day.End.AddHours(6)), [Samples.Row("a", 480, 12)], Cancel);
        await fixture.Archive.MergeAsync(
            new Coverage(new Interval(noon, Day.End), Granularity.QuarterHour, Samples.Edges, [], Day.End.AddHours(7)), [Samples.Row("a", 780, 5)], Cancel);

        Assert.True(await DaysOf(fixture).SumAsync(Day, London, Cancel));
        var sums = await ReadAsync(fixture);

        Assert.Equal(17, Assert.Single(sums!.Rows).Counts.Answered);
        Assert.Equal(Day, sums.Coverage.Range);
    }

    /// <summary>A row that Genesys gave no figures for is judged by itself: with others it would be judged by theirs.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Sum_RowsThatAreJudgedOtherwise_AreSummedApart(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var (own, waits, nobody) = (Samples.Row("a", 480, 12), Samples.Row("a", 495, 5), Samples.Row("a", 510, 7));
        var late = waits.Counts with { Genesys = null, OverSla = 2, LateByWait = 5 };
        var unknown = nobody.Counts with { Genesys = null, Unjudged = 7 };
        await fixture.Archive.MergeAsync(
            new Coverage(Day, Granularity.QuarterHour, Samples.Edges, [], Day.End.AddHours(6)),
            [own, waits with { Counts = late }, nobody with { Counts = unknown }, Samples.Row("b", 480, 3), Samples.Row("b", 495, 4)],
            Cancel);

        await DaysOf(fixture).SumAsync(Day, London, Cancel);

        var sums = await ReadAsync(fixture);
        Assert.Equal([own.Counts, late, unknown], sums!.Rows.Where(r => r.Key.Queue == new QueueId("a")).Select(r => r.Counts));
        Assert.Equal(7, Assert.Single(sums.Rows, r => r.Key.Queue == new QueueId("b")).Counts.Answered);
    }

    private static SiteCalendar Site => SiteCalendar.AtMidnight(London);

    private static DailyArchive DaysOf(ArchiveFixture fixture) => new(fixture.Executor);

    private static async Task<DailySums?> ReadAsync(ArchiveFixture fixture, params string[] queues) =>
        (await DaysOf(fixture).ReadAsync([Day], London, [.. queues.Select(q => new QueueId(q))], Cancel)).SingleOrDefault();

    private static Task KeepAsync(ArchiveFixture fixture, int answered, bool settled) => fixture.Archive.MergeAsync(
        new Coverage(Day, Granularity.QuarterHour, Samples.Edges, [], settled ? Day.End.AddHours(6) : Day.End),
        [Samples.Row("a", 480, answered), Samples.Row("a", 495, answered), Samples.Row("b", 480, 3)],
        Cancel);

    private static async Task<int> DayCountAsync(ArchiveFixture fixture)
    {
        await using var context = fixture.Database.Open();
        return await context.Days.CountAsync(Cancel);
    }
}
