using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Tests.Contracts;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Forecasting;

/// <summary>Forty days of a steady queue and thirty-five of another, in an archive of the test's own.</summary>
public sealed class TrackRecordServiceTests : IBackfillStatus, IDisposable
{
    private static readonly DateTimeOffset _midnight = Given.Utc("2026-08-31T22:00:00"); // of 1 September in Berlin
    private static readonly ServiceLevelDefinition _definition = new(ServiceLevelFormula.AbandonsNegative);
    private static readonly EdgeSet _edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], []);

    private readonly FakeDurableArchive _archive = new();
    private readonly FakeTimeProvider _clock = new(_midnight.AddHours(9));
    private readonly List<TrackRecordService> _services = [];
    private int _left;

    BackfillState IBackfillStatus.Current => new(0, _left, null, 0, null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _services.ForEach(s => s.Dispose());

    [Fact]
    public async Task TurnAsync_SecondLookAtTheSamePast_MakesARecordOfEveryQueue()
    {
        await FillAsync(("billing", 40), ("sales", 35));
        var (service, store) = Start();

        Assert.False(await service.UpdateAsync(Cancellation));
        Assert.Equal((40, null), (store.Current.KnownDays, store.Current.Record));
        Assert.True(await service.UpdateAsync(Cancellation));

        var record = store.Current.Record!;
        Assert.Equal(new DateOnly(2026, 9, 1), record.Day);
        Assert.Equal((40, 12, 48), Of(record, "billing"));
        Assert.Equal((35, 7, 28), Of(record, "sales"));
        Assert.Null(store.Current.Running);
        // Every day of a steady queue at 90 % was said to meet 80 %, and did.
        var sure = record.Queues[Given.Voice("billing")].Score.Calibration[9];
        Assert.Equal((12, 12), (sure.Said, sure.Met));
    }

    [Fact]
    public async Task TurnAsync_AfterARestart_ReadsTheRecordAndMakesNoneAnew()
    {
        await FillAsync(("billing", 40));
        var (first, before) = Start();
        await first.UpdateAsync(Cancellation);
        await first.UpdateAsync(Cancellation);

        var (second, after) = Start();

        Assert.False(await second.UpdateAsync(Cancellation));
        Assert.Equal(
            before.Current.Record!.Queues[Given.Voice("billing")].Score with { Calibration = [] },
            after.Current.Record!.Queues[Given.Voice("billing")].Score with { Calibration = [] });
        Assert.Equal(
            before.Current.Record.Queues[Given.Voice("billing")].Score.Calibration, after.Current.Record.Queues[Given.Voice("billing")].Score.Calibration);
        Assert.False(await second.UpdateAsync(Cancellation));
    }

    [Fact]
    public async Task TurnAsync_PastThatIsStillBeingFetched_WaitsUntilItIsThere()
    {
        await FillAsync(("billing", 30));
        var (service, store) = Start();
        await service.UpdateAsync(Cancellation);
        await FillAsync(("billing", 40));

        Assert.False(await service.UpdateAsync(Cancellation));
        Assert.True(await service.UpdateAsync(Cancellation));
        Assert.Equal(40, store.Current.Record!.Queues[Given.Voice("billing")].HistoryDays);
    }

    [Fact]
    public async Task TurnAsync_FetchingThatPauses_MakesTheFirstRecordAndThenOneAnHour()
    {
        _left = 5;
        await FillAsync(("billing", 30));
        var (service, store) = Start();
        await service.UpdateAsync(Cancellation);
        Assert.True(await service.UpdateAsync(Cancellation));
        await FillAsync(("billing", 40));

        Assert.False(await service.UpdateAsync(Cancellation));
        Assert.False(await service.UpdateAsync(Cancellation));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await service.UpdateAsync(Cancellation));
        Assert.Equal(40, store.Current.Record!.Queues[Given.Voice("billing")].HistoryDays);
    }

    [Fact]
    public async Task TurnAsync_TooFewDays_SaysHowManyAreMissing()
    {
        await FillAsync(("billing", 20));
        var (service, store) = Start();
        await service.UpdateAsync(Cancellation);

        Assert.True(await service.UpdateAsync(Cancellation));

        var track = store.Current.Record!.Queues[Given.Voice("billing")];
        Assert.Equal((9, 0), (track.DaysMissing, track.Score.Cases));
    }

    [Fact]
    public async Task TurnAsync_StoredTextThatIsNoRecord_IsMadeAnew()
    {
        await FillAsync(("billing", 30));
        _archive.Documents[("forecast-record", "all")] = new StoredDocument("all", "{}", 3, _midnight);
        var (service, store) = Start();

        await service.UpdateAsync(Cancellation);
        Assert.True(await service.UpdateAsync(Cancellation));

        Assert.NotNull(store.Current.Record);
        Assert.Equal(4, _archive.Documents[("forecast-record", "all")].Version);
    }

    private static (int, int, int) Of(TrackRecord record, string queue) =>
        record.Queues[Given.Voice(queue)] is var track ? (track.HistoryDays, track.Score.Days, track.Score.Cases) : default;

    private (TrackRecordService Service, TrackRecordStore Store) Start()
    {
        var snapshots = new SnapshotStore(_clock, NullLogger<SnapshotStore>.Instance);
        snapshots.Publish(new SnapshotState(Snapshot(), [], null, new QuotaUse(0, 0, 0, 0, 0), []));
        var store = new TrackRecordStore();
        var service = new TrackRecordService(
            _archive, new DocumentRepository<TrackRecordJson.Kept>(_archive, TrackRecordJson.Kind, _clock), this, snapshots, store,
            new FixedContracts(new Contract(
                SiteCalendar.AtMidnight(Given.Berlin), ServiceLevelDefinition.Default, ContractTerms.None)),
            new FakeLeadership(), _clock, NullLogger<TrackRecordService>.Instance);
        _services.Add(service);
        return (service, store);
    }

    /// <summary>Days before the first of September, ten hours of forty contacts a quarter, 36 of them in time.</summary>
    private Task FillAsync(params (string Queue, int Days)[] queues)
    {
        var start = _midnight.AddDays(-queues.Max(q => q.Days));
        var rows = queues.SelectMany(q => Enumerable.Range(1, q.Days).SelectMany(day => Enumerable.Range(32, 40).Select(k => new QueueInterval(
            Given.Voice(q.Queue),
            new Interval(_midnight.AddDays(-day).AddMinutes(15 * k), _midnight.AddDays(-day).AddMinutes(15 * (k + 1))),
            new ContactCounts
            {
                Offered = 40,
                AnswerWait = new DurationStatistics(40, 400_000, 30_000),
                Bands = new Bands(_edges, [36], []),
            }))));
        return _archive.MergeAsync(
            new Coverage(new Interval(start, _midnight), Granularity.QuarterHour, _edges, [], _midnight),
            [.. rows.OrderBy(r => r.Interval.Start)],
            Cancellation);
    }

    private static Snapshot Snapshot() => new()
    {
        Version = 1,
        DataUntil = _midnight.AddHours(9),
        ObservedAt = null,
        Day = new Interval(_midnight, _midnight.AddDays(1)),
        LastHalfHour = new Interval(_midnight.AddHours(8.5), _midnight.AddHours(9)),
        Calendar = SiteCalendar.AtMidnight(Given.Berlin),
        Granularity = Granularity.QuarterHour,
        Definition = _definition,
        Queues = [],
        Listed = new[]
        {
            Given.QueueWithTarget("billing") with { Targets = Overridden },
            Given.QueueWithTarget("sales") with { Targets = Overridden },
        }.ToImmutableDictionary(q => q.Id),
    };

    // A target that was set here is counted from the bands; Genesys' own would be judged by its own figures, which these rows lack.
    private static ImmutableDictionary<MediaType, ServiceLevelTarget> Overridden =>
        ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(
            MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20), TargetSource.QueueOverride));
}
