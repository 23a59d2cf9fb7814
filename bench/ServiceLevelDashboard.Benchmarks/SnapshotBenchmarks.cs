using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Snapshots;
using ServiceLevelDashboard.Domain;

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
        var queues = Day.Queues();
        var rows = Day.Rows(queues, Day.SoFar);
        _input = new SnapshotInput
        {
            Settings = new DashboardSettings { Zone = TimeZoneInfo.Utc, Edges = Day.Edges },
            Version = 1,
            DataUntil = Day.Now,
            Granularity = Granularity.QuarterHour,
            Edges = Day.Edges,
            Rows = rows,
            Queues = queues.ToImmutableDictionary(static q => q.Id),
        };
        // the open interval of every fourth queue has grown by a contact, all other rows are the same objects
        _grown = _input with { Rows = [.. rows.Select(static (row, i) => row.Interval.End > Day.Now && i % 4 == 0 ? Grown(row) : row)] };
        _builder.Build(_input);
    }

    [Benchmark(Description = "first snapshot of the day so far")]
    public object First() => new SnapshotBuilder().Build(_input);

    [Benchmark(Description = "a quarter of the queues changed")]
    public object QuarterChanged() => _builder.Build((_turn = !_turn) ? _grown : _input);

    [Benchmark(Description = "nothing changed")]
    public object Unchanged() => _builder.Build(_input);

    private static QueueInterval Grown(QueueInterval row) => row with { Counts = row.Counts with { Offered = row.Counts.Offered + 1 } };
}
