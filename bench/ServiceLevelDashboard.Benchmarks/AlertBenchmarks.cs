using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>What ten rules add to a turn of 2,000 queues at the end of a day: every kind of queue's condition, none of them calm by its scope.</summary>
public class AlertBenchmarks
{
    private readonly AlertLedger _ledger = new();
    private ImmutableSortedDictionary<string, Document<AlertRule>> _rules = ImmutableSortedDictionary<string, Document<AlertRule>>.Empty;
    private SystemMoment _moment = null!; // set up before any run
    private SystemMoment _grown = null!; // likewise
    private bool _turn;

    [GlobalSetup]
    public void SetUp()
    {
        AlertConditionKind[] conditions =
        [
            AlertConditionKind.Burn, AlertConditionKind.LevelBelowTarget, AlertConditionKind.ChanceUnder, AlertConditionKind.LongestWaitOver,
            AlertConditionKind.WaitingOver, AlertConditionKind.NobodyOnQueue, AlertConditionKind.AbandonRateOver, AlertConditionKind.LevelBelowTarget,
            AlertConditionKind.AbandonRateOver, AlertConditionKind.Burn,
        ];
        _rules = conditions.Select((condition, i) => new Document<AlertRule>(
            $"rule-{i}", new AlertRule { Name = $"Rule {i}", Condition = condition, WindowMinutes = i == 7 ? 120 : null }, 1, Day.Start))
            .ToImmutableSortedDictionary(static d => d.Key, static d => d);
        var (builder, queues) = (new SnapshotBuilder(), Day.Queues());
        var input = Day.Input(queues) with
        {
            Observed = new ObservationIndex(new ObservationResponse(
                [.. queues.Select(static q => new QueueObservation(new QueueMedia(q.Id, MediaType.Voice), 2, 5, TimeSpan.FromSeconds(30)))],
                [.. queues.Select(static q => new AgentObservation(q.Id, 1, 5, 0, 0, 3))], Day.Now, 1)),
        };
        _moment = Moment(builder.Build(input));
        _grown = Moment(builder.Build(Day.Grown(input, 4)));
        Take(_moment);
    }

    [Benchmark(Description = "ten rules, nothing changed")]
    public int Unchanged() => Take(_moment);

    [Benchmark(Description = "ten rules, a quarter of the queues changed")]
    public int QuarterChanged() => Take((_turn = !_turn) ? _grown : _moment);

    private static SystemMoment Moment(Snapshot snapshot) => new()
    {
        Now = Day.Now,
        State = new SnapshotState(snapshot, [], null, new QuotaUse(0, 0, 300, 0, 0), []),
        StartedAt = Day.Start,
        Archive = new ArchiveState("none", Day.Now, null, null),
        Reconciliation = ReconciliationState.Nothing,
    };

    private int Take(SystemMoment moment)
    {
        _ledger.Take(_rules, ImmutableSortedDictionary<string, Document<Group>>.Empty, moment);
        return _ledger.Open.Count;
    }
}
