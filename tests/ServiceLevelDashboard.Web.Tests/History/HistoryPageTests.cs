using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.History;

public sealed class HistoryPageTests : BunitContext
{
    private const string TwoDays = "/history?from=2026-03-02&to=2026-03-03";
    private readonly FakeArchive _archive = HistorySamples.Archive();

    public HistoryPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        ComponentFactories.AddStub<TrendChart>(); // the chart has tests of its own
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.Empty));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(HistorySamples.Now));
        Services.AddSingleton(ExplainSamples.Settings);
        Services.AddSingleton(HistorySamples.History(_archive));
    }

    [Fact]
    public void Page_Totals_AreNotPooledAndSayWhy()
    {
        var page = Open(TwoDays);

        Assert.Equal(3, page.FindAll(".lines tbody tr").Count);
        Assert.Contains("are not summed", page.Find(".notes").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".periods tbody tr").Count);
        Assert.StartsWith("/explain?queue=billing&media=voice", page.Find(".lines a.level").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Pooled_SaysThatItPools()
    {
        var page = Open(TwoDays + "&pool=yes");

        Assert.Contains("Summed over 2 media types and 2 thresholds", page.Find(".notes").TextContent, StringComparison.Ordinal);
        Assert.Contains("show=side", page.Find(".lines a.level").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ThresholdBetweenEdges_OffersAnExactFetchAndSurvivesItsFailure()
    {
        var page = Open(TwoDays + "&threshold=25&pool=yes");
        Assert.Contains("only the least and the most are known", page.Find(".notes").TextContent, StringComparison.Ordinal);

        page.Find(".exact button").Click();

        page.WaitForAssertion(() => Assert.Contains("Nobody answers.", page.Find(".exact").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll(".lines"));
    }

    [Fact]
    public void Page_NothingFetched_SaysHowThePastIsFetched()
    {
        _archive.Covered = [];
        _archive.Rows = [];

        var page = Open(TwoDays);

        Assert.Contains("sld backfill", page.Find(".notes").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".lines"));
    }

    [Fact]
    public void Page_FetchedWithoutContacts_IsEmptyAndNotUnknown()
    {
        _archive.Rows = [];

        Assert.Contains("Nothing was offered in this range.", Open(TwoDays).Find(".notes").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_BadAddress_SaysWhatOneNeeds() =>
        Assert.Contains("at most 400 days", Open("/history?from=2026-03-03&to=2026-03-02").Markup, StringComparison.Ordinal);

    private IRenderedComponent<HistoryPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<HistoryPage>();
    }
}
