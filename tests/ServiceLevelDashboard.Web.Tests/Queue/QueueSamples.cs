using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Queue;

/// <summary>Hand-made snapshots: a London morning of quarter hours from 08:00, the last one open.</summary>
internal static class QueueSamples
{
    public static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>08:00 on the site's clocks is 07:00 UTC: it is summer.</summary>
    public static readonly DateTimeOffset DayStart = new(2026, 8, 31, 23, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Eight = new(2026, 9, 1, 7, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Now = Eight.AddMinutes(52);

    public static readonly QueueMedia Billing = new(new QueueId("q-billing"), MediaType.Voice);

    public static readonly ServiceLevelTarget Target = new(0.8m, TimeSpan.FromSeconds(20));

    /// <summary>Offered, answered, late and abandoned of one interval.</summary>
    public static ContactCounts Counts(int offered, int answered, int late, int abandoned, int shortAbandoned = 0) => new()
    {
        Offered = offered,
        AnswerWait = new DurationStatistics(answered, answered * 12_000L, answered == 0 ? 0 : 95_000),
        AbandonWait = new DurationStatistics(abandoned, abandoned * 30_000L, abandoned == 0 ? 0 : 120_000),
        ShortAbandoned = shortAbandoned,
        OverSla = late,
        Handle = new DurationStatistics(answered, answered * 300_000L, answered == 0 ? 0 : 900_000),
        Genesys = answered + abandoned == 0 ? null : new GenesysServiceLevel(answered - late, answered + abandoned, 0.8m),
    };

    /// <summary>Callbacks that call the customer first: offered, waited until the customer was called, connected; nothing else.</summary>
    public static ContactCounts CustomerFirst(int offered, int connected, GenesysServiceLevel? own = null) => new()
    {
        Offered = offered,
        Wait = new DurationStatistics(offered, offered * 700_000L, 2_227_932),
        CustomerFirst = new CustomerFirstCounts(offered, connected, 0, 0, 0, own),
    };

    /// <summary>A queue of such callbacks.</summary>
    public static QueueSummary Callbacks(int connected = 112, GenesysServiceLevel? own = null) =>
        Summary(Target, [CustomerFirst(124, connected, own)], ServiceState.NotMeasured, key: new QueueMedia(Billing.Queue, MediaType.Callback));

    /// <summary>A morning: nothing before 08:00; 32 of 40, a quarter without contacts, 12 of 20, and an open one of 3 of 4.</summary>
    public static readonly ImmutableArray<ContactCounts> Morning =
        [Counts(41, 38, 6, 2, 1), ContactCounts.Zero, Counts(21, 18, 6, 2), Counts(5, 4, 1, 0)];

    public static QueueSummary Summary(
        ServiceLevelTarget? target,
        ImmutableArray<ContactCounts> counts,
        ServiceState state = ServiceState.AtRisk,
        string name = "Billing",
        QueueMedia? key = null)
    {
        var id = key ?? Billing;
        var quarter = TimeSpan.FromMinutes(15);
        var night = (int)((Eight - DayStart) / quarter);
        var points = Enumerable.Repeat(ContactCounts.Zero, night).Concat(counts).Select((c, i) =>
        {
            var start = DayStart + (i * quarter);
            return new TrendPoint(new Interval(start, start + quarter), Level(c), c, i == night + counts.Length - 1);
        }).ToImmutableArray();
        var day = ContactCounts.Sum(counts);
        return new QueueSummary
        {
            Queue = new Domain.Targets.Queue(id.Queue, name, new Division("d", "Home"), ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty),
            Media = id.Media,
            Target = target,
            State = state,
            DayLevel = Level(day),
            LastHalfHourLevel = Level(ContactCounts.Sum(counts.TakeLast(2))),
            HalfHourBeforeLevel = Level(ContactCounts.Sum(counts.Take(2))),
            Day = day,
            Intervals = points,
            Now = new QueueObservation(id, 7, 14, TimeSpan.FromSeconds(134)),
            Agents = new AgentObservation(id.Queue, 3, 10, 1, 0, 5),
            MissedBeyondAllowance = null,
        };
    }

    public static QueueSummary BillingMorning(ServiceLevelTarget? target = null) => Summary(target ?? Target, Morning);

    public static SnapshotState State(params ImmutableArray<QueueSummary> queues) =>
        new(SnapshotOf(queues), [], Now.AddSeconds(30), new QuotaUse(6, 150, 300, 1_234, 2), []);

    public static SnapshotState Empty => new(null, [], null, new QuotaUse(0, 150, 300, 0, 0), []);

    public static Snapshot SnapshotOf(ImmutableArray<QueueSummary> queues) => new()
    {
        Version = 1,
        DataUntil = Now,
        ObservedAt = Now,
        Day = new Interval(DayStart, DayStart.AddDays(1)),
        LastHalfHour = new Interval(Eight.AddMinutes(30), Eight.AddMinutes(60)),
        Calendar = SiteCalendar.AtMidnight(London),
        Granularity = Granularity.QuarterHour,
        Definition = ServiceLevelDefinition.Default,
        Queues = queues,
        Listed = queues.Select(q => q.Queue).DistinctBy(q => q.Id).ToImmutableDictionary(q => q.Id),
    };

    private static ServiceLevelBounds Level(ContactCounts counts) =>
        ServiceLevelCalculator.Compute(counts, ServiceLevelDefinition.Default, null);
}

/// <summary>Snapshots that a test sets; <see cref="PublishAsync"/> tells the page as the collector would.</summary>
internal sealed class FakeSnapshots(SnapshotState state) : ISnapshots
{
    private Func<Task>? _changed;

    public SnapshotState State { get; set; } = state;

    public SnapshotState For(Visibility visibility) => State;

    public IDisposable Subscribe(Func<Task> changed)
    {
        _changed = changed;
        return new Ended(this);
    }

    public Task PublishAsync(SnapshotState state)
    {
        State = state;
        return _changed?.Invoke() ?? Task.CompletedTask;
    }

    public bool IsSubscribed => _changed is not null;

    private sealed class Ended(FakeSnapshots owner) : IDisposable
    {
        public void Dispose() => owner._changed = null;
    }
}
