using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>The replay of a rule over a day of 2,000 queues, without the reading of the archive; 28 such days are what the editor asks for.</summary>
public class ReplayBenchmarks
{
    private AlertReplay _replay = null!; // set up before any run

    [Params(AlertConditionKind.LevelBelowTarget, AlertConditionKind.Burn)]
    public AlertConditionKind Condition { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var (queues, settings) = (Day.Queues(), new DashboardSettings { Zone = TimeZoneInfo.Utc });
        var targets = new TargetResolver(
            new Contract(new OneCalendar(settings.Calendar), settings.Definition, ContractTerms.None), QueueRecord.Empty.Seeing(queues, Day.Start));
        _replay = new AlertReplay(
            new OneDay([.. Day.Rows(queues, Day.SoFar)]), targets, ConfiguredOpeningHours.Always, TimeZoneInfo.Utc, Granularity.QuarterHour);
    }

    [Benchmark(Description = "replay of a day")]
    public async Task<int> ReplayAsync()
    {
        var date = DateOnly.FromDateTime(Day.Start.UtcDateTime);
        var result = await _replay.RunAsync(
            new AlertRule { Name = "Rule", Condition = Condition }, null, new DateRange(date, date), Visibility.Everything, null, CancellationToken.None);
        return result.Rings.Length;
    }

    private sealed class OneDay(ImmutableArray<QueueInterval> rows) : IIntervalArchive
    {
        public Task MergeAsync(Coverage coverage, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken) =>
            throw new NotSupportedException(); // a replay only reads

        public Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
            Task.FromResult(new ArchivedIntervals(rows, [new Coverage(range, granularity, Day.Edges, [], Day.Now)]));

        public Task<ImmutableArray<Coverage>> CoverageAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
            throw new NotSupportedException(); // a replay reads rows and what they cover at once
    }
}
