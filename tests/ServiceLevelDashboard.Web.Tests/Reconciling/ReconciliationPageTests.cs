using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Layout;
using ServiceLevelDashboard.Web.Reconciling;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Reconciling;

public sealed class ReconciliationPageTests : BunitContext
{
    private readonly FakeReconciliation _reconciliation = new();

    public ReconciliationPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<IReconciliation>(_reconciliation);
        Services.AddLogging();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Theory]
    [InlineData(1_441, 0, false, 100, "matches Genesys Cloud in 1,440 of 1,440 intervals today, with inferred settings", "System health: OK")]
    [InlineData(1_441, 0, true, 100, "matches Genesys Cloud in 1,440 of 1,440 intervals today", "System health: OK")]
    [InlineData(1_441, 0, true, 240, "matches Genesys Cloud in 1,440 of 1,440 intervals today", "System health: quota 80\u202f%")]
    [InlineData(11, 3, true, 100, "differs from Genesys Cloud in 3 of 10 intervals today", "System health: differs from Genesys")]
    [InlineData(0, 0, true, 100, "Nothing has been compared yet", "System health: OK")]
    public void HealthMark_Always_SaysWhatIsNotWellAndHoldsTheRest(int intervals, int altered, bool isConfirmed, int calls, string agreement, string label)
    {
        var state = FakeReconciliation.After(intervals, altered) with { IsConfirmed = isConfirmed };
        var mark = Render<HealthMark>(p => p.Add(m => m.State, state).Add(m => m.Quota, new QuotaUse(calls, 240, 300, calls, 0)));

        Assert.Equal(label, mark.Find("button").GetAttribute("aria-label"));
        Assert.Equal(agreement, mark.Find("#health a").TextContent);
        Assert.Contains("300", mark.Find("#health").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OneNumeratorAltered_NamesTheRowWithBothFigures()
    {
        _reconciliation.Current = FakeReconciliation.After(5, altered: 1);
        var row = Assert.Single(Render<ReconciliationPage>().FindAll("section[aria-labelledby='mismatch-title'] tbody tr"));

        // The fifth quarter hour of a London day in summer.
        Assert.Equal(["Billing", "Voice", "01:00", "8 of 16", "9 of 16"], row.Children.Select(c => c.TextContent));
        Assert.Equal("queues/q-billing/voice", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Page_Evidence_SaysWhatDecidesEachSwitch()
    {
        _reconciliation.Current = FakeReconciliation.After(5);
        var facts = Render<ReconciliationPage>().FindAll("dd").Select(d => d.TextContent).ToArray();

        Assert.StartsWith("count. Intervals that show it: 5, for example Billing, 00:00: 10 answered, 6 abandoned (1 short)", facts[0], StringComparison.Ordinal);
        Assert.StartsWith("count. Intervals that show it: 5", facts[1], StringComparison.Ordinal);
        Assert.Equal(ReconciliationText.ReadingUndecided, facts[2]);
    }

    [Fact]
    public async Task Page_Confirm_VouchesForTheSettingAndSaysSo()
    {
        _reconciliation.Current = FakeReconciliation.After(5);
        var page = Render<ReconciliationPage>();

        // Without flow-outs two settings are possible; the others are ruled out and cannot be confirmed.
        Assert.Equal(2, page.FindAll("button").Count);
        await page.Find("button").ClickAsync(new());

        Assert.Equal([new GenesysSwitches()], _reconciliation.Confirmed);
        Assert.Contains(ReconciliationText.ConfirmDone, page.Markup, StringComparison.Ordinal);
        Assert.Contains(ReconciliationText.StandingConfirmed, page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("button"));
    }

    [Fact]
    public void News_AChange_IsAnnouncedWithItsDateAndListed()
    {
        var change = new SwitchRestatement(
            new(), new(IncludeFlowOuts: true), QueueSamples.Now.AddHours(-1), QueueSamples.Now.AddHours(-2), QueueSamples.DayStart);
        _reconciliation.Current = FakeReconciliation.After(5) with { Changes = [change] };

        Assert.Contains(
            "Detected on Tue 1 Sept, 07:52: from abandons count, short abandons count, flow-outs do not count to abandons count, short abandons count, flow-outs count.",
            Render<SwitchNews>().Markup, StringComparison.Ordinal);
        Assert.Contains("Between Tue 1 Sept, 06:52 and Tue 1 Sept, 07:52", Render<ReconciliationPage>().Markup, StringComparison.Ordinal);
        _reconciliation.Current = _reconciliation.Current with { ConfirmedAt = QueueSamples.Now };
        Assert.DoesNotContain(ReconciliationText.NewsTitle, Render<SwitchNews>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_BeforeTheFirstMerge_SaysThatItWaits() =>
        Assert.Equal(ReconciliationText.Waiting, Render<ReconciliationPage>().Find(".lead").TextContent);
}
