using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Statistics.Causes;
using ServiceLevelDashboard.Web.Budget;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Queue;
using ServiceLevelDashboard.Web.Why;

namespace ServiceLevelDashboard.Web.Tests.Queue;

/// <summary>What the queue's page says first, in each case that there is.</summary>
public sealed class VerdictTests
{
    /// <summary>08:00 to 08:45 in London are the slots 32 to 34: all that has ended.</summary>
    private static readonly Drop _drop = new(DropVerdict.Explained, 40)
    {
        Stretch = (32, 34),
        Level = 0.52,
        UsualLevel = 0.81,
        Causes = [new CauseShare(DropCause.Volume, 0.22, 134, 100, (32, 33)), new CauseShare(DropCause.Agents, 0.06, 9, 12, (33, 34))],
    };

    public VerdictTests() => Speak("en-GB");

    [Theory]
    [InlineData("en-GB", "29 points below usual since 08:00: 34\u202f% more contacts than usual explain about 22 of them.")]
    [InlineData("de", "29 Punkte unter dem Üblichen seit 08:00: 34\u202f% mehr Kontakte als üblich erklären etwa 22 davon.")]
    public void Of_Dropped_SaysHowFarSinceWhenAndTheHeaviestCause(string language, string what)
    {
        Speak(language);

        Assert.Equal(what, Of(Judged(), _drop).What);
    }

    [Fact]
    public void Of_DropThatIsOver_SaysFromWhenToWhen() =>
        Assert.StartsWith("29 points below usual from 08:00 to 08:30: ", Of(Judged(), _drop with { Stretch = (32, 33) }).What, StringComparison.Ordinal);

    [Theory]
    [InlineData(DropCause.HandleTime, 310, 240, "an average handle time of 5:10 (usually 4:00) explains about 22 of them.")]
    [InlineData(DropCause.Agents, 9, 12, "25\u202f% fewer agents on queue than usual explain about 22 of them.")]
    [InlineData(DropCause.Abandons, 30, 18, "abandons beyond what wait times explain (12) cost about 22 of them.")]
    public void Of_OtherCause_IsNamed(DropCause cause, double actual, double usual, string named) =>
        Assert.EndsWith(named, Of(Judged(), _drop with { Causes = [new CauseShare(cause, 0.22, actual, usual, (32, 34))] }).What, StringComparison.Ordinal);

    [Theory]
    [InlineData("en-GB", "29 points below usual since 08:00: volume, handle time, agents and abandons explain too little of it.")]
    [InlineData("de", "29 Punkte unter dem Üblichen seit 08:00: Volumen, Bearbeitungszeit, Agenten und Abbrüche erklären zu wenig davon.")]
    public void Of_DropWithoutACause_NamesNone(string language, string what)
    {
        Speak(language);

        Assert.Equal(what, Of(Judged(), _drop with { Verdict = DropVerdict.CannotTell, Causes = [] }).What);
    }

    /// <summary>47 of 64 are 73 %.</summary>
    [Theory]
    [InlineData(DropVerdict.NoDrop, "nothing unusual compared with the last 40 days.")]
    [InlineData(DropVerdict.LittleHistory, "no usual yet: it takes 15 days, and the archive holds 40.")]
    public void Of_NoDropOrNoUsualYet_SaysSoBesideTheTarget(DropVerdict verdict, string compared) =>
        Assert.Equal($"7 points below the target of 80\u202f% within 20\u00a0s; {compared}", Of(Judged(), new Drop(verdict, 40)).What);

    [Theory]
    [InlineData("en-GB", "7 points below the target of 80\u202f% within 20\u00a0s.")]
    [InlineData("de", "7 Punkte unter dem Ziel von 80\u202f% innerhalb von 20\u00a0s.")]
    public void Of_NobodyHasLookedYet_ComparesWithTheTargetAlone(string language, string what)
    {
        Speak(language);

        Assert.Equal(what, Of(Judged()).What);
    }

    [Theory]
    [InlineData(DropVerdict.NoDrop, "")]
    [InlineData(DropVerdict.LittleHistory, "; no usual yet: it takes 15 days, and the archive holds 3")]
    public void Of_MissesComeTooFast_SaysSinceWhen(DropVerdict verdict, string compared) => Assert.Equal(
        $"7 points below the target of 80\u202f% within 20\u00a0s{compared}. {BudgetWords.Sentence(Burning.Burn, QueueSamples.London)}",
        Of(Burning, new Drop(verdict, 3)).What);

