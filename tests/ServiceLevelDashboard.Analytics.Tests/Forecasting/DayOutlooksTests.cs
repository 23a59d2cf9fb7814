using System.Collections.Frozen;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Tests.Forecasting;

public sealed class DayOutlooksTests
{
    private const int PastDays = 42;
    private static readonly TimeZoneInfo _london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly QueueMedia _billing = new(new QueueId("billing"), MediaType.Voice);
    private static readonly ServiceLevelTarget _target = new(0.8m, TimeSpan.FromSeconds(20));
    private static readonly DateTimeOffset _midnight = new(2026, 9, 6, 23, 0, 0, TimeSpan.Zero); // of Monday, 7 September, in London
    private static readonly Interval _day = new(_midnight, _midnight.AddDays(1));
    private static readonly DaySlots _slots = new(SiteCalendar.AtMidnight(_london), Granularity.QuarterHour);

    [Fact]
    public void Of_GoodDaySoFar_WillProbablyMeetItsTarget()
    {
        var outlook = Learnt().Of(Queue(12, offered: 50, met: 45));

        Assert.InRange(outlook.Chance!.Value, 0.8, 1);
        // 08:00 to 18:00 of fifty each: twenty-four quarters are to come.
        Assert.InRange(outlook.Forecast!.Rest.Mean, 1100, 1300);
        Assert.Null(outlook.ByChance);
        Assert.False(outlook.IsLowVolume);
    }

    [Fact]
    public void Of_BadDay_IsReallyBelowAndHardlyMeetsIt()
    {
        var outlook = Learnt().Of(Queue(16, offered: 50, met: 20));

        Assert.True(outlook.IsReallyBelow(watched: 1));
        Assert.InRange(outlook.Forecast!.Chance!.Value, 0, 0.05);
        Assert.True(outlook.Likely!.Value.High < 0.8);
        Assert.True(outlook.Unusual.HasFlag(Unusual.LowerLevel));
    }

    [Fact]
    public void Of_FewContactsUnderTarget_MayBeChanceAndIsMarked()
    {
        var outlook = Learnt().Of(Queue(12, offered: 1, met: 1, missedEvery: 4));

        Assert.True(outlook.IsLowVolume);
        Assert.False(outlook.IsReallyBelow(watched: 1));
        Assert.NotNull(outlook.ByChance);
    }

    [Fact]
    public void Of_TwiceTheContacts_AreUnusualForThisTime() =>
        Assert.True(Learnt().Of(Queue(12, offered: 100, met: 90)).Unusual.HasFlag(Unusual.MoreContacts));

    [Fact]
    public void Of_NothingLearnt_ForecastsNothing()
    {
        var outlook = new DayOutlooks(QueueModels.None, _day).Of(Queue(12, 50, 45));

        Assert.Null(outlook.Forecast);
        Assert.Equal(Unusual.None, outlook.Unusual);
        Assert.NotNull(outlook.Likely);
    }

    [Fact]
    public void Of_ClosedForTheDay_ForecastsNothing()
    {
        var closed = Queue(12, 50, 45) with { State = ServiceState.Closed, OpensNext = _midnight.AddDays(2) };

        Assert.Null(Learnt().Of(closed).Forecast);
        Assert.NotNull(Learnt().Of(closed with { OpensNext = _midnight.AddHours(14) }).Forecast);
    }

    [Fact]
    public void IsReallyBelow_AmongManyQueues_AsksForMore()
    {
        var outlook = new QueueOutlook { ByChance = 0.01 };

        Assert.True(outlook.IsReallyBelow(watched: 1));
        Assert.False(outlook.IsReallyBelow(watched: 40));
    }

    [Fact]
    public void Of_OpenInterval_TakesWhatHasComeFromWhatIsToComeAndLeavesWhatFollows()
    {
        var ended = Learnt().Of(Queue(12, offered: 50, met: 45)).Forecast!.Close!.Value;
        var usual = Learnt().Of(Open(offered: 20)).Forecast!.Close!.Value;
        var flooded = Learnt().Of(Open(offered: 5_000)).Forecast!.Close!.Value;

        Assert.Equal(ended.Rest.Mean - 20, usual.Rest.Mean, 1e-6);
        // Twenty-three of the twenty-four quarters follow, however many this one has brought.
        Assert.InRange(flooded.Rest.Mean / ended.Rest.Mean, 22.5 / 24, 23.5 / 24);
    }

