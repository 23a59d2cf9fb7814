using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Snapshots;
using ServiceLevelDashboard.Domain;

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
        var hours = OpeningHoursBook.Always with { Site = new OpeningHours { Week = week } };
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
    public void Build_CountsUnchangedAndWaitersChanged_KeepsTheBudgetsObjects()
    {
        var row = Given.Row("a", "06:00", 100, late: 39);
        var before = Build("08:07", row);
        var after = Build("08:08", row, observed: new ObservationIndex(new ObservationAnswer([new QueueObservation(Given.Voice("a"), 3, 1, null)], [], Given.Utc("08:08"), 1)));

        Assert.NotSame(before, after);
        Assert.Same(before.Budget, after.Budget);
        Assert.Same(before.Recovery, after.Recovery);
        Assert.Same(before.Burn, after.Burn);
    }

    private QueueSummary Build(string now, QueueInterval row, OpeningHoursBook? hours = null, ObservationIndex? observed = null) => Assert.Single(_builder.Build(new SnapshotInput
    {
        Settings = new DashboardSettings { Zone = Given.Berlin, OpeningHours = hours ?? OpeningHoursBook.Always },
        Version = 1,
        DataUntil = Given.Utc(now),
        Granularity = Granularity.QuarterHour,
        Rows = [row],
        Queues = ImmutableDictionary<QueueId, Queue>.Empty.Add(row.Key.Queue, Given.QueueWithTarget(row.Key.Queue.Value)),
        Observed = observed,
    }).Queues);
}
