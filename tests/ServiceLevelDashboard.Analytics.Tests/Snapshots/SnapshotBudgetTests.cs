using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Tests.Snapshots;

public sealed class SnapshotBudgetTests
{
    private readonly SnapshotBuilder _builder = new();

    [Fact]
    public void Build_WithoutAModel_KnowsWhatIsUsedAndWhatItTakesAndNotTheRest()
    {
        var summary = Build("08:07", Given.Row("a", "06:00", 100, late: 39));

        Assert.Equal((39, 20m, null), (summary.Budget!.Used, summary.Budget.AllowedSoFar, summary.Budget.Left));
        Assert.Equal((95L, null), (summary.Recovery!.InARow, summary.Recovery.Outlook));
    }

    [Fact]
    public void Build_ClosedForToday_NothingMoreIsToCome()
    {
        var week = Enum.GetValues<DayOfWeek>().Select(day => new Opening(day, new TimeOnly(7, 0), new TimeOnly(9, 0))).ToImmutableArray();
        var hours = ConfiguredOpeningHours.Always with { Site = new OpeningHours { Week = week } };
        var summary = Build("08:07", Given.Row("a", "06:00", 100, late: 39), hours);

        Assert.Equal((Outlook.Unreachable, 0L, -19L), (summary.Recovery!.Outlook, summary.Budget!.Rest, summary.Budget.Left));
    }

    [Fact]
    public void Build_HalfOfTheHourMissed_Burns()
    {
        var summary = Build("08:07", Given.Row("a", "07:45", 40, late: 30));
        Assert.Equal((BurnLevel.Watch, Given.Utc("07:45")), (summary.Burn.Level, summary.Burn.Since));
    }

    [Fact]
    public void Build_ForecastInHand_SaysTheChanceTheRestAndThatTheDayIsBeingLost()
    {
        // Forty contacts a quarter from 06:00 on, of which most are usually met; today half are missed.
        QueueInterval[] rows = [.. Enumerable.Range(0, 9).Select(
            i => Given.Row("a", Given.Utc("06:00").AddMinutes(15 * i).ToString("HH:mm", CultureInfo.InvariantCulture), 40, late: 20))];
        var learnt = Build("08:15", rows, models: Models("a"));
        var unknown = Build("08:15", rows);

        Assert.InRange(learnt.Outlook.Chance!.Value, 0, QueueOutlook.UnlikelyUnder);
        Assert.Equal((long)Math.Round(learnt.Outlook.Forecast!.Close!.Value.Rest.Mean), learnt.Budget!.Rest);
        Assert.Equal(BurnLevel.Act, learnt.Burn.Level);
        Assert.Equal((null, BurnLevel.Watch), (unknown.Outlook.Chance, unknown.Burn.Level));
    }

    [Fact]
    public void Build_AfterARestart_SaysTheSameAsWithoutOne()
    {
        var models = Models("a");
        QueueInterval[] rows = [Given.Row("a", "06:00", 40, late: 20), Given.Row("a", "06:15", 40, late: 30), Given.Row("a", "06:30", 11, late: 2)];
        Build("06:31", rows, models: models);
        var followed = Build("06:43", rows, models: models);

        var afresh = new SnapshotBudgetTests().Build("06:43", rows, models: models);

        Assert.Equal(
            (followed.Outlook, followed.Budget, followed.Burn, followed.BudgetUsedAt), (afresh.Outlook, afresh.Budget, afresh.Burn, afresh.BudgetUsedAt));
        Assert.NotNull(afresh.Outlook.Chance);
    }

    [Fact]
    public void Build_OtherModels_ReckonsAnew()
    {
        var row = Given.Row("a", "06:00", 100, late: 39);
        var before = Build("08:07", [row]);

        var after = Build("08:08", [row], models: Models("a"));

        Assert.Null(before.Outlook.Forecast);
        Assert.NotNull(after.Outlook.Forecast);
        Assert.True(before.Intervals == after.Intervals, "the intervals are the same");
    }

    [Fact]
    public void Build_CountsUnchangedAndWaitersChanged_KeepsTheBudgetsObjects()
    {
        var row = Given.Row("a", "06:00", 100, late: 39);
        var before = Build("08:07", row);
        var after = Build(
            "08:08",
            row,
            observed: new ObservationIndex(new ObservationResponse([new QueueObservation(Given.Voice("a"), 3, 1, null)], [], Given.Utc("08:08"), 1)));

        Assert.NotSame(before, after);
        Assert.Same(before.Budget, after.Budget);
        Assert.Same(before.Recovery, after.Recovery);
        Assert.Same(before.Burn, after.Burn);
        Assert.Same(before.Outlook, after.Outlook);
    }

    private QueueSummary Build(string now, QueueInterval row, ConfiguredOpeningHours? hours = null, ObservationIndex? observed = null) =>
        Build(now, [row], hours, observed);

    private QueueSummary Build(
        string now,
        QueueInterval[] rows,
        ConfiguredOpeningHours? hours = null,
        ObservationIndex? observed = null,
        QueueModels? models = null) => Assert.Single(_builder.Build(new SnapshotInput
        {
            Settings = new DashboardSettings { Zone = Given.Berlin, OpeningHours = hours ?? ConfiguredOpeningHours.Always },
            Version = 1,
            DataUntil = Given.Utc(now),
            Granularity = Granularity.QuarterHour,
            Rows = [.. rows],
            Queues = ImmutableDictionary<QueueId, Queue>.Empty.Add(rows[0].Key.Queue, Given.QueueWithTarget(rows[0].Key.Queue.Value)),
            Observed = observed,
            Models = models ?? QueueModels.None,
        }).Queues);

    // Six weeks of forty contacts a quarter from 08:00 to 18:00 on the site's clocks, 70 to 90 % of them met.
    private static QueueModels Models(string queue)
    {
        var date = new DateOnly(2026, 9, 1);
        var history = new DayHistory(Enumerable.Range(0, 42).Select(d => new DayCurve(
            date.AddDays(d - 42), [.. Enumerable.Range(0, 96).Select(k => k is < 32 or >= 72 ? default : new SlotCounts(40, 28 + ((d * 3) + k) % 9, 40))])));
        var model = new QueueModel(
            Given.Voice(queue), UsualDay.Fit(history, date, history.Count, 2), QueueForecaster.Fit(history, date, history.Count), history.Count)
        {
            Day = Given.Span("2026-08-31T22:00", "2026-09-01T22:00"),
            Slots = new DaySlots(SiteCalendar.AtMidnight(Given.Berlin), Granularity.QuarterHour),
        };
        return new QueueModels
        {
            Queues = new Dictionary<QueueMedia, QueueModel> { [model.Key] = model }.ToFrozenDictionary(),
        };
    }
}