    private static QueueSummary Burning => Judged() with { Burn = new BurnAlert(BurnLevel.Watch, QueueSamples.Eight.AddMinutes(30), 2.5m) };

    [Theory]
    [InlineData(80, "On the target of 80\u202f% within 20\u00a0s.")]
    [InlineData(81, "1 point above the target of 80\u202f% within 20\u00a0s.")]
    [InlineData(95, "15 points above the target of 80\u202f% within 20\u00a0s.")]
    [InlineData(79, "1 point below the target of 80\u202f% within 20\u00a0s.")]
    public void Of_Level_IsSetAgainstTheTargetAsItIsShown(int met, string what) =>
        Assert.Equal(what, Of(Judged() with { DayLevel = Level(met, met) }).What);

    [Theory]
    [InlineData(82, 85, "On the target of")]
    [InlineData(78, 82, "Only a minimum and a maximum are known: the target of")]
    [InlineData(70, 75, "Below the target of")]
    public void Of_LevelKnownInBounds_ClaimsNoMoreThanBothSay(int least, int most, string what) =>
        Assert.StartsWith(what, Of(Judged() with { DayLevel = Level(least, most) }).What, StringComparison.Ordinal);

    [Theory]
    [InlineData("en-GB", "Target out of reach today (best case 76\u202f%).")]
    [InlineData("de", "Ziel heute nicht mehr erreichbar (bestenfalls 76\u202f%).")]
    public void Of_OutOfReach_SaysTheBestCase(string language, string outlook)
    {
        Speak(language);

        Assert.Equal(outlook, Of(Reaching(met: 61, counted: 100, rest: 60)).Outlook); // 121 of 160
    }

    [Theory]
    [InlineData(70, 100L, "50 in a row within target bring the day back to 80\u202f%.")]
    [InlineData(70, null, "50 in a row within target bring the day back to 80\u202f%.")]
    [InlineData(90, 100L, "12 in a row may be missed before the day falls below 80\u202f%.")]
    [InlineData(80, 100L, "One more missed contact brings the day below 80\u202f%.")]
    [InlineData(90, 5L, "80\u202f% is secured today, even if every contact from now on is missed.")]
    public void Of_Recovery_SaysWhatTheAllowanceSays(int met, long? rest, string outlook) => Assert.Equal(outlook, Of(Reaching(met, 100, rest)).Outlook);

    [Theory]
    [InlineData("en-GB", "Agents on queue for the load of the last half hour: 13 needed, 9 now.")]
    [InlineData("de", "Agenten in Warteschlange für die Last der letzten halben Stunde: 13 nötig, jetzt 9.")]
    public void Of_TooFewAgents_SaysHowManyTheLoadNeeds(string language, string help)
    {
        Speak(language);

        Assert.Equal($"{ForecastText.NoForecast} {help}", Verdict.Of(Here(Judged()), Judged(), DataState.Live, null, (9, 13)).Aside);
    }

