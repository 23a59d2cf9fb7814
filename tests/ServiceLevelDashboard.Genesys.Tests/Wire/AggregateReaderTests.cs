using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Queries;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Tests.Wire;

public sealed class AggregateReaderTests
{
    private static readonly EdgeSet Edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], [TimeSpan.FromSeconds(5)]);
    private static readonly string Sample = FakeService.Read("aggregate-half-hours.json");

    [Fact]
    public async Task ReadAsync_RecordedAnswer_GivesItsRows()
    {
        var (rows, notices) = await ReadAsync(Sample);

        Assert.Equal(3, rows.Length);
        var first = rows.Single(row => row.Key == new QueueMedia(FakeService.Queue(1), MediaType.Voice) && row.Interval.Start.Minute == 0).Counts;
        Assert.Equal(42, first.Offered);
        Assert.Equal(new DurationStatistics(38, 472_905, 48_211), first.AnswerWait);
        Assert.Equal(new DurationStatistics(2, 65_000, 61_000), first.AbandonWait);
        Assert.Equal(new DurationStatistics(1, 90_020, 90_020), first.FlowOutWait);
        Assert.Equal(new DurationStatistics(41, 627_925, 90_020), first.Wait);
        Assert.Equal(new DurationStatistics(36, 9_010_220, 800_100), first.Talk);
        Assert.Equal(new DurationStatistics(36, 10_810_220, 900_100), first.Handle);
        Assert.Equal((1, 6), (first.ShortAbandoned, first.OverSla));
        Assert.Equal(new GenesysServiceLevel(32, 40, 0.8m), first.Genesys);
        Assert.Equal(new Bands(Edges, [32], [1]), first.Bands);
        Assert.Equal(4, notices.Length);
    }

    [Fact]
    public async Task ReadAsync_ResultsSplitByAnotherDimension_AreAddedUp()
    {
        var (rows, notices) = await ReadAsync(Sample);

        var second = rows.Single(row => row.Interval.Start == new DateTimeOffset(2026, 9, 1, 8, 30, 0, TimeSpan.Zero)).Counts;
        Assert.Equal((30, 31, 2), (second.Offered, second.Answered, second.Handle.Count));
        Assert.Contains(notices, notice => notice.Contains("'direction'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_GroupAfterDataAndOtherMembersFirst_AreUnderstood()
    {
        var (rows, _) = await ReadAsync(Sample);

        var email = rows.Single(row => row.Key == new QueueMedia(FakeService.Queue(2), MediaType.Email));
        Assert.Equal((12, 0), (email.Counts.Offered, email.Counts.Answered));
        Assert.Equal(new Bands(Edges, [0], [0]), email.Counts.Bands);
        Assert.Null(email.Counts.Genesys);
    }

    [Fact]
    public async Task ReadAsync_UnknownNamesAndRowsWithoutQueue_AreCountedOnceEach()
    {
        var (_, notices) = await ReadAsync(Sample);

        Assert.Contains("Unknown metric: 'nInvented' (1 time).", notices);
        Assert.Contains("Unknown member: 'invented' (3 times).", notices);
        Assert.Contains("Rows without a queue were skipped (1 time).", notices);
    }

    [Theory]
    [InlineData("""{"results":[]}""")]
    [InlineData("""{"results":[null,{"group":null,"data":null},{"group":{"queueId":"q","mediaType":"voice"},"data":[{"interval":"2026-09-01T08:00Z/2026-09-01T08:30Z","metrics":[]}]}]}""")]
    public async Task ReadAsync_NothingInside_GivesNoRows(string body) => Assert.Empty((await ReadAsync(body)).Rows);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"results":null}""")]
    [InlineData("""{"message":"maintenance"}""")]
    [InlineData("""{"entities":[],"total":0}""")]
    [InlineData("""{"results":[]} x""")]
    [InlineData("""{"results":{}}""")]
    [InlineData("""{"results":[1]}""")]
    [InlineData("""{"results":[{"data":[{"metrics":[]}]}]}""")]
    [InlineData("""{"results":[{"data":[{"interval":"today","metrics":[]}]}]}""")]
    [InlineData("""{"results":[{"data":[{"interval":"2026-09-01T08:00Z/2026-09-01T08:30Z","metrics":[{"metric":"nOffered","stats":{"count":"4"}}]}]}]}""")]
    [InlineData("""{"results":[{"data":[{"interval":"2026-09-01T08:00Z/2026-09-01T08:30Z","metrics":[{"metric":"nOffered","stats":{"count":-4}}]}]}]}""")]
    public async Task ReadAsync_BrokenStructure_Throws(string body) =>
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(body));

    [Fact]
    public async Task ReadAsync_MediaTypeMissing_IsUnknown()
    {
        var (rows, _) = await ReadAsync("""{"results":[{"group":{"queueId":"q"},"data":[{"interval":"2026-09-01T08:00Z/2026-09-01T08:30Z","metrics":[{"metric":"nOffered","stats":{"count":4}}]}]}]}""");

        Assert.Equal("unknown", Assert.Single(rows).Key.Media.Name);
    }

    [Fact]
    public async Task ReadAsync_OneByteAtATime_GivesTheSameRows()
    {
        var whole = await ReadAsync(Sample);
        var pieces = await ReadAsync(new PiecewiseStream(Encoding.UTF8.GetBytes(Sample), () => 1));

        Assert.Equal(Sorted(whole.Rows), Sorted(pieces.Rows));
        Assert.Equal(whole.Notices, pieces.Notices);
    }

    [Fact]
    public async Task ReadAsync_PiecesOfAnySize_GiveTheSameRows()
    {
        var whole = Sorted((await ReadAsync(Sample)).Rows);
        var bytes = Encoding.UTF8.GetBytes(Sample);
        await Gen.Int[1, 400].Array[1, 30].SampleAsync(
            async sizes =>
            {
                var next = 0;
                var pieces = await ReadAsync(new PiecewiseStream(bytes, () => sizes[next++ % sizes.Length]));
                Assert.Equal(whole, Sorted(pieces.Rows));
            },
            iter: 100);
    }

    [Fact]
    public async Task ReadAsync_CutAnywhere_NeverGivesRows()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        var end = Sample.LastIndexOf('}');
        await Gen.Int[0, end].SampleAsync(
            async length =>
            {
                await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(new MemoryStream(bytes, 0, length)));
            },
            iter: 500);
    }

    [Fact]
    public async Task ReadAsync_MoreBuckets_AllocatesNoMore()
    {
        var small = Encoding.UTF8.GetBytes(Large(results: 10));
        var large = Encoding.UTF8.GetBytes(Large(results: 400));
        await AllocatedAsync(large); // warm the pool and the code

        var difference = await AllocatedAsync(large) - await AllocatedAsync(small);

        Assert.True(difference < 4096, $"{difference} bytes more for {large.Length - small.Length} bytes more of the answer");
    }

    private static async Task<long> AllocatedAsync(byte[] body)
    {
        var sink = new CountingSink();
        using var stream = new MemoryStream(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await AggregateReader.ReadAsync(stream, Views(), sink, new ParseDiagnostics(), TestContext.Current.CancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(sink.Buckets > 0);
        return allocated;
    }

    private static string Large(int results)
    {
        const string bucket = """{"interval":"2026-09-01T08:00:00.000Z/2026-09-01T08:30:00.000Z","metrics":[{"metric":"nOffered","stats":{"count":42}},{"metric":"nOdd","stats":{"count":1}},{"metric":"tAnswered","stats":{"max":48211,"min":1903,"count":38,"sum":472905.5}},{"metric":"oServiceLevel","stats":{"ratio":0.8,"numerator":32,"denominator":40,"target":0.8}}],"views":[{"name":"a20000","stats":{"count":30}}]}""";
        var result = $$"""{"group":{"queueId":"5a1e0c44","mediaType":"voice"},"data":[{{string.Join(',', Enumerable.Repeat(bucket, 20))}}]}""";
        return $$"""{"results":[{{string.Join(',', Enumerable.Repeat(result, results))}}]}""";
    }

    private static ImmutableArray<EdgeView> Views() => EdgeViews.PerCallOf(Edges).Single();

    private static Task<(ImmutableArray<QueueInterval> Rows, ImmutableArray<string> Notices)> ReadAsync(string body) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)));

    internal static async Task<(ImmutableArray<QueueInterval> Rows, ImmutableArray<string> Notices)> ReadAsync(Stream body)
    {
        var oddities = new ParseDiagnostics();
        var stage = new RowStage(Edges, Views(), oddities);
        await AggregateReader.ReadAsync(body, Views(), stage, oddities, TestContext.Current.CancellationToken);
        var rows = ImmutableArray.CreateBuilder<QueueInterval>();
        stage.MoveTo(rows, judge: null);
        return (rows.DrainToImmutable(), oddities.ToNotices());
    }

    internal static List<QueueInterval> Sorted(ImmutableArray<QueueInterval> rows) =>
        [.. rows.OrderBy(row => row.Key.Queue.Value, StringComparer.Ordinal).ThenBy(row => row.Interval.Start)];

    private sealed class CountingSink : IBucketSink
    {
        public int Buckets { get; private set; }

        public void OnBucket(AggregateBucket bucket) => Buckets++;

        public void OnResultEnd(ReadOnlySpan<byte> queueId, ReadOnlySpan<byte> mediaType, ReadOnlySpan<byte> otherDimensions)
        {
        }
    }

    /// <summary>Gives its bytes in pieces of the sizes that it is told.</summary>
    internal sealed class PiecewiseStream(byte[] bytes, Func<int> nextSize) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, nextSize())], cancellationToken);
    }
}
