using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Intervals;

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
    public async Task Read_SettledDay_IsSummedOnceAndEqualsItsRows(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await KeepAsync(fixture, answered: 12, settled: true);
        var first = await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [], Cancel);
        var second = await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [new QueueId("a")], Cancel);

        Assert.NotNull(first);
        var sum = Assert.Single(second!.Rows);
        Assert.Equal(Samples.Row("a", 480, 12).Counts + Samples.Row("a", 495, 12).Counts, sum.Counts);
        Assert.Equal((Day, 2), (sum.Interval, first.Rows.Length));
        Assert.Equal(1, await DayCountAsync(fixture));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Read_AfterALateCorrection_IsSummedAnew(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await KeepAsync(fixture, answered: 12, settled: true);
        await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [], Cancel);
        await KeepAsync(fixture, answered: 13, settled: true);

        var sums = await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [new QueueId("a")], Cancel);
        Assert.Equal(26, Assert.Single(sums!.Rows).Counts.Answered);
    }

    [Fact]
    public async Task Read_NotSettledOrCutElsewhere_IsNotSummed()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        await KeepAsync(fixture, answered: 12, settled: false);
        Assert.Null(await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [], Cancel));
        Assert.Null(await DaysOf(fixture).ReadAsync(new Interval(Day.Start.AddMinutes(5), Day.End), London, Granularity.QuarterHour, [], Cancel));
        Assert.Equal(0, await DayCountAsync(fixture));
    }

    [Fact]
    public async Task KeepOnly_ZoneThatNobodyUses_LosesItsSums()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        await KeepAsync(fixture, answered: 12, settled: true);
        await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [], Cancel);
        await DaysOf(fixture).ReadAsync(Day, TimeZoneInfo.Utc, Granularity.QuarterHour, [], Cancel);

        await using var context = fixture.Database.Open();
        Assert.Equal(["Europe/London", "UTC"], (await context.Days.AsNoTracking().ToListAsync(Cancel)).Select(d => d.Zone).Order(StringComparer.Ordinal));

        Assert.Equal(1, await DaysOf(fixture).KeepOnlyAsync([SiteCalendar.AtMidnight(TimeZoneInfo.Utc)], Cancel));
        Assert.Equal("UTC", Assert.Single(await context.Days.AsNoTracking().ToListAsync(Cancel)).Zone);
        Assert.Equal(2, await context.DaySums.CountAsync(Cancel));
    }

    /// <summary>A day of New York lies over two days of London, each fetched by itself.</summary>
    [Fact]
    public async Task Read_DayThatWasFetchedInTwoParts_IsSummed()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var noon = Day.Start.AddHours(12);
        await fixture.Archive.MergeAsync(
            new Coverage(new Interval(Day.Start, noon), Granularity.QuarterHour, Samples.Edges, [], Day.End.AddHours(6)), [Samples.Row("a", 480, 12)], Cancel);
        await fixture.Archive.MergeAsync(
            new Coverage(new Interval(noon, Day.End), Granularity.QuarterHour, Samples.Edges, [], Day.End.AddHours(7)), [Samples.Row("a", 780, 5)], Cancel);

        var sums = await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [], Cancel);

        Assert.Equal(17, Assert.Single(sums!.Rows).Counts.Answered);
        Assert.Equal(Day, sums.Coverage.Range);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Read_ARowWithoutGenesysFigures_LeavesItsQueueAloneToTheIntervals(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var row = Samples.Row("a", 480, 12);
        await fixture.Archive.MergeAsync(
            new Coverage(Day, Granularity.QuarterHour, Samples.Edges, [], Day.End.AddHours(6)),
            [row with { Counts = row.Counts with { Genesys = null } }, Samples.Row("b", 480, 3), Samples.Row("b", 495, 4)],
            Cancel);

        foreach (var time in new[] { "summed", "read again" })
        {
            var sums = await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [], Cancel);
            Assert.Equal((time, new QueueId("b"), 7), (time, Assert.Single(sums!.Rows).Key.Queue, sums.Rows[0].Counts.Answered));
            Assert.Equal(row.Key, Assert.Single(sums.Unsummed));
        }

        Assert.Empty((await DaysOf(fixture).ReadAsync(Day, London, Granularity.QuarterHour, [new QueueId("b")], Cancel))!.Unsummed);
        Assert.Equal(1, await DayCountAsync(fixture));
    }

    private static DailyArchive DaysOf(ArchiveFixture fixture) => new(fixture.Executor, fixture.Archive);

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