    [Fact]
    public void Of_AgentsEnoughOrQueueOnTarget_AsksForNone()
    {
        Assert.DoesNotContain("agents", Verdict.Of(Here(Judged()), Judged(), DataState.Live, null, (13, 13)).Aside, StringComparison.Ordinal);
        var healthy = Judged() with { State = ServiceState.OnTarget };
        Assert.DoesNotContain("agents", Verdict.Of(Here(healthy), healthy, DataState.Live, null, (9, 13)).Aside, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(61, 100, @"^End of day: 5\d\u202f% to 6\d\u202f%\.$")]
    [InlineData(61_000, 100_000, @"^End of day: about 61\u202f%\.$")]
    public void Of_Forecast_SaysHowTheDayMayClose(int met, int counted, string aside)
    {
        var close = new ClosingLevel(met, counted, new NegativeBinomial(100, 25), 0.5, 0.04);
        var queue = Judged() with { Outlook = new QueueOutlook { Forecast = new DayForecast(new NegativeBinomial(100, 25), close, 0.2, 6, false) } };

        Assert.Matches(aside, Of(queue).Aside);
    }

    [Theory]
    [InlineData("en-GB", "Data as of 08:52: how the queue is doing now is unknown.")]
    [InlineData("de", "Datenstand 08:52: Wie es jetzt um die Warteschlange steht, ist unbekannt.")]
    public void Of_StaleFigures_ClaimsNothing(string language, string what)
    {
        Speak(language);

        Assert.Equal(new Verdict(what), Of(Judged(), _drop, DataState.Stale));
    }

    [Fact]
    public void Of_NoData_SaysSinceWhen() =>
        Assert.Equal(new Verdict("No data since 08:52. Data older than 15 minutes isn't shown."), Of(Judged(), _drop, DataState.NoData));

    [Theory]
    [InlineData("en-GB", "Too few contacts for a reliable service level: 4 of 5 within target, and it takes 10.")]
    [InlineData("de", "Zu wenige Kontakte für einen verlässlichen Servicelevel: 4 von 5 im Ziel, nötig sind 10.")]
    public void Of_TooFewContacts_SaysSo(string language, string what)
    {
        Speak(language);

        Assert.Equal(what, Of(QueueSamples.Summary(QueueSamples.Target, [QueueSamples.Counts(5, 5, 1, 0)], ServiceState.TooFew), _drop).What);
    }

    [Fact]
    public void Of_NothingDecidedYet_SaysSo() => Assert.Equal(
        "No service level yet: no contact has been answered or abandoned today.",
        Of(QueueSamples.Summary(QueueSamples.Target, [new ContactCounts { Offered = 3 }], ServiceState.TooFew)).What);

    [Theory]
    [InlineData("en-GB", "Closed now; opens Wed 08:00.", "Today so far: 73\u202f% · 47 of 64.")]
    [InlineData("de", "Jetzt geschlossen; öffnet Mi 08:00.", "Heute bisher: 73\u202f% · 47 von 64.")]
    public void Of_Closed_SaysWhenItOpensAndHowTheDayWas(string language, string what, string outlook)
    {
        Speak(language);

        Assert.Equal(new Verdict(what, outlook), Of(Judged() with { State = ServiceState.Closed, OpensNext = QueueSamples.Eight.AddDays(1) }, _drop));
    }

    [Fact]
    public void Of_ClosedWithoutContacts_SaysNothingOfTheDay() => Assert.Equal(
        new Verdict("Closed now."), Of(QueueSamples.Summary(QueueSamples.Target, [ContactCounts.Zero], ServiceState.Closed)));

    [Theory]
    [InlineData(ServiceState.NoContacts, "No contacts were offered to this queue today.")]
    [InlineData(ServiceState.NoTarget, "No service level target is configured for Voice, so there is no service level.")]
    [InlineData(ServiceState.NotMeasured, "Callbacks offered: 0. Customer-first callbacks have no service level.")]
    public void Of_StateWithoutALevel_SaysWhyAndWhatToDo(ServiceState state, string what)
    {
        var verdict = Of(QueueSamples.Summary(QueueSamples.Target, [ContactCounts.Zero], state));

        Assert.Equal(what, verdict.What);
        Assert.NotNull(verdict.Outlook);
        Assert.Null(verdict.Aside);
    }

    /// <summary>The figures are the ones that the page's other parts show.</summary>
    [Fact]
    public void Of_Dropped_HasTheFiguresOfTheCauses()
    {
        var queue = Judged();
        var today = Today(queue, _drop);

        Assert.Contains("(29 points lower)", WhyWords.Fell(today, 0.8m, QueueSamples.London), StringComparison.Ordinal);
        Assert.Equal("about 22 points", WhyWords.Cost(_drop.Causes[0]));
    }

    private static QueueSummary Judged() => QueueSamples.BillingMorning();

    private static QueueSummary Reaching(int met, int counted, long? rest)
    {
        var budget = new ErrorBudget(new ServiceLevel(met, counted), 0.8m, rest);
        return Judged() with { Budget = budget, Recovery = new Recovery(budget) };
    }

    private static ServiceLevelBounds Level(int least, int most) => new(new ServiceLevel(least, 100), new ServiceLevel(most, 100));

    private static Snapshot Here(QueueSummary queue) => QueueSamples.SnapshotOf([queue]);

    private static DropToday Today(QueueSummary queue, Drop drop)
    {
        var here = Here(queue);
        return new DropToday(drop, new DaySlots(here.Calendar, here.Granularity), [.. queue.Intervals.Where(p => !p.IsOpen)]);
    }

    private static Verdict Of(QueueSummary queue, Drop? drop = null, DataState data = DataState.Live) =>
        Verdict.Of(Here(queue), queue, data, drop is null ? null : Today(queue, drop));

    private static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
}
