using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class DaySumServiceTests : IDisposable
{
    private static readonly SiteCalendar Berlin = SiteCalendar.AtMidnight(Given.Berlin);

    private static readonly SiteCalendar NewYork = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

    private readonly FakeTimeProvider _clock = new(Given.Utc("12:00"));
    private readonly FakeDays _days = new();
    private readonly Calendars _calendars = new();
    private readonly DaySumService _service;

    public DaySumServiceTests()
    {
        var snapshots = new SnapshotStore(_clock, NullLogger<SnapshotStore>.Instance);
        snapshots.Publish(new SnapshotState(Snapshot(), [], null, new QuotaUse(0, 0, 0, 0, 0), []));
        _service = new DaySumService(
            _days,
            _calendars,
            snapshots,
            new FakeLeadership(),
            _clock,
            NullLogger<DaySumService>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Turn_DaysThatSettledUnsummed_AreSummedNewestFirstADayATurnAndItSaysHowFar()
    {
        _days.Left[Berlin] = [DayOf(Berlin, 31), DayOf(Berlin, 30), DayOf(Berlin, 29)];

        var seen = new List<DaySumming>();
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Equal(TimeSpan.Zero, await _service.TurnAsync(Cancel)); // no longer than it took, which is nothing here
            seen.Add(_service.Current);
        }

        Assert.Equal([31, 30, 29], _days.Summed.Select(d => Berlin.DateOf(d.Day.Start).Day));
        Assert.Equal([new DaySumming(0, 3), new DaySumming(1, 3), new DaySumming(2, 3)], seen);
        Assert.Equal(TimeSpan.FromSeconds(30), await _service.TurnAsync(Cancel)); // all is summed
        Assert.False(_service.Current.IsRunning);
    }

    [Fact]
    public async Task Turn_SiteGetsAZoneOfItsOwn_LetsFormerDaysGoOnceAndSumsThoseOfBoth()
    {
        await _service.TurnAsync(Cancel);
        Assert.Equal([Berlin], _days.Kept);

        _calendars.All = [Berlin, NewYork];
        _days.Left[NewYork] = [DayOf(NewYork, 31), DayOf(NewYork, 30)];
        _days.Left[Berlin] = [DayOf(Berlin, 31)];
        await _service.TurnAsync(Cancel);
        await _service.TurnAsync(Cancel);
        await _service.TurnAsync(Cancel);

        Assert.Equal([Berlin, NewYork], _days.Kept);
        Assert.Equal(2, _days.TimesKept);
        Assert.Equal(["America/New_York", "Europe/Berlin", "America/New_York"], _days.Summed.Select(d => d.Zone));
    }

    private static Interval DayOf(SiteCalendar calendar, int day) => calendar.DayOf(new DateOnly(2026, 8, day));

    private static Snapshot Snapshot() => new SnapshotBuilder().Build(new SnapshotInput
    {
        Settings = new DashboardSettings { Zone = Given.Berlin },
        Version = 1,
        DataUntil = Given.Utc("12:00"),
        Granularity = Granularity.QuarterHour,
        Rows = [],
        Queues = ImmutableDictionary<QueueId, Queue>.Empty,
    });

    private sealed class Calendars : IContracts, IQueueCalendars
    {
        public Contract Current => new(this, ServiceLevelDefinition.Default, ContractTerms.None);

        public SiteCalendar Standard => Berlin;

        public SiteCalendar Others => Berlin;

        public ImmutableArray<SiteCalendar> All { get; set; } = [Berlin];

        public SiteCalendar Of(QueueId queue) => All[^1];
    }

    private sealed class FakeDays : IDailyArchive
    {
        public Dictionary<SiteCalendar, ImmutableArray<Interval>> Left { get; } = [];

        public List<(Interval Day, string Zone)> Summed { get; } = [];

        public ImmutableArray<SiteCalendar> Kept { get; private set; } = [];

        public int TimesKept { get; private set; }

        public Task<ImmutableArray<DailySums>> ReadAsync(
            ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
            throw new NotSupportedException("nobody reads here");

        public Task<ImmutableArray<Interval>> UnsummedAsync(SiteCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken) =>
            Task.FromResult(Left.GetValueOrDefault(calendar, []));

        public Task<bool> SumAsync(Interval day, TimeZoneInfo zone, CancellationToken cancellationToken)
        {
            Summed.Add((day, zone.Id));
            foreach (var (calendar, days) in Left.Where(l => l.Key.Zone.Id == zone.Id).ToList())
            {
                Left[calendar] = days.Remove(day);
            }

            return Task.FromResult(true);
        }

        public Task<int> KeepOnlyAsync(ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken)
        {
            (Kept, TimesKept) = (calendars, TimesKept + 1);
            return Task.FromResult(0);
        }
    }
}
