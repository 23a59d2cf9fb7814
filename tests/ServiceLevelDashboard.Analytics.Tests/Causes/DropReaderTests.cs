using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics.Causes;

namespace ServiceLevelDashboard.Analytics.Tests.Causes;

public sealed class DropReaderTests
{
    private static readonly TimeZoneInfo _london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly QueueMedia _billing = new(new QueueId("billing"), MediaType.Voice);
    private static readonly ServiceLevelTarget _target = new(0.8m, TimeSpan.FromSeconds(20));
    private static readonly ServiceLevelDefinition _definition = new(ServiceLevelFormula.AbandonsNegative);
    private static readonly DateTimeOffset _midnight = new(2026, 9, 6, 23, 0, 0, TimeSpan.Zero); // of Monday, 7 September, in London
    private static readonly EdgeSet _edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], []);
    private readonly FakeDurableArchive _archive = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_TwiceTheVolumeFromTen_NamesItWithItsIntervals()
    {
        await FillAsync(28);

        var today = await NewReader().ReadAsync(SnapshotOf(Busy), Queue(Busy), Cancellation);

        Assert.Equal(DropVerdict.Explained, today!.Drop.Verdict);
        Assert.Equal(DropCause.Volume, today.Drop.Causes[0].Cause);
        Assert.Equal(new Interval(_midnight.AddHours(10), _midnight.AddHours(12)), today.SpanOf(today.Drop.Causes[0].Slots));
    }

    [Fact]
    public async Task ReadAsync_OpenInterval_IsNotLookedAt()
    {
        await FillAsync(28);

        var today = await NewReader().ReadAsync(SnapshotOf(Busy), Queue(Busy), Cancellation);

        Assert.All(today!.Ended, point => Assert.False(point.IsOpen));
        Assert.Equal(_midnight.AddHours(12), today.Ended[^1].Interval.End);
    }

    [Fact]
    public async Task ReadAsync_FewDays_SaysSo()
    {
        await FillAsync(10);

        var today = await NewReader().ReadAsync(SnapshotOf(Busy), Queue(Busy), Cancellation);

        Assert.Equal(new Drop(DropVerdict.LittleHistory, 10), today!.Drop);
    }

    [Fact]
    public async Task ReadAsync_NoPastAtAll_SaysSo() =>
        Assert.Equal(new Drop(DropVerdict.LittleHistory, 0), (await NewReader().ReadAsync(SnapshotOf(Busy), Queue(Busy), Cancellation))!.Drop);

    [Fact]
    public async Task ReadAsync_NoTarget_IsNull() =>
        Assert.Null(await NewReader().ReadAsync(SnapshotOf(Busy), Queue(Busy) with { Target = null }, Cancellation));

    [Fact]
    public async Task ReadAsync_ArchiveAway_IsToldApart()
    {
        _archive.IsAway = true;
        var reader = NewReader();

        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => reader.ReadAsync(SnapshotOf(Busy), Queue(Busy), Cancellation));
    }

    private static ContactCounts Busy(int slot) => slot >= 40 ? Counts(100, 30, 90) : Counts(50, 41, 10);

    private static ContactCounts Counts(int offered, int met, int waitSeconds) => new()
    {
        Offered = offered,
        AnswerWait = new DurationStatistics(offered - 2, (offered - 2) * waitSeconds * 1000L, 300_000),
        AbandonWait = new DurationStatistics(2, 60_000, 40_000),
        Wait = new DurationStatistics(offered, offered * waitSeconds * 1000L, 300_000),
        Handle = new DurationStatistics(offered - 2, (offered - 2) * 240_000L, 900_000),
        Bands = new Bands(_edges, [met], []),
    };

    private DropReader NewReader() => new(_archive, _archive);

    // Every day the same but for a contact or two, so that what is unusual is plain.
    private async Task FillAsync(int days)
    {
        for (var day = 1; day <= days; day++)
        {
            var start = _midnight.AddDays(-day);
            ImmutableArray<QueueInterval> rows = [.. Enumerable.Range(32, 40).Select(k => new QueueInterval(
                _billing, new Interval(
                    start.AddMinutes(15 * k), start.AddMinutes(15 * (k + 1))), Counts(50 + ((day + k) % 5), 40 + (((3 * day) + k) % 4), 10)))];
            await _archive.MergeAsync(new Coverage(new Interval(start, start.AddDays(1)), Granularity.QuarterHour, _edges, [], _midnight), rows, Cancellation);
        }
    }

    private static QueueSummary Queue(Func<int, ContactCounts> counts)
    {
        ImmutableArray<TrendPoint> points = [.. Enumerable.Range(0, 49).Select(k => Point(k, k < 32 ? ContactCounts.Zero : counts(k)))];
        return new QueueSummary
        {
            Queue = new Queue(_billing.Queue, "Billing", new Division("d", "Home"), ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty),
            Media = _billing.Media,
            Target = _target,
            State = ServiceState.Below,
            DayLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            LastHalfHourLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            HalfHourBeforeLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            Day = ContactCounts.Sum(points.Select(p => p.Counts)),
            Intervals = points,
            Now = null,
            Agents = null,
            MissedBeyondAllowance = null,
        };
    }

    private static TrendPoint Point(int slot, ContactCounts counts) => new(
        new Interval(_midnight.AddMinutes(15 * slot), _midnight.AddMinutes(15 * (slot + 1))),
        ServiceLevelCalculator.Compute(counts, _definition, _target.Threshold),
        counts,
        slot == 48);

    private static Snapshot SnapshotOf(Func<int, ContactCounts> counts) => new()
    {
        Version = 1,
        DataUntil = _midnight.AddHours(12.1),
        ObservedAt = null,
        Day = new Interval(_midnight, _midnight.AddDays(1)),
        LastHalfHour = new Interval(_midnight.AddHours(11.5), _midnight.AddHours(12)),
        Calendar = SiteCalendar.AtMidnight(_london),
        Granularity = Granularity.QuarterHour,
        Definition = _definition,
        Queues = [Queue(counts)],
        Listed = ImmutableDictionary<QueueId, Queue>.Empty,
    };
}
