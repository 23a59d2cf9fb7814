using System.Globalization;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

public sealed class AlertServiceTests : IDisposable
{
    private static readonly AlertRoute Office = new() { Route = "office" };
    private readonly AlertStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Turn_TwentyQueuesBreakWithinSeconds_IsOneMessageWithWhatIsKnown()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office)));
        _stage.Queues = [.. Enumerable.Range(1, 10).Select(static i => AlertStage.Waiting(i.ToString("00", CultureInfo.InvariantCulture), 11))];
        await _stage.RunAsync(service, 4);
        _stage.Queues = [.. Enumerable.Range(1, 20).Select(static i => AlertStage.Waiting(i.ToString("00", CultureInfo.InvariantCulture), 12))];
        await _stage.RunAsync(service, 60);

        var notice = AlertStage.NoticeOf(Assert.Single(_stage.Archive.Messages));
        Assert.Equal(AlertNoticeKind.Change, notice.Kind);
        Assert.Equal(20, notice.Alerts.Length);
        Assert.All(notice.Alerts, static a => Assert.Equal((12, "Volume", "many", 10m), (a.Waiting, a.Why[0], a.Rule, a.Limit)));
        Assert.Equal("explain/kept/01", notice.Alerts.Single(static a => a.Name == "Queue 01").Path);
        Assert.Equal(20, _stage.Book.Firing(Visibility.Everything).Length);
    }

    [Fact]
    public async Task Turn_AlertEnds_IsToldOnceToThoseWhoHeardOfIt()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office, new AlertRoute { Route = "duty", AfterMinutes = 15 })));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, 60);
        _stage.Queues = [AlertStage.Waiting("a", 8)];
        await _stage.RunAsync(service, 200);

        Assert.Equal(["office Change: Queue a Firing", "office Change: Queue a Resolved"], _stage.Told);
        Assert.Empty(_stage.Book.Firing(Visibility.Everything));
        Assert.Equal(AlertState.Resolved, Assert.Single(_stage.Archive.Alerts).Value.State);
    }

    [Fact]
    public async Task Turn_NoLongerHoldsWhenItIsTold_SaysTheFiguresThatRang()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office)));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, 4);
        _stage.Queues = [AlertStage.Waiting("a", 0)];
        await _stage.RunAsync(service, 20);

        Assert.Equal(11, AlertStage.NoticeOf(Assert.Single(_stage.Archive.Messages)).Alerts[0].Waiting);
        Assert.Equal(11, Assert.Single(_stage.Book.Firing(Visibility.Everything)).Facts.Waiting);
    }

    [Fact]
    public async Task Turn_NobodyAcknowledges_EscalatesAndRepeats_UntilSomebodyDoes()
    {
        var service = await _stage.StartAsync(
            "one", ("many", AlertStage.Rule(Office with { RepeatMinutes = 10 }, new AlertRoute { Route = "duty", AfterMinutes = 15 })));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, TimeSpan.FromMinutes(16));
        Assert.Equal(["office Change: Queue a Firing", "office Repetition: Queue a Firing", "duty Escalation: Queue a Firing"], _stage.Told);

        var alert = Assert.Single(_stage.Book.Firing(Visibility.Everything));
        var result = await _stage.Book.AcknowledgeAsync(alert.Id, "on it", Actor.Person("1", "Ann"), TestContext.Current.CancellationToken);
        Assert.True(result.IsSaved);
        Assert.Equal("Ann", Assert.Single(_stage.Book.Firing(Visibility.Everything)).Acknowledgement?.By);
        Assert.False((await _stage.Book.AcknowledgeAsync(alert.Id, "me too", Actor.Person("2", "Bob"), TestContext.Current.CancellationToken)).IsSaved);
        await _stage.RunAsync(service, TimeSpan.FromMinutes(30));

        Assert.Equal(["office Acknowledgement: Queue a Firing", "duty Acknowledgement: Queue a Firing"], _stage.Told.Skip(3));
        Assert.Equal("Ann", AlertStage.NoticeOf(_stage.Archive.Messages[^1]).Alerts[0].AcknowledgedBy);
    }

    [Fact]
    public async Task Turn_AcknowledgedInTime_IsNotEscalated()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(new AlertRoute { Route = "duty", AfterMinutes = 15 })));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, 60);
        var alert = Assert.Single(_stage.Book.Firing(Visibility.Everything));
        await _stage.Book.AcknowledgeAsync(alert.Id, "", Actor.Person("1", "Ann"), TestContext.Current.CancellationToken);
        await _stage.RunAsync(service, TimeSpan.FromMinutes(20));
        _stage.Queues = [];
        await _stage.RunAsync(service, TimeSpan.FromMinutes(5));

        Assert.Empty(_stage.Told);
        Assert.Equal(AlertState.Resolved, Assert.Single(_stage.Archive.Alerts).Value.State);
    }

    [Fact]
    public async Task Turn_Digest_TellsOfAnHourAtItsEnd()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office with { Mode = AlertMode.Digest })));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, TimeSpan.FromMinutes(10));
        _stage.Queues = [AlertStage.Waiting("a", 0), AlertStage.Waiting("b", 20)];
        await _stage.RunAsync(service, TimeSpan.FromMinutes(49));
        Assert.Empty(_stage.Told);
        await _stage.RunAsync(service, TimeSpan.FromMinutes(2));

        Assert.Equal(["office Digest: Queue b Firing, Queue a Resolved"], _stage.Told);
    }

    [Fact]
    public async Task Turn_Silenced_TellsNothingUntilItEnds_AndIsStillShown()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office)));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, 4);
        var alert = Assert.Single(_stage.Book.Firing(Visibility.Everything));
        var (until, who) = (_stage.Clock.GetUtcNow().AddMinutes(30), Actor.Person("1", "Ann"));
        Assert.True((await _stage.Book.SilenceAsync(alert, until, "known", who, TestContext.Current.CancellationToken)).IsSaved);
        await _stage.RunAsync(service, TimeSpan.FromMinutes(10));
        // It comes and goes unheard, and begins again.
        _stage.Queues = [AlertStage.Waiting("a", 0)];
        await _stage.RunAsync(service, TimeSpan.FromMinutes(5));
        _stage.Queues = [AlertStage.Waiting("a", 30)];
        await _stage.RunAsync(service, TimeSpan.FromMinutes(10));
        Assert.Empty(_stage.Told);
        Assert.Equal("known", Assert.Single(_stage.Book.Firing(Visibility.Everything)).Silence?.Why);

        await _stage.RunAsync(service, TimeSpan.FromMinutes(10));
        Assert.Equal(["office Change: Queue a Firing"], _stage.Told);
        Assert.Null(Assert.Single(_stage.Book.Firing(Visibility.Everything)).Silence);
        Assert.False((await _stage.Book.SilenceAsync(alert, until, "late", who, TestContext.Current.CancellationToken)).IsSaved);
    }

    [Fact]
    public async Task Turn_AfterARestart_GoesOnWhereItWas()
    {
        var first = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office) with { HoldSeconds = 60 }));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(first, 40);
        Assert.Equal(AlertState.Pending, Assert.Single(_stage.Archive.Alerts).Value.State);

        // The first is killed.
        var second = await _stage.StartAsync("two");
        _stage.Lead("two");
        await _stage.RunAsync(second, 60);

        Assert.Equal(["office Change: Queue a Firing"], _stage.Told);
        Assert.Equal((Given.Utc("10:00"), Given.Utc("10:01")), (_stage.Archive.Alerts.Values.Single().Since, _stage.Archive.Alerts.Values.Single().FiredAt));
    }

    [Fact]
    public async Task Turn_KilledBetweenTheRingAndItsMessage_IsToldByTheNext()
    {
        var first = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office)));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(first, 2);
        Assert.Empty(_stage.Told);

        var second = await _stage.StartAsync("two");
        _stage.Lead("two");
        await _stage.RunAsync(second, 60);

        Assert.Equal(["office Change: Queue a Firing"], _stage.Told);
    }

    [Fact]
    public async Task Turn_TwoProcesses_TellOnceAndBothShowIt()
    {
        var first = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office)));
        var second = await _stage.StartAsync("two");
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        for (var i = 0; i < 20; i++)
        {
            await first.TurnAsync(TestContext.Current.CancellationToken);
            await second.TurnAsync(TestContext.Current.CancellationToken);
            Assert.Single(_stage.Open.Current);
            _stage.Clock.Advance(AlertService.LookAgain);
        }

        Assert.Equal(["office Change: Queue a Firing"], _stage.Told);
        Assert.Single(_stage.Archive.Alerts);
    }

    [Fact]
    public async Task Turn_ArchiveAway_RingsPastTheOutbox_AndIsWrittenWhenItIsBack()
    {
        var away = new AlertRule { Name = "Archive", Condition = AlertConditionKind.ArchiveUnavailable, Routes = [Office] };
        var service = await _stage.StartAsync("one", ("away", away));
        await _stage.RunAsync(service, 60);
        _stage.Archive.IsAway = true;
        await _stage.RunAsync(service, 200);

        var (route, notice) = Assert.Single(_stage.Sent);
        Assert.Equal(("office", "No space left on device."), (route, Assert.Single(notice.Alerts).Detail));
        _stage.Archive.IsAway = false;
        await _stage.RunAsync(service, 200);
        Assert.Equal(["office Change:  Resolved"], _stage.Told);
        Assert.Equal(AlertState.Resolved, Assert.Single(_stage.Archive.Alerts).Value.State);
        Assert.Single(_stage.Sent);
    }

    /// <summary>Nobody leads while it is away: whoever led last tells of it, and of its end.</summary>
    [Fact]
    public async Task Turn_ArchiveAwayAmongSeveral_RingsOnce()
    {
        var away = new AlertRule { Name = "Archive", Condition = AlertConditionKind.ArchiveUnavailable, Routes = [Office] };
        var first = await _stage.StartAsync("one", ("away", away));
        var second = await _stage.StartAsync("two");
        await RunBothAsync(10);
        (_stage.Archive.IsAway, _stage.Current) = (true, new ArchiveState("a fake", null, _stage.Clock.GetUtcNow(), "away"));
        _stage.Lead(null);
        await RunBothAsync(200);
        Assert.Equal(["office Change:  Firing"], _stage.Sent.Select(static s => AlertStage.Said(s.Route, s.Notice)));

        (_stage.Archive.IsAway, _stage.Current) = (false, new ArchiveState("a fake", null, null, null));
        _stage.Lead("two");
        await RunBothAsync(200);

        Assert.Equal(["office Change:  Firing", "office Change:  Resolved"], _stage.Sent.Select(static s => AlertStage.Said(s.Route, s.Notice)));
        Assert.Empty(_stage.Told);

        async Task RunBothAsync(int seconds)
        {
            for (var i = 0; i < seconds; i += 2)
            {
                await first.TurnAsync(TestContext.Current.CancellationToken);
                await second.TurnAsync(TestContext.Current.CancellationToken);
                _stage.Clock.Advance(AlertService.LookAgain);
            }
        }
    }

    [Fact]
    public async Task Turn_FiguresStale_RingsByTheirOwnRuleAlone()
    {
        var stale = new AlertRule { Name = "Stale", Condition = AlertConditionKind.FiguresStale, Routes = [Office] };
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office)), ("stale", stale));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, 20);
        _stage.DataUntil = _stage.Clock.GetUtcNow();
        _stage.Queues = [AlertStage.Waiting("a", 0), AlertStage.Waiting("b", 50)];
        // The figures of the last moment are stale by now: they neither end nor begin anything.
        _stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await _stage.RunAsync(service, 120);

        Assert.Equal(["office Change: Queue a Firing", "office Change: intervals Firing, observations Firing"], _stage.Told);
        Assert.NotNull(_stage.Book.Firing(Visibility.Everything).Single(static a => a.Queue is not null).UnknownSince);
    }

    [Fact]
    public async Task Turn_RuleRemovedOrQueueOutOfScope_Ends()
    {
        var service = await _stage.StartAsync("one", ("gone", AlertStage.Rule(Office)), ("other", AlertStage.Rule(Office)));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, 20);
        await _stage.Rules.RemoveAsync("gone", Actor.Program, TestContext.Current.CancellationToken);
        await _stage.KeepAsync("other", AlertStage.Rule(Office) with { Scope = new AlertScope { Media = [Domain.MediaType.Email] } });
        await _stage.RunAsync(service, 20);

        Assert.Equal(["office Change: Queue a Firing, Queue a Firing", "office Change: Queue a Resolved, Queue a Resolved"], _stage.Told);
    }

    [Fact]
    public async Task Turn_LongAfter_AcknowledgementsAreInTheirAlertsAndFiguresGo()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule()));
        _stage.Queues = [AlertStage.Waiting("a", 11)];
        await _stage.RunAsync(service, 60);
        var alert = Assert.Single(_stage.Book.Firing(Visibility.Everything));
        await _stage.Book.SilenceAsync(alert, _stage.Clock.GetUtcNow().AddHours(1), "known", Actor.Person("1", "Ann"), TestContext.Current.CancellationToken);
        _stage.Queues = [AlertStage.Waiting("a", 0)];
        await _stage.RunAsync(service, 200);
        // It is over, and told: the service holds it no longer.
        await _stage.Book.AcknowledgeAsync(alert.Id, "late", Actor.Person("1", "Ann"), TestContext.Current.CancellationToken);
        _stage.Clock.Advance(TimeSpan.FromHours(2));
        await _stage.RunAsync(service, 60);

        Assert.Empty(_stage.Documents.Acknowledgements.All);
        Assert.Empty(_stage.Documents.Silences.All);
        var range = Given.Span("00:00", "23:00");
        Assert.Equal("late", Assert.Single(await _stage.Book.HistoryAsync(Visibility.Everything, range, 9, TestContext.Current.CancellationToken))
            .Acknowledgement?.Note);
        Assert.Empty(_stage.Removed);

        _stage.Clock.Advance(TimeSpan.FromDays(91));
        await _stage.RunAsync(service, 60);
        Assert.Equal(["explain/kept/a"], _stage.Removed.Distinct());
    }

    [Fact]
    public async Task Turn_NothingHappens_WritesNothing()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule(Office)));
        _stage.Queues = [AlertStage.Waiting("a", 1)];
        await _stage.RunAsync(service, 60);
        Assert.Equal(0, _stage.Archive.Writes);

        _stage.Queues = [AlertStage.Waiting("a", 20)];
        await _stage.RunAsync(service, TimeSpan.FromMinutes(10));
        Assert.InRange(_stage.Archive.Writes, 1, 3);
    }

    [Fact]
    public async Task Count_RingsOfAWeek_ByRuleWithWhoCared()
    {
        var service = await _stage.StartAsync("one", ("many", AlertStage.Rule()));
        for (var i = 0; i < 12; i++)
        {
            _stage.Queues = [AlertStage.Waiting("a", 11)];
            await _stage.RunAsync(service, 4);
            _stage.Queues = [AlertStage.Waiting("a", 0)];
            await _stage.RunAsync(service, 80);
        }

        var calendar = new SiteCalendar(TimeZoneInfo.Utc, default);
        var counts = await _stage.Book.CountAsync(
            Visibility.Everything, Given.Span("2026-08-31T00:00", "2026-09-07T00:00"), calendar, TestContext.Current.CancellationToken);
        Assert.Equal(new RingCount("many", "Many wait", new DateOnly(2026, 8, 31), 12, 0), Assert.Single(counts));
        Assert.True(counts[0].IsNoise);
        Assert.Empty(await _stage.Book.CountAsync(
            Visibility.Nothing, Given.Span("2026-08-31T00:00", "2026-09-07T00:00"), calendar, TestContext.Current.CancellationToken));
    }
}
