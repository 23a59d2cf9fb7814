using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Hosting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>
/// A whole turn of the collector for 2,000 queues: archive, merge, snapshot, publication, without the reading of the answer. The
/// answer is of the trailing three hours and equal to the one before, in the very objects that came then: what is
/// allocated here is the turn's own.
/// </summary>
public class TurnBenchmarks
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-bench-");
    private ServiceProvider _services = null!; // set up before any run
    private Collector _collector = null!; // likewise

    [GlobalSetup]
    public async Task SetUp()
    {
        var clock = new StoppedClock();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IContactCentre>(new SameAnswer(Day.Queues()));
        services.AddStorage(ConfigurationOf(("Storage:DataFolder", _folder.FullName)));
        services.AddAnalytics(ConfigurationOf(
            ("Site:TimeZone", "UTC"), ("ServiceLevel:Edges:Answered", EdgesOf(Day.Edges.AnsweredMs)), (
                "ServiceLevel:Edges:Abandoned", EdgesOf(Day.Edges.AbandonedMs))));
        _services = services.BuildServiceProvider();
        _collector = _services.GetRequiredService<Collector>();
        await _services.GetRequiredService<Leadership>().TurnAsync(CancellationToken.None); // on SQLite it leads at once
        await _collector.RefreshQueuesAsync(CancellationToken.None);
        await _collector.RefreshIntervalsAsync(CancellationToken.None);
        await _collector.RefreshIntervalsAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task TidyAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Description = "unchanged turn")]
    public Task<DateTimeOffset> Unchanged() => _collector.RefreshIntervalsAsync(CancellationToken.None);

    private static IConfiguration ConfigurationOf(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private static string EdgesOf(ImmutableArray<int> milliseconds) => string.Join(',', milliseconds.Select(static ms => ms / 1000));

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
