using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Archiving;
using ServiceLevelDashboard.Analytics.Collecting;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Snapshots;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>
/// A whole turn of the collector for 2,000 queues: archive, merge, snapshot, publication, without the reading of the answer. The
/// answer is of the trailing three hours and equal to the one before, in the very objects that came then: what is
/// allocated here is the turn's own.
/// </summary>
public class TurnBenchmarks
{
    private Collector _collector = null!; // set up before any run

    [GlobalSetup]
    public async Task SetUp()
    {
        var clock = new StoppedClock();
        _collector = new Collector(
            new SameAnswer(Day.Queues()),
            new InMemoryIntervalArchive(),
            new SnapshotStore(clock, NullLogger<SnapshotStore>.Instance),
            new DashboardSettings { Zone = TimeZoneInfo.Utc, Edges = Day.Edges },
            clock,
            NullLogger<Collector>.Instance,
            static () => 0.5);
        await _collector.RefreshQueuesAsync(CancellationToken.None);
        await _collector.RefreshIntervalsAsync(CancellationToken.None);
        await _collector.RefreshIntervalsAsync(CancellationToken.None);
    }

    [Benchmark(Description = "unchanged turn")]
    public Task<DateTimeOffset> Unchanged() => _collector.RefreshIntervalsAsync(CancellationToken.None);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Day.Now;
    }

    private sealed class SameAnswer(ImmutableArray<Queue> queues) : IContactCentre
    {
        private readonly Dictionary<Interval, ImmutableArray<QueueInterval>> _rows = [];

        public QuotaUse Quota { get; } = new(2, 150, 300, 2, 0);

        public Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken) => Task.FromResult(queues);

        public Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
        {
            if (!_rows.TryGetValue(query.Range, out var rows))
            {
                _rows.Add(query.Range, rows = Day.Rows(queues, query.Range));
            }
            return Task.FromResult(new IntervalResponse(rows, query.Granularity, Day.Now, 1, []));
        }

        public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
            Task.FromResult(new ObservationResponse([], [], Day.Now, 1));
    }
}
