using System.Collections.Frozen;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Tests.Forecasting;

public sealed class OutlookBookTests
{
    private const int PastDays = 42;
    private static readonly TimeZoneInfo _london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly QueueMedia _billing = new(new QueueId("billing"), MediaType.Voice);
    private static readonly ServiceLevelTarget _target = new(0.8m, TimeSpan.FromSeconds(20));
    private static readonly DateTimeOffset _midnight = new(2026, 9, 6, 23, 0, 0, TimeSpan.Zero); // of Monday, 7 September, in London
    private static readonly DaySlots _slots = new(_london, new TimeOnly(0, 0), Granularity.QuarterHour);

    [Fact]
    public void Of_GoodDaySoFar_WillProbablyMeetItsTarget()
    {
        var outlook = Book().Of(SnapshotAt(12), Queue(12, offered: 50, met: 45));

        Assert.InRange(outlook.Forecast!.Chance!.Value, 0.8, 1);
        // 08:00 to 18:00 of fifty each: twenty-four quarters are to come.
        Assert.InRange(outlook.Forecast.Rest.Mean, 1100, 1300);
        Assert.Null(outlook.ByChance);
        Assert.False(outlook.IsLowVolume);
    }

    [Fact]
    public void Of_BadDay_IsReallyBelowAndHardlyMeetsIt()
    {
        var outlook = Book().Of(SnapshotAt(16), Queue(16, offered: 50, met: 20));

        Assert.True(outlook.IsReallyBelow);
        Assert.InRange(outlook.Forecast!.Chance!.Value, 0, 0.05);
        Assert.True(outlook.Likely!.Value.High < 0.8);
        Assert.True(outlook.Unusual.HasFlag(Unusual.LowerLevel));
    }

    [Fact]
    public void Of_FewContactsUnderTarget_MayBeChanceAndIsMarked()
    {
        var outlook = Book().Of(SnapshotAt(12), Queue(12, offered: 1, met: 1, missedEvery: 4));

        Assert.True(outlook.IsLowVolume);
        Assert.False(outlook.IsReallyBelow);
        Assert.NotNull(outlook.ByChance);
    }

    [Fact]
    public void Of_TwiceTheContacts_AreUnusualForThisTime() =>
        Assert.True(Book().Of(SnapshotAt(12), Queue(12, offered: 100, met: 90)).Unusual.HasFlag(Unusual.MoreContacts));

    [Fact]
    public void Of_NothingLearnt_ForecastsNothing()
    {
        var outlook = new OutlookBook(new FixedModels(QueueModels.None)).Of(SnapshotAt(12), Queue(12, 50, 45));

        Assert.Null(outlook.Forecast);
        Assert.Equal(Unusual.None, outlook.Unusual);
        Assert.NotNull(outlook.Likely);
    }

    [Fact]
    public void Of_ClosedForTheDay_ForecastsNothing()
    {
        var closed = Queue(12, 50, 45) with { State = ServiceState.Closed, OpensNext = _midnight.AddDays(2) };

        Assert.Null(Book().Of(SnapshotAt(12), closed).Forecast);
        Assert.NotNull(Book().Of(SnapshotAt(12), closed with { OpensNext = _midnight.AddHours(14) }).Forecast);
    }

    [Fact]
    public void IsReallyBelow_AmongManyQueues_AsksForMore()
    {
        var outlook = new QueueOutlook { ByChance = 0.01 };

        Assert.True(outlook.IsReallyBelow);
        Assert.False((outlook with { Watched = 40 }).IsReallyBelow);
    }

    [Fact]
    public void Of_SameSummary_IsReckonedOnce()
    {
        var (book, queue) = (Book(), Queue(12, 50, 45));

        Assert.Same(book.Of(SnapshotAt(12), queue), book.Of(SnapshotAt(12.1), queue));
        Assert.NotSame(book.Of(SnapshotAt(12), queue), book.Of(SnapshotAt(13), queue));
    }

