using System.Collections.Immutable;
using CsCheck;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Archiving;

public sealed class InMemoryIntervalArchiveTests
{
    private static readonly EdgeSet Edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], []);

    private readonly InMemoryIntervalArchive _archive = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merge_RowGoneFromTheAnswer_IsGone()
    {
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1), Given.Row("a", "08:15", 2));
        await MergeAsync("08:15", "09:00", Given.Row("b", "08:15", 3));

        var read = await ReadAsync("08:00", "09:00");
        Assert.Equal([Given.Row("a", "08:00", 1), Given.Row("b", "08:15", 3)], read.Rows);
    }

    [Fact]
    public async Task Merge_UnchangedRows_KeepsTheObjectsAndTheReadArray()
    {
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1), Given.Row("a", "08:15", 2));
        var first = await ReadAsync("08:00", "09:00");
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:15", 2), Given.Row("a", "08:00", 1));
        var second = await ReadAsync("08:00", "09:00");

        Assert.True(first.Rows == second.Rows, "the array is another");
    }

    [Fact]
    public async Task Merge_OneRowChanged_KeepsTheOtherObjects()
    {
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1), Given.Row("a", "08:15", 2));
        var first = await ReadAsync("08:00", "09:00");
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1), Given.Row("a", "08:15", 3));
        var second = await ReadAsync("08:00", "09:00");

        Assert.Same(first.Rows[0], second.Rows[0]);
        Assert.Equal(3, second.Rows[1].Counts.Answered);
        Assert.Equal(2, first.Rows[1].Counts.Answered);
    }

    [Fact]
    public async Task Merge_SomeQueues_LeavesTheOthersAlone()
    {
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1), Given.Row("b", "08:00", 2));
        var coverage = new Coverage(Given.Span("08:00", "09:00"), Granularity.QuarterHour, Edges, [new QueueId("a")], Given.Utc("09:00"));
        await _archive.MergeAsync(coverage, [], Token);

        Assert.Equal([Given.Row("b", "08:00", 2)], (await ReadAsync("08:00", "09:00")).Rows);
    }

    [Fact]
    public async Task Merge_RowOutsideTheRange_ThrowsAndChangesNothing()
    {
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1));
        await Assert.ThrowsAsync<ArgumentException>(() => MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 9), Given.Row("c", "09:00", 9)));
        await MergeAsync("08:15", "09:00");

        Assert.Equal([Given.Row("a", "08:00", 1)], (await ReadAsync("08:00", "10:00")).Rows);
    }

    [Fact]
    public async Task Merge_RowTwice_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1), Given.Row("a", "08:00", 2)));

    [Fact]
    public async Task Read_OtherGranularity_KnowsNothing()
    {
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1));
        var read = await _archive.ReadAsync(Given.Span("08:00", "09:00"), Granularity.HalfHour, Token);

        Assert.Empty(read.Rows);
        Assert.Empty(read.Covered);
    }

    [Fact]
    public async Task Read_OverlappingFetches_CoverageHasNoOverlapAndTheLaterWins()
    {
        await MergeAsync("08:00", "10:00");
        await MergeAsync("09:00", "09:30");

        var covered = (await ReadAsync("08:30", "11:00")).Covered;
        Assert.Equal(
            [Given.Span("08:30", "09:00"), Given.Span("09:00", "09:30"), Given.Span("09:30", "10:00")],
            covered.Select(c => c.Range));
        Assert.Equal([Given.Utc("10:00"), Given.Utc("09:30"), Given.Utc("10:00")], covered.Select(c => c.FetchedAt));
    }

    [Fact]
    public async Task Merge_AfterThreeDays_ForgetsTheFirst()
    {
        await MergeAsync("08:00", "09:00", Given.Row("a", "08:00", 1));
        await MergeAsync("2026-09-04T09:00", "2026-09-04T10:00", Given.Row("b", "2026-09-04T09:00", 1));

        var read = await ReadAsync("2026-09-01T00:00", "2026-09-05T00:00");
        Assert.Equal(Given.Voice("b"), Assert.Single(read.Rows).Key);
        Assert.Equal(Given.Utc("2026-09-04T09:00"), Assert.Single(read.Covered).Range.Start);
    }

    [Fact]
    public void Merge_AnySequence_ReadsLikeASimpleMap()
    {
        var merge = Gen.Select(Gen.Int[0, 7], Gen.Int[1, 8], Gen.Dictionary(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 7]), Gen.Int[1, 3])[0, 12]);
        merge.List[1, 8].Sample(
            merges =>
            {
                var archive = new InMemoryIntervalArchive();
                var map = new SortedDictionary<(int Queue, int Slot), int>();
                foreach (var (from, length, counts) in merges)
                {
                    var to = Math.Min(8, from + length);
                    foreach (var slot in map.Keys.Where(k => k.Slot >= from && k.Slot < to).ToList())
                    {
                        map.Remove(slot);
                    }
                    var inside = counts.Where(c => c.Key.Item2 >= from && c.Key.Item2 < to).ToList();
                    foreach (var (key, count) in inside)
                    {
                        map[key] = count;
                    }
                    var range = new Interval(At(from), At(to));
                    archive.MergeAsync(
                        new Coverage(range, Granularity.QuarterHour, Edges, [], range.End),
                        [.. inside.Select(c => Row(c.Key.Item1, c.Key.Item2, c.Value))],
                        CancellationToken.None).GetAwaiter().GetResult();
                }

                var read = archive.ReadAsync(new Interval(At(0), At(8)), Granularity.QuarterHour, CancellationToken.None).GetAwaiter().GetResult();
                return read.Rows.SequenceEqual(map.Select(m => Row(m.Key.Queue, m.Key.Slot, m.Value)));
            },
            iter: 500);
    }

    private static DateTimeOffset At(int slot) => Given.Utc("08:00").AddMinutes(15 * slot);

    private static QueueInterval Row(int queue, int slot, int count) =>
        new(Given.Voice("q" + queue), new Interval(At(slot), At(slot + 1)), Given.Counts(count));

    private Task MergeAsync(string start, string end, params ImmutableArray<QueueInterval> rows) => _archive.MergeAsync(
        new Coverage(Given.Span(start, end), Granularity.QuarterHour, Edges, [], Given.Utc(end)), rows, Token);

    private Task<ArchivedIntervals> ReadAsync(string start, string end) =>
        _archive.ReadAsync(Given.Span(start, end), Granularity.QuarterHour, Token);
}
