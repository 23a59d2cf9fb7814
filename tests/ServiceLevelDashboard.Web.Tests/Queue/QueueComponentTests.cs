using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Queue;
using ServiceLevelDashboard.Web.Tests.Why;

namespace ServiceLevelDashboard.Web.Tests.Queue;

public sealed class QueueComponentTests : BunitContext
{
    public QueueComponentTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<IDrops>(new FakeDrops());
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Verdict_Morning_ShowsLevelWithCountsAndTheWayToItsCalculation()
    {
        var verdict = Verdict(QueueSamples.BillingMorning());

        Assert.Equal("73\u202f%", verdict.Find(".level b").TextContent);
        Assert.Equal("47 of 64within 20\u00a0s", verdict.Find(".level span").TextContent);
        Assert.StartsWith("7 points below the target", verdict.Find(".words p").TextContent, StringComparison.Ordinal);
        Assert.Equal("How it's calculated", verdict.Find("a.how").TextContent);
        Assert.NotNull(verdict.Find(".verdict.at-risk"));
    }

    /// <summary>The number of agents is the staffing tab's, for the load of the last half hour: here the busiest one is over.</summary>
    [Fact]
    public async Task Verdict_TooFewAgents_AsksForAsManyAsTheStaffingTab()
    {
        var (busy, quiet) = (QueueSamples.Counts(300, 290, 90, 10), QueueSamples.Counts(200, 190, 90, 10));
        var queue = QueueSamples.Summary(QueueSamples.Target, [busy, busy, quiet, quiet, ContactCounts.Zero], ServiceState.Below);
        var staffing = Render<StaffingWhatIf>(p => p.Add(s => s.Snapshot, QueueSamples.SnapshotOf([queue])).Add(s => s.Queue, queue));
        Assert.Equal("600", staffing.Field(ForecastText.StaffContacts).GetAttribute("value"));

        await staffing.Field(ForecastText.StaffContacts).ChangeAsync("400");

        Assert.Contains(
            $"Agents on queue for the load of the last half hour: {staffing.Find(".needed").TextContent.Split(": ")[1].Split(';')[0]} needed, 14 now.",
            Verdict(queue).Find(".words").TextContent,
            StringComparison.Ordinal);
        Assert.DoesNotContain("agents", Verdict(queue, observed: DataState.NoData).Find(".words").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_FewContacts_SpeaksInCounts()
    {
        var queue = QueueSamples.Summary(QueueSamples.Target, [QueueSamples.Counts(5, 5, 1, 0)], ServiceState.TooFew);

        Assert.Equal("4 of 5", Verdict(queue).Find(".level b").TextContent);
    }

    [Fact]
    public void Verdict_NoContacts_ShowsADash() =>
        Assert.Equal("–", Verdict(QueueSamples.Summary(QueueSamples.Target, [ContactCounts.Zero], ServiceState.NoContacts)).Find(".level b").TextContent);

    [Fact]
    public void Verdict_Stale_IsHatchedAndWithoutAStatesColour()
    {
        var verdict = Verdict(QueueSamples.BillingMorning(), DataState.Stale).Find(".verdict");

        Assert.Equal("verdict stale", verdict.ClassName);
        Assert.DoesNotContain("target", verdict.QuerySelector(".words")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(112, "112 reached the customer")]
    [InlineData(0, "number of customers reached unknown")]
    public void FigureStrip_CustomerFirstCallbacks_ShowsWhatIsKnown(int connected, string said)
    {
        var figures = Strip(QueueSamples.Callbacks(connected)).FindAll(".figure").Select(f => f.TextContent).ToList();

        Assert.Equal("–", Verdict(QueueSamples.Callbacks(connected)).Find(".level b").TextContent);
        Assert.Contains("124", figures[1], StringComparison.Ordinal);
        Assert.Contains(said, figures[1], StringComparison.Ordinal);
        Assert.Contains("–", figures[2], StringComparison.Ordinal);
        Assert.Contains("longest wait 37:0", figures[5], StringComparison.Ordinal);
    }

    [Fact]
    public void FigureStrip_Morning_HasSixFigures()
    {
        var strip = Strip(QueueSamples.BillingMorning(), usual: new UsualSoFar(50, 5, 40, 50, null));

        Assert.Equal(["63\u202f%", "67", "6.0\u202f%", "7", "14", "5:00"], strip.FindAll(".value").Select(v => v.TextContent));
        Assert.Contains("34\u202f% above usual", strip.FindAll(".figure")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("How it's calculated", strip.FindAll(".figure")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_CustomerFirstCallbacks_SayWhyAndAccuseNobody()
    {
        var notice = Notices(QueueSamples.Callbacks(own: new GenesysServiceLevel(90, 112, null))).FindAll("section");

        var text = Assert.Single(notice).TextContent;
        Assert.Contains("Callbacks offered: 124. Customer-first callbacks", text, StringComparison.Ordinal);
        Assert.Contains("Agent-first", text, StringComparison.Ordinal);
        Assert.Contains("90 of 112", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Check that agents", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_AgentFirstCallbacksThatNobodyTook_AskForAgents()
    {
        var queue = QueueSamples.Summary(
            QueueSamples.Target,
            [new ContactCounts { Offered = 124 }],
            ServiceState.TooFew,
            key: new QueueMedia(QueueSamples.Billing.Queue, MediaType.Callback));

        Assert.Contains("Check that agents", Assert.Single(Notices(queue).FindAll("section")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("message")]
    public void Notices_WrittenContactsNotYetAnswered_SayThatAnswersComeLater(string media)
    {
        var queue = QueueSamples.Summary(
            QueueSamples.Target,
            [new ContactCounts { Offered = 3 }],
            ServiceState.TooFew,
            key: new QueueMedia(QueueSamples.Billing.Queue, new MediaType(media)));

        Assert.Contains("hours later", Assert.Single(Notices(queue).FindAll("section")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Genesys Cloud doesn't say how many.")]
    [InlineData(25, "25 of the 67 offered today are such calls.")]
    public void Notices_VoiceBesideCustomerFirstCallbacks_SaysThatTheyLiftIt(int bridged, string said)
    {
        var queue = QueueSamples.BillingMorning();
        queue = queue with { Day = queue.Day with { CustomerFirst = new CustomerFirstCounts(0, 0, bridged, bridged, 0, null) } };

        Assert.Contains(said, Assert.Single(Notices(queue, hasCustomerFirst: true).FindAll("section")).TextContent, StringComparison.Ordinal);
        Assert.Equal(bridged > 0, Notices(queue).FindAll("section").Count > 0);
    }

    [Fact]
    public void Notices_AnswersWithoutAVerdict_SayWhatIsOutsideAndWhatWasCounted()
    {
        var queue = QueueSamples.BillingMorning();
        queue = queue with { Day = queue.Day with { Unjudged = 7, LateByWait = 10 } };

        var texts = Notices(queue).FindAll("section").Select(s => s.TextContent).ToList();

        Assert.Contains(texts, text => text.Contains("7 answered but not included", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("Without a service level from Genesys Cloud: 10 answered", StringComparison.Ordinal));
    }

    private IRenderedComponent<QueueNotices> Notices(QueueSummary queue, bool hasCustomerFirst = false) => Render<QueueNotices>(p => p
        .Add(n => n.Queue, queue).Add(n => n.Definition, ServiceLevelDefinition.Default).Add(n => n.HasCustomerFirst, hasCustomerFirst));

    [Fact]
    public void FigureStrip_ObservationsTooOld_WithdrawsThemAlone()
    {
        var values = Strip(QueueSamples.BillingMorning(), DataState.NoData).FindAll(".value").Select(v => v.TextContent).ToList();

        Assert.Equal(("67", "–", "–"), (values[1], values[3], values[4]));
    }

    /// <summary>What the verdict says is not said twice; what it does not say stays.</summary>
    [Fact]
    public void Notices_BelowAVerdict_LeaveItsFindingOut()
    {
        var queue = QueueSamples.Summary(null, [QueueSamples.Counts(3, 0, 0, 0)], ServiceState.NoTarget);

        var notices = Render<QueueNotices>(p => p
            .Add(n => n.Queue, queue).Add(n => n.Definition, ServiceLevelDefinition.Default).Add(n => n.IsBelowVerdict, true));

        Assert.Equal(["NoneAnswered"], notices.FindAll("[data-finding]").Select(n => n.GetAttribute("data-finding")));
    }

    [Fact]
    public void IntervalTable_Footer_HoldsTheSumsOfTheRows()
    {
        var cells = Table(QueueSamples.BillingMorning()).FindAll("tfoot td").Select(c => c.TextContent.Trim());

        Assert.Equal(["67", "60", "47", "4", "1", "0", "47 / 64", "73\u202f%", "0:12", "5:00"], cells);
    }

    [Fact]
    public void IntervalTable_IntervalWithoutContacts_HasNoLevel()
    {
        var row = Table(QueueSamples.BillingMorning()).FindAll("tbody tr")[2].TextContent;

        Assert.Contains("08:15", row, StringComparison.Ordinal);
        Assert.Contains("0 / 0", row, StringComparison.Ordinal);
        Assert.Contains("–", row, StringComparison.Ordinal);
        Assert.DoesNotContain("%", row, StringComparison.Ordinal);
    }

    [Fact]
    public void IntervalTable_OpenInterval_IsMarked() =>
        Assert.Contains("in progress", Assert.Single(Table(QueueSamples.BillingMorning()).FindAll("tr.open")).TextContent, StringComparison.Ordinal);

    [Fact]
    public void ReportTotals_Morning_CarryTheReportsLabels()
    {
        var pairs = Totals(QueueSamples.BillingMorning());

        Assert.Equal("67", pairs["Total Interactions Offered"]);
        Assert.Equal("60", pairs["Total Interactions Answered"]);
        Assert.Equal("47", pairs["Total Answered Within Threshold"]);
        Assert.Equal("73.44\u202f% 47 of 64", pairs["Service Level Percentage"]);
        Assert.Equal("70.15\u202f% 47 of 67", pairs["Within threshold / offered"]);
        Assert.Equal("73.44\u202f% · 47 of 64, identical", pairs["Genesys Cloud's own figure"]);
    }

    [Fact]
    public void ReportTotals_CustomerFirstCallbacks_AreNotMeasured()
    {
        var pairs = Totals(QueueSamples.Callbacks());

        Assert.Equal(("124", "–", "–"), (pairs["Total Interactions Offered"], pairs["Total Interactions Answered"], pairs["Total Answered Within Threshold"]));
        Assert.Equal("– –", pairs["Service Level Percentage"]);
        Assert.Equal("– –", pairs["Within threshold / offered"]);
    }

    [Fact]
    public void ReportTotals_GenesysDiffers_SaysSo()
    {
        var queue = QueueSamples.BillingMorning() with { DayLevel = ServiceLevelBounds.Of(new ServiceLevel(46, 64)) };

        Assert.EndsWith("differs from ours", Totals(queue)["Genesys Cloud's own figure"], StringComparison.Ordinal);
    }

    [Fact]
    public void AnsweredWithin_PositiveFormula_LeavesTheAbandonsOut()
    {
        var edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], [TimeSpan.FromSeconds(20)]);
        var counts = QueueSamples.Counts(12, 10, 3, 2) with { Bands = new Bands(edges, [7], [1]) };
        var definition = new ServiceLevelDefinition(ServiceLevelFormula.AbandonsPositive);
        var level = ServiceLevelCalculator.Compute(counts, definition, QueueSamples.Target.Threshold);

        Assert.Equal(8, level.Lower.Numerator);
        Assert.Equal(new AnsweredWithin(7, 7), AnsweredWithin.Of(counts, level, definition, QueueSamples.Target));
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void QueueDiagnosis_Of_FindsTheCause(string finding, bool hasTarget, int offered, int answered, int late)
    {
        var queue = QueueSamples.Summary(hasTarget ? QueueSamples.Target : null, [QueueSamples.Counts(offered, answered, late, 0)]);

        var found = QueueDiagnosis.Of(queue, ServiceLevelDefinition.Default);

        Assert.Equal(finding, string.Join(',', found));
    }

    public static TheoryData<string, bool, int, int, int> Findings => new()
    {
        { "", true, 10, 10, 2 },
        { "NoTarget", false, 10, 10, 2 },
        { "NoTraffic", true, 0, 0, 0 },
        { "NoTarget,NoTraffic", false, 0, 0, 0 },
        { "NoneAnswered", true, 5, 0, 0 },
        { "AllLate", true, 5, 5, 5 },
    };

    [Fact]
    public void QueueNotices_EveryFinding_SaysAFix()
    {
        var queue = QueueSamples.Summary(null, [ContactCounts.Zero]) with { Queue = Domain.Targets.Queue.Unlisted(QueueSamples.Billing.Queue) };

        var notices = Render<QueueNotices>(p => p.Add(c => c.Queue, queue).Add(c => c.Definition, ServiceLevelDefinition.Default));

        var shown = notices.FindAll("[data-finding]");
        Assert.Equal(["Unlisted", "NoTarget", "NoTraffic"], shown.Select(n => n.GetAttribute("data-finding")));
        Assert.All(shown, n => Assert.Equal(2, n.QuerySelectorAll("p").Length));
        Assert.Contains("Admin › Contact Center › Queues › this queue › Voice", notices.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<QueueVerdict> Verdict(
        QueueSummary queue, DataState data = DataState.Live, DataState observed = DataState.Live) => Render<QueueVerdict>(p => p
        .Add(c => c.Snapshot, QueueSamples.SnapshotOf([queue]))
        .Add(c => c.Queue, queue)
        .Add(c => c.Data, data)
        .Add(c => c.Observed, observed));

    private IRenderedComponent<FigureStrip> Strip(
        QueueSummary queue, DataState observed = DataState.Live, UsualSoFar? usual = null) => Render<FigureStrip>(p => p
        .Add(c => c.Queue, queue)
        .Add(c => c.Data, DataState.Live)
        .Add(c => c.Observed, observed)
        .Add(c => c.Usual, usual));

    private IRenderedComponent<IntervalTable> Table(QueueSummary queue) => Render<IntervalTable>(p => p
        .Add(c => c.Queue, queue)
        .Add(c => c.Definition, ServiceLevelDefinition.Default)
        .Add(c => c.Zone, QueueSamples.London)
        .Add(c => c.OrderUrl, "/"));

    private Dictionary<string, string> Totals(QueueSummary queue) => Render<ReportTotals>(p => p
        .Add(c => c.Queue, queue)
        .Add(c => c.Definition, ServiceLevelDefinition.Default))
        .FindAll("dl > div")
        .ToDictionary(d => d.Children[0].TextContent, d => d.Children[1].TextContent.Trim());
}
