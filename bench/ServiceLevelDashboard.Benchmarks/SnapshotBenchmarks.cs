using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Analytics.Live;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>Building the snapshot of 2,000 queues at the end of a day.</summary>
public class SnapshotBenchmarks
{
    private readonly SnapshotBuilder _builder = new();
    private SnapshotInput _input = null!; // set up before any run
    private SnapshotInput _grown = null!; // set up before any run
    private bool _turn;

    [GlobalSetup]
    public void SetUp()
    {
        _input = Day.Input(Day.Queues());
        _grown = Day.Grown(_input, 4);
        _builder.Build(_input);
    }

    [Benchmark(Description = "first snapshot of the day so far")]
    public object First() => new SnapshotBuilder().Build(_input);

    [Benchmark(Description = "a quarter of the queues changed")]
    public object QuarterChanged() => _builder.Build((_turn = !_turn) ? _grown : _input);

    [Benchmark(Description = "nothing changed")]
    public object Unchanged() => _builder.Build(_input);
}
