using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class DayRecutServiceTests : IDisposable
{
    private static readonly SiteCalendar Berlin = SiteCalendar.AtMidnight(Given.Berlin);

    private static readonly SiteCalendar NewYork = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

    private readonly FakeTimeProvider _clock = new(Given.Utc("12:00"));
    private readonly FakeDays _days = new();
    private readonly Calendars _calendars = new();
    private readonly DayRecutService _service;

    public DayRecutServiceTests()
    {
        var snapshots = new SnapshotStore(_clock, NullLogger<SnapshotStore>.Instance);
        snapshots.Publish(new SnapshotState(Snapshot(), [], null, new QuotaUse(0, 0, 0, 0, 0), []));
        _service = new DayRecutService(
            _days,
            new DocumentRepository<DayCut>(new FakeDurableArchive(), DayCut.Kind, _clock),
            _calendars,
            snapshots,
            _clock,
            NullLogger<DayRecutService>.Instance);
        _days.Progress = () => _service.Current;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Turn_SiteWithAZoneOfItsOwn_CutsItsPastDaysNewestFirstAndSaysHowFar()
    {
        Assert.True(await _service.UpdateAsync(Cancel)); // one site: noted, nothing read
        Assert.Empty(_days.Read);

        _calendars.All = [Berlin, NewYork];
        Assert.True(await _service.UpdateAsync(Cancel));

        Assert.Equal([Berlin, NewYork], _days.Kept);
        Assert.Equal(800, _days.Read.Count);
        Assert.Contains((NewYork.DayOf(new DateOnly(2026, 8, 31)), "America/New_York"), _days.Read.Take(2));
        Assert.Contains((NewYork.DayOf(new DateOnly(2025, 11, 2)), "America/New_York"), _days.Read); // 25 hours
        Assert.Equal(Enumerable.Range(0, 800).Select(done => new DayRecut(done, 800)), _days.Seen);
        Assert.False(_service.Current.IsRunning);

        Assert.False(await _service.UpdateAsync(Cancel)); // nothing has changed since
        Assert.Equal(800, _days.Read.Count);
    }

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
        public Func<DayRecut> Progress { get; set; } = () => default;

        public List<(Interval Day, string Zone)> Read { get; } = [];

        public List<DayRecut> Seen { get; } = [];

        public ImmutableArray<SiteCalendar> Kept { get; private set; } = [];

        public Task<DailySums?> ReadAsync(
            Interval day, TimeZoneInfo zone, Granularity granularity, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
        {
            Read.Add((day, zone.Id));
            Seen.Add(Progress());
            return Task.FromResult<DailySums?>(null);
        }

        public Task<int> KeepOnlyAsync(ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken)
        {
            Kept = calendars;
            return Task.FromResult(0);
        }
    }
}
