using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>Reading an answer from memory, beside what the JSON reader itself takes for it. The comparison with others: bench/reader.</summary>
public class ReaderBenchmarks
{
    private readonly ImmutableArray<EdgeView> _views = EdgeViews.PerCallOf(Day.Edges).Single();
    private byte[] _body = [];

    [Params(10, 200)]
    public int Queues { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            AnswerText.Write(json, Queues, 96);
        }
        _body = buffer.WrittenSpan.ToArray();
    }

    [Benchmark(Baseline = true, Description = "Utf8JsonReader alone")]
    public int Tokens()
    {
        var reader = new Utf8JsonReader(_body);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }
        return tokens;
    }

    [Benchmark(Description = "aggregate reader")]
    public async Task<int> Read()
    {
        var sink = new Counter();
        await using var body = new MemoryStream(_body);
        await AggregateReader.ReadAsync(body, _views, sink, new ParseDiagnostics(), CancellationToken.None);
        return sink.Offered;
    }

    private sealed class Counter : IBucketSink
    {
        public int Offered { get; private set; }

        public void OnBucket(AggregateBucket bucket) => Offered += bucket.Offered;

        public void OnResultEnd(ReadOnlySpan<byte> queueId, ReadOnlySpan<byte> mediaType, ReadOnlySpan<byte> otherDimensions)
        {
        }
    }
}
