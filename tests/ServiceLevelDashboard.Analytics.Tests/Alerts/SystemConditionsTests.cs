using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

public sealed class SystemConditionsTests
{
    private static readonly DateTimeOffset Now = Given.Utc("10:00");

    private static readonly SystemMoment Calm = new()
    {
        Now = Now,
        State = new SnapshotState(null, [], null, new QuotaUse(0, 0, 300, 0, 0), []),
        StartedAt = Now.AddMinutes(-1),
        Archive = new ArchiveState("a fake", Now, null, null),
        Reconciliation = ReconciliationState.Nothing,
    };

    [Fact]
    public void Read_AllIsWell_NothingHolds() =>
        Assert.All(Enum.GetValues<AlertConditionKind>().Where(static c => ConditionTraits.Of(c).Subject != AlertSubject.Queue), static condition =>
            Assert.DoesNotContain(Read(condition, Calm), static r => r.Kind == ReadingKind.Holds));

    [Fact]
    public void Read_NoFiguresEver_AreAsOldAsTheProgram()
    {
        var reading = Assert.Single(Read(AlertConditionKind.FiguresStale, Calm with { StartedAt = Now.AddMinutes(-6) }));

        Assert.Equal(("intervals", ReadingKind.Holds), (reading.Subject, reading.Kind));
    }

    [Fact]
    public void Read_CentreRefuses_OnlyCredentialsAndPermissions()
    {
        var state = Calm.State with
        {
            Failures = [.. Enum.GetValues<FailureKind>().Select(static kind => new RefreshFailure(
            (RefreshSource)((int)kind % 3), kind, $"It says {kind}.", null, [], Now, Now, 1, Now))]
        };

        Assert.Equal(
            ["It says Authentication.", "It says Permission."],
            Read(AlertConditionKind.CentreRefuses, Calm with { State = state }).Select(static r => r.Detail));
    }

    [Theory]
    [InlineData(241, ReadingKind.Holds)]
    [InlineData(240, ReadingKind.Between)]
    [InlineData(192, ReadingKind.Clear)]
    public void Read_Quota_OverFourFifths(int calls, ReadingKind expected)
    {
        var moment = Calm with { State = Calm.State with { Quota = new QuotaUse(calls, 150, 300, calls, 0) } };

        Assert.Equal(expected, Assert.Single(Read(AlertConditionKind.QuotaOver, moment)).Kind);
    }

    [Fact]
    public void Read_SwitchesChanged_IsNewsForADay()
    {
        var change = new SwitchRestatement(new GenesysSwitches(), new GenesysSwitches(false, false, false), Now.AddHours(-23), null, Now.AddHours(-24));
        var moment = Calm with { Reconciliation = ReconciliationState.Nothing with { Changes = [change] } };

        Assert.Single(Read(AlertConditionKind.SwitchesChanged, moment));
        Assert.Empty(Read(AlertConditionKind.SwitchesChanged, moment with { Now = Now.AddHours(2) }));
    }

    [Fact]
    public void Read_ArchiveDarkScreensAndUndelivered_NameTheirSubjects()
    {
        var message = new OutboxMessage("1", OutboxKind.Alert, "office", "{}", Now, Now);
        var moment = Calm with
        {
            Archive = new ArchiveState("a fake", null, Now, "Disk full."),
            Dark = [new DarkScreen("s1", "Hall", Now)],
            Outbox =
            [
                new OutboxEntry(message, OutboxState.GivenUp, 9, "550 no such user", Now.AddMinutes(-5)),
                new OutboxEntry(message with { Id = "2", Route = "duty" }, OutboxState.GivenUp, 9, "410", Now.AddHours(-2)),
                new OutboxEntry(message with { Id = "3", Route = "chat" }, OutboxState.Sent, 1, "200", Now),
            ],
        };

        Assert.Equal("Disk full.", Assert.Single(Read(AlertConditionKind.ArchiveUnavailable, moment)).Detail);
        Assert.Equal("Hall", Assert.Single(Read(AlertConditionKind.ScreenDark, moment)).Name);
        var undelivered = Assert.Single(Read(AlertConditionKind.Undelivered, moment));
        Assert.Equal(("office", "550 no such user"), (undelivered.Subject, undelivered.Detail));
    }

    private static List<SystemReading> Read(AlertConditionKind condition, SystemMoment moment) =>
        [.. SystemConditions.Read(new AlertRule { Name = "Rule", Condition = condition }, moment)];
}
