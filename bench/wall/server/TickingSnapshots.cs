using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.WallBench;

/// <summary>Queues of which every figure changes with every tick.</summary>
internal sealed class TickingSnapshots : ISnapshots, IDisposable
{
    private static readonly ServiceLevelTarget Target = new(0.8m, TimeSpan.FromSeconds(20));
    private readonly ConcurrentDictionary<Func<Task>, byte> _subscribers = new();
    private readonly ImmutableArray<Queue> _queues;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _period;
    private readonly ITimer _timer;
    private volatile SnapshotState _state;
    private long _tick;

    public TickingSnapshots(int queues, TimeSpan period, TimeProvider clock)
    {
        _clock = clock;
        _period = period;
        _queues = [.. Enumerable.Range(1, queues).Select(i => new Queue(
            new QueueId($"00000000-0000-0000-0000-{i:000000000000}"), $"Queue {i:000}", null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty))];
        _state = StateAt(0);
        _timer = clock.CreateTimer(_ => Tick(), null, period, period);
    }

    public SnapshotState For(Visibility visibility) => _state;

    public IDisposable Subscribe(Func<Task> changed)
    {
        _subscribers.TryAdd(changed, 0);
        return new Ended(() => _subscribers.TryRemove(changed, out _));
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        _state = StateAt(Interlocked.Increment(ref _tick));
        foreach (var subscriber in _subscribers.Keys)
            _ = Task.Run(subscriber);
    }

    private SnapshotState StateAt(long tick)
    {
        var now = _clock.GetUtcNow();
        var start = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var snapshot = new Snapshot
        {
            Version = tick + 1,
            DataUntil = now,
            ObservedAt = now,
            Day = new Interval(start, start.AddDays(1)),
            LastHalfHour = new Interval(start, start.AddMinutes(30)),
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London"),
            Granularity = Granularity.QuarterHour,
            Definition = ServiceLevelDefinition.Default,
            Queues = [.. _queues.Select((queue, i) => SummaryOf(queue, tick + i))],
            Listed = _queues.ToImmutableDictionary(q => q.Id),
        };
        return new SnapshotState(snapshot, [], null, new QuotaUse(0, 150, 300, 0, 0), []) { Pace = new RefreshPace(_period, _period, 1, 1) };
    }

    private static QueueSummary SummaryOf(Queue queue, long n)
    {
        var level = ServiceLevelBounds.Of(new ServiceLevel(60 + (n % 40), 100));
        return new QueueSummary
        {
            Queue = queue,
            Media = MediaType.Voice,
            Target = Target,
            State = level.Lower.Numerator < 75 ? ServiceState.Below : level.Lower.Numerator < 80 ? ServiceState.AtRisk : ServiceState.OnTarget,
            DayLevel = level,
            LastHalfHourLevel = level,
            HalfHourBeforeLevel = level,
            Day = new ContactCounts { Offered = 100 + (int)(n % 1000), AnswerWait = new Durations(100, 1_000_000, 60_000) },
            Intervals = [],
            Now = new QueueObservation(new QueueMedia(queue.Id, MediaType.Voice), (int)(n % 20), 5, TimeSpan.FromSeconds(n % 120)),
            Agents = null,
            MissedBeyondAllowance = 0,
        };
    }

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