    [Fact]
    public void ClosingFan_RunsFromTheKnownToTheClosingLevel()
    {
        var (snapshot, queue, models) = (SnapshotAt(12), Queue(12, 50, 45), Models());

        var fan = ClosingFan.Of(snapshot, queue, models);
        var close = new OutlookBook(new FixedModels(models)).Of(snapshot, queue).Forecast!.Close!.Value;

        Assert.Equal(16, fan.Count(p => p.IsKnown)); // 08:00 to 12:00
        Assert.Equal(0.9, fan.Last(p => p.IsKnown).Median, 1e-9);
        Assert.Equal((close.Quantile(0.1), close.Quantile(0.5), close.Quantile(0.9)), (fan[^1].Low80, fan[^1].Median, fan[^1].High80));
        Assert.All(fan, p => Assert.True(p.Low80 <= p.Low50 && p.Low50 <= p.Median && p.Median <= p.High50 && p.High50 <= p.High80));
        Assert.Equal(fan.OrderBy(p => p.At), fan);
    }

    [Fact]
    public void ClosingFan_NothingLearnt_IsEmpty() => Assert.Empty(ClosingFan.Of(SnapshotAt(12), Queue(12, 50, 45), QueueModels.None));

    private static OutlookBook Book() => new(new FixedModels(Models()));

    // Days of fifty contacts a quarter from 08:00 to 18:00, 80 to 90 % of them met.
    private static QueueModels Models()
    {
        var history = new DayHistory(Enumerable.Range(0, PastDays).Select(d => new DayCurve(
            new DateOnly(2026, 9, 7).AddDays(d - PastDays),
            [.. Enumerable.Range(0, 96).Select(k => k is < 32 or >= 72 ? default : new SlotCounts(48 + ((d + k) % 5), 40 + ((d * 3 + k) % 5), 48 + ((d + k) % 5)) { Handled = 48, HandleSeconds = 48 * 240 })])));
        var date = new DateOnly(2026, 9, 7);
        var model = new QueueModel(_billing, UsualDay.Fit(history, date, history.Count, 2), QueueForecaster.Fit(history, date, history.Count), history.Count);
        return new QueueModels { Day = new Interval(_midnight, _midnight.AddDays(1)), Slots = _slots, FittedAt = _midnight, Queues = new Dictionary<QueueMedia, QueueModel> { [_billing] = model }.ToFrozenDictionary() };
    }

    private static QueueSummary Queue(int hours, int offered, int met, int missedEvery = int.MaxValue)
    {
        ImmutableArray<TrendPoint> points = [.. Enumerable.Range(0, hours * 4).Select(k =>
        {
            var counts = k < 32 ? ContactCounts.Zero : new ContactCounts
            {
                Offered = offered,
                AnswerWait = new Durations(offered, offered * 10_000L, 60_000),
                Handle = new Durations(offered, offered * 240_000L, 900_000),
            };
            var level = k < 32 ? ServiceLevel.None : new ServiceLevel(k % missedEvery == 0 ? 0 : met, offered);
            return new TrendPoint(new Interval(_midnight.AddMinutes(15 * k), _midnight.AddMinutes(15 * (k + 1))), ServiceLevelBounds.Of(level), counts, false);
        })];
        return new QueueSummary
        {
            Queue = new Queue(_billing.Queue, "Billing", new Division("d", "Home"), ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty),
            Media = _billing.Media,
            Target = _target,
            State = ServiceState.OnTarget,
            DayLevel = points.Aggregate(ServiceLevelBounds.Of(ServiceLevel.None), (sum, p) => sum + p.Level),
            LastHalfHourLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            HalfHourBeforeLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            Day = ContactCounts.Sum(points.Select(p => p.Counts)),
            Intervals = points,
            Now = null,
            Agents = null,
            MissedBeyondAllowance = null,
        };
    }

    private static Snapshot SnapshotAt(double hours) => new()
    {
        Version = 1,
        DataUntil = _midnight.AddHours(hours),
        ObservedAt = null,
        Day = new Interval(_midnight, _midnight.AddDays(1)),
        LastHalfHour = new Interval(_midnight.AddHours(hours - 0.5), _midnight.AddHours(hours)),
        Zone = _london,
        Granularity = Granularity.QuarterHour,
        Definition = new(ServiceLevelFormula.AbandonsNegative),
        Queues = [],
        Listed = ImmutableDictionary<QueueId, Queue>.Empty,
    };

    private sealed class FixedModels(QueueModels models) : IQueueModels
    {
        public QueueModels Current => models;
    }
}