    [Theory]
    [InlineData(60, 30, 0.013)] // an hour at a handle time of 4 minutes is worth 13.5 contacts: half of them missed is hardly chance
    [InlineData(15, 30, 0.221)] // a quarter of an hour is worth 3.4
    public void ByChance_GoesByTheTimeBehindTheWindow(int minutes, int met, double expected)
    {
        var byChance = Learnt().ByChance(Queue(12, 50, 45), _target)(new ServiceLevel(met, 60), TimeSpan.FromMinutes(minutes));

        Assert.Equal(expected, byChance, 3);
    }

    [Fact]
    public void ClosingFan_RunsFromTheKnownToTheClosingLevel()
    {
        var (snapshot, models) = (SnapshotAt(12), Models());
        var queue = Queue(12, 50, 45);
        queue = queue with { Outlook = new DayOutlooks(models, _day).Of(queue) };

        var fan = ClosingFan.Of(snapshot, queue, models);
        var close = queue.Outlook.Forecast!.Close!.Value;

        Assert.Equal(16, fan.Count(p => p.IsKnown)); // 08:00 to 12:00
        Assert.Equal(0.9, fan.Last(p => p.IsKnown).Median, 1e-9);
        Assert.Equal((close.Quantile(0.1), close.Quantile(0.5), close.Quantile(0.9)), (fan[^1].Low80, fan[^1].Median, fan[^1].High80));
        Assert.All(fan, p => Assert.True(p.Low80 <= p.Low50 && p.Low50 <= p.Median && p.Median <= p.High50 && p.High50 <= p.High80));
        Assert.Equal(fan.OrderBy(p => p.At), fan);
    }

    [Fact]
    public void ClosingFan_NothingLearnt_IsEmpty() => Assert.Empty(ClosingFan.Of(SnapshotAt(12), Queue(12, 50, 45), QueueModels.None));

    private static DayOutlooks Learnt() => new(Models(), _day);

    // 12:00 to 12:15 goes on.
    private static QueueSummary Open(int offered)
    {
        var queue = Queue(13, 50, 45);
        var before = queue.Intervals[..48];
        var last = queue.Intervals[48] with
        {
            IsOpen = true,
            Level = ServiceLevelBounds.Of(
            new ServiceLevel(offered, offered)),
            Counts = new ContactCounts { Offered = offered }
        };
        return queue with
        {
            Intervals = [.. before, last],
            Day = ContactCounts.Sum([.. before.Select(p => p.Counts), last.Counts]),
            DayLevel = before.Append(last).Aggregate(ServiceLevelBounds.Of(ServiceLevel.None), (sum, p) => sum + p.Level),
        };
    }

    // Days of fifty contacts a quarter from 08:00 to 18:00, 80 to 90 % of them met.
    private static QueueModels Models()
    {
        var history = new DayHistory(Enumerable.Range(0, PastDays).Select(d => new DayCurve(
            new DateOnly(2026, 9, 7).AddDays(d - PastDays),
            [.. Enumerable.Range(0, 96).Select(k => k is < 32 or >= 72 ? default : new SlotCounts(
                48 + ((d + k) % 5), 40 + ((d * 3 + k) % 5), 48 + ((d + k) % 5)) { Handled = 48, HandleSeconds = 48 * 240 })])));
        var date = new DateOnly(2026, 9, 7);
        var model = new QueueModel(
            _billing,
            UsualDay.Fit(history, date, history.Count, 2),
            QueueForecaster.Fit(history, date, history.Count),
            history.Count)
        { Day = _day, Slots = _slots };
        return new QueueModels { FittedAt = _midnight, Queues = new Dictionary<QueueMedia, QueueModel> { [_billing] = model }.ToFrozenDictionary() };
    }

    private static QueueSummary Queue(int hours, int offered, int met, int missedEvery = int.MaxValue)
    {
        ImmutableArray<TrendPoint> points = [.. Enumerable.Range(0, hours * 4).Select(k =>
        {
            var counts = k < 32 ? ContactCounts.Zero : new ContactCounts
            {
                Offered = offered,
                AnswerWait = new DurationStatistics(offered, offered * 10_000L, 60_000),
                Handle = new DurationStatistics(offered, offered * 240_000L, 900_000),
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
        Day = _day,
        LastHalfHour = new Interval(_midnight.AddHours(hours - 0.5), _midnight.AddHours(hours)),
        Calendar = SiteCalendar.AtMidnight(_london),
        Granularity = Granularity.QuarterHour,
        Definition = new(ServiceLevelFormula.AbandonsNegative),
        Queues = [],
        Listed = ImmutableDictionary<QueueId, Queue>.Empty,
    };
}
