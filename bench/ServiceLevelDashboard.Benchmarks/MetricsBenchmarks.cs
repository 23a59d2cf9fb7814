using System.Buffers;
using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Metrics;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>What one reading of <c>/metrics</c> takes for 2,000 queues of three media types, without the network.</summary>
public class MetricsBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(32 * 1024 * 1024);
    private SnapshotState _state = null!; // set up before any run

    [GlobalSetup]
    public void SetUp()
    {
        var snapshot = new SnapshotBuilder().Build(Day.Input(Day.Queues()));
        MediaType[] media = [MediaType.Voice, MediaType.Email, new("message")];
        ImmutableArray<QueueSummary> queues =
        [
            .. from queue in snapshot.Queues
               from type in media
               select queue with
               {
                   Media = type,
                   Now = new QueueObservation(new QueueMedia(queue.Queue.Id, type), 7, 14, TimeSpan.FromSeconds(134)),
                   Agents = new AgentObservation(queue.Queue.Id, 3, 10, 1, 0, 5),
               },
        ];
        _state = new SnapshotState(snapshot with { Queues = queues, ObservedAt = Day.Now }, [], Day.Now, new QuotaUse(6, 150, 300, 1_234, 2), []);
    }

    [Benchmark(Description = "metrics of 2,000 queues × 3 media types")]
    public async Task<int> Metrics()
    {
        _output.ResetWrittenCount();
        var writer = new PrometheusWriter(_output);
        SourceMetrics.Write(writer, _state, Day.Now, leads: true);
        await QueueMetrics.WriteAsync(writer, _state, Day.Now, static () => Task.CompletedTask);
        return _output.WrittenCount;
    }

    [GlobalCleanup]
    public void Say() => Console.WriteLine(FormattableString.Invariant($"// {_output.WrittenCount / 1e6:f1} MB"));
}
