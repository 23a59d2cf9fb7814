using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.WallBench;

/// <summary>Queues of which every figure, or those of one in so many queues, change with every tick; or that stand as a picture wants them.</summary>
internal sealed class TickingSnapshots : ISnapshots, IDisposable
{
    private static readonly ServiceLevelTarget Target = new(0.8m, TimeSpan.FromSeconds(20));
    private readonly ConcurrentDictionary<Func<Task>, byte> _subscribers = new();
    private readonly ImmutableArray<Queue> _queues;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _period;
    private readonly Picture? _picture;
    private readonly int _oneIn;
    private readonly int _intervals;
    private readonly ITimer _timer;
    private volatile SnapshotState _state;
    private ImmutableArray<QueueSummary> _summaries = [];
    private long _tick;

    /// <param name="queues">How many queues.</param>
    /// <param name="period">How often they change.</param>
    /// <param name="clock">Now.</param>
    /// <param name="picture">How they stand, or null when their figures change.</param>
    /// <param name="oneIn">One in so many queues changes with a tick; the others are the same objects.</param>
    /// <param name="intervals">How many quarter hours of the day have passed: the points of each trend.</param>
    public TickingSnapshots(int queues, TimeSpan period, TimeProvider clock, Picture? picture, int oneIn, int intervals)
    {
        (_oneIn, _intervals) = (oneIn, intervals);
        _picture = picture;
        _clock = clock;
        _period = period;
        var named = picture?.Named ?? [];
        _queues = [.. Enumerable.Range(1, named.IsEmpty ? queues : named.Length).Select(i => new Queue(
            new QueueId($"00000000-0000-0000-0000-{i:000000000000}"),
            picture is null ? $"Queue {i:000}" : named.IsEmpty ? Picture.NameOf(i - 1) : named[i - 1].Name,
            null,
            ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty))];
        _state = StateAt(0);
        _timer = clock.CreateTimer(_ => Tick(), null, period, period);
    }

    public SnapshotState For(Visibility visibility) => _state;

    public IDisposable Subscribe(Func<Task> changed)
    {
        _subscribers.TryAdd(changed, 0);
        return new Ended(() => _subscribers.TryRemove(changed, out _));
    }

    /// <summary>Nothing changes any more.</summary>
    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Goes on.</summary>
    public void GoOn() => _timer.Change(_period, _period);

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        _state = StateAt(Interlocked.Increment(ref _tick));
        foreach (var subscriber in _subscribers.Keys)
        {
            _ = Task.Run(subscriber);
        }
    }

    private SnapshotState StateAt(long tick)
    {
        var now = _clock.GetUtcNow();
        var start = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        _summaries = [.. _queues.Select((queue, i) => _picture is { } picture ? SummaryOf(queue, picture.LevelOf(i), i, [])
            : !_summaries.IsEmpty && (tick + i) % _oneIn != 0 ? _summaries[i]
            : SummaryOf(queue, new ServiceLevel(60 + ((tick + i) % 40), 100), tick + i, TrendOf(i, tick, start)))];
        var snapshot = new Snapshot
        {
            Version = tick + 1,
            DataUntil = now - (_picture?.Age ?? TimeSpan.Zero),
            ObservedAt = now - (_picture?.Age ?? TimeSpan.Zero),
            Day = new Interval(start, start.AddDays(1)),
            LastHalfHour = new Interval(start, start.AddMinutes(30)),
            Calendar = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("Europe/London")),
            Granularity = Granularity.QuarterHour,
            Definition = ServiceLevelDefinition.Default,
            Queues = _picture is { Named: { IsEmpty: false } named }
                ? [.. _summaries.SelectMany((s, i) => named[i].Media.Select(media => s with { Media = media }))]
                : _summaries,
            Listed = _queues.ToImmutableDictionary(q => q.Id),
        };
        return new SnapshotState(snapshot, [], null, new QuotaUse(0, 150, 300, 0, 0), []) { Pace = new RefreshPace(_period, _period, 1, 1) };
    }

    /// <summary>A day that went up and down, the same for a queue but for its last quarter hour, which is open.</summary>
    private ImmutableArray<TrendPoint> TrendOf(int queue, long tick, DateTimeOffset start) =>
    [
        .. Enumerable.Range(0, _intervals).Select(k =>
        {
            var isOpen = k == _intervals - 1;
            var level = new ServiceLevel(60 + (((queue * 7) + (k * 13) + (isOpen ? tick : 0)) % 40), 100);
            return new TrendPoint(
                new Interval(start.AddMinutes(15 * k), start.AddMinutes(15 * (k + 1))),
                ServiceLevelBounds.Of(level),
                new ContactCounts { Offered = 100 },
                isOpen);
        }),
    ];

    private static QueueSummary SummaryOf(Queue queue, ServiceLevel day, long n, ImmutableArray<TrendPoint> trend)
    {
        var level = ServiceLevelBounds.Of(day);
        return new QueueSummary
        {
            Queue = queue,
            Media = MediaType.Voice,
            Target = Target,
            State = ServiceStates.Judge(day, default, (int)day.Denominator, Target.Ratio, isOpen: true),
            DayLevel = level,
            LastHalfHourLevel = level,
            HalfHourBeforeLevel = level,
            Day = new ContactCounts { Offered = day.Denominator == 0 ? 0 : 100 + (int)(n % 1000), AnswerWait = new DurationStatistics(100, 1_000_000, 60_000) },
            Intervals = trend,
            Now = new QueueObservation(new QueueMedia(queue.Id, MediaType.Voice), day.Denominator == 0 ? 0 : (int)(n % 20), 5, TimeSpan.FromSeconds(n % 120)),
            Agents = null,
            MissedBeyondAllowance = 0,
        };
    }

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
