using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Overview;

public sealed class OverviewPageTests : OverviewContext
{
    [Fact]
    public void Times_OfWhatIsFiltered_LeadToTheHistoryOfItsQueues()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/?q=bil");
        Snapshots.State = QueueSamples.State([Billing, Cards]) with { NextAttempt = QueueSamples.Now.AddSeconds(20) };

        var page = Open();

        Assert.Equal(["page", null, null], page.FindAll("nav.times a").Select(a => a.GetAttribute("aria-current")));
        Assert.Equal("history?from=2026-08-31&to=2026-08-31&queue=q-Billing", page.FindAll("nav.times a")[1].GetAttribute("href"));
        Assert.Matches("^Updated [0-9:]{8} · next [0-9:]{8}$", page.Find(".refresh").TextContent.Trim());
    }

    [Fact]
    public async Task FilterBar_CountsStay_IsDrawnAgainOnlyWhenOneChanges()
    {
        var page = OpenWith(Billing, Sales);
        var bar = page.FindComponent<FilterBar>();
        var drawn = bar.RenderCount;

        await Snapshots.PublishAsync(QueueSamples.State([Queue("Billing", 500, 361, 122, ServiceState.Below), Sales]));

        Assert.Contains("500", page.Find(".tile").TextContent, StringComparison.Ordinal);
        Assert.Equal(drawn, bar.RenderCount);

        await Snapshots.PublishAsync(QueueSamples.State([Billing, Sales with { State = ServiceState.Below }]));

        Assert.Equal(drawn + 1, bar.RenderCount);
        Assert.EndsWith("2", page.Find(".states a[href*=below]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tile_ClosedQueueAfterMidnight_SaysWhenItOpensOnThatDay()
    {
        var midnight = QueueSamples.State().Snapshot!.Day.End; // the samples have one
        var late = midnight.AddSeconds(-5);
        var state = QueueSamples.State([Billing with { State = ServiceState.Closed, OpensNext = midnight.AddHours(8) }]);
        Snapshots.State = state with { Snapshot = state.Snapshot! with { DataUntil = late, ObservedAt = late } };
        Clock.SetUtcNow(late);
        var page = Open();
        var before = page.Find(".tile").TextContent;

        Clock.SetUtcNow(midnight.AddSeconds(5));
        await Snapshots.PublishAsync(Snapshots.State);

        Assert.Contains("Wed 08:00", before, StringComparison.Ordinal);
        Assert.Contains("08:00", page.Find(".tile").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Wed", page.Find(".tile").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_BeforeTheFirstSnapshot_SaysWhatIsBeingDone()
    {
        var page = Open();

        Assert.Equal("Loading data", page.Find("h1").TextContent);
        Assert.NotEmpty(page.FindAll(".skeleton"));
    }

    [Fact]
    public void Page_FirstQuestionFailed_DoesNotPretendToLoad()
    {
        Snapshots.State = QueueSamples.Empty with { Failures = [Failure()] };

        var page = Open();

        Assert.Equal("No current figures", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll(".skeleton"));
    }

    [Fact]
    public void Page_NoQueuesVisible_SaysWhatToCheck()
    {
        Snapshots.State = QueueSamples.State();

        var page = Open();

        Assert.Equal("No queues are visible", page.Find("h1").TextContent);
        Assert.Contains("routing:queue:view", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_RoleThatSeesNothing_SaysWhoCanChangeThat()
    {
        var nothing = QueueSamples.State();
        Snapshots.State = nothing with { Snapshot = nothing.Snapshot! with { IsPart = true } }; // the samples have one

        var page = Open();

        Assert.Equal("You don't have access to any queue", page.Find("h1").TextContent);
        Assert.DoesNotContain("routing:queue:view", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OneBelow_SaysWhoNeedsSomebody()
    {
        var page = OpenWith(Billing, Sales, Cards, Silent);

        Assert.Equal("1 of 4 queues needs attention", page.Find("h1").TextContent);
        Assert.StartsWith(
            "Billing is furthest behind: 74 more missed than its target allows so far, 7 waiting.", page.Find(".second").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Billing", "Sales", "Cards"], Names(page));
    }

    [Fact]
    public void Page_QueueWithoutContact_FoldsIntoALine()
    {
        var page = OpenWith(Cards, Silent);

        Assert.Equal("1 queue without contacts today", page.Find(".quiet summary").TextContent);
        Assert.Equal("Silent", page.Find(".quiet li").TextContent);
    }

    [Fact]
    public void Page_VoiceQueuesWithDifferentTargets_ArePooledInNoLevel()
    {
        var ninety = Cards with { Target = new ServiceLevelTarget(0.9m, TimeSpan.FromSeconds(20)) };

        Assert.Contains("Voice is at", OpenWith(Sales, Cards).Find(".second").TextContent, StringComparison.Ordinal);
        Assert.Contains("Voice: 1,178 offered today.", OpenWith(Sales, ninety).Find(".second").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?state=below", "Billing")]
    [InlineData("/?state=nonsense&q=a&sort=name", "Cards,Sales")]
    [InlineData("/?q=car", "Cards")]
    [InlineData("/?sort=name", "Billing,Cards,Sales")]
    [InlineData("/?sort=-name", "Sales,Cards,Billing")]
    [InlineData("/?sort=offered", "Cards,Sales,Billing")]
    [InlineData("/?sort=-offered", "Billing,Sales,Cards")]
    [InlineData("/?sort=level", "Billing,Sales,Cards")]
    [InlineData("/?group=nobody", "")]
    [InlineData("/?media=chat", "")]
    [InlineData("/?division=d", "Billing,Sales,Cards")]
    [InlineData("/?show=x", "Billing,Sales,Cards")]
    public void Page_Address_IsTheFilter(string address, string expected)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);

        Assert.Equal(expected, string.Join(',', Names(OpenWith(Billing, Sales, Cards))));
    }

    [Fact]
    public async Task Search_Typed_ChangesTheAddress()
    {
        var page = OpenWith(Billing, Sales);

        await page.Find("[data-search]").InputAsync("sal & co");

        Assert.EndsWith("/?q=sal%20%26%20co", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Empty(Names(page));
        Assert.Contains("No matching queues.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void View_Compact_LeavesTilesToThoseThatNeedAttention()
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/?view=compact");
        var page = OpenWith(Billing, Sales, Cards);

        Assert.Equal(["Billing", "Sales"], page.FindAll(".tiles:not(.compact) .name").Select(n => n.TextContent.Trim()));
        Assert.Equal(["Cards"], page.FindAll(".tiles.compact .name").Select(n => n.TextContent.Trim()));
        Assert.Equal("Compact", page.Find(".views a[aria-current]").TextContent);
    }

    [Fact]
    public void Chips_CountTheQueuesOfEachState()
    {
        var page = OpenWith(Billing, Sales, Cards);

        var chips = page.FindAll(".states a.chip").Select(c => (Text: c.TextContent.Trim(), Address: c.GetAttribute("href"))).ToList();
        Assert.Equal([("All 3", ""), ("Below 1", "?state=below"), ("At risk 1", "?state=at-risk"), ("On target 1", "?state=on-target")], chips);
    }

    [Fact]
    public void Chips_QueueOfTwoMediaAndAQuietOne_CountTilesWhileTheHeadlineCountsQueues()
    {
        var page = OpenWith(Billing, Billing with { Media = MediaType.Chat }, Cards, Silent);

        Assert.Equal("1 of 3 queues needs attention", page.Find("h1").TextContent);
        Assert.Equal(["All 3", "Below 2", "At risk 0", "On target 1"], page.FindAll(".states a.chip").Select(c => c.TextContent.Trim()));
    }

    [Theory]
    [InlineData("/?q=sil", 1)]
    [InlineData("/?q=bil", 0)]
    [InlineData("/?state=below", 0)]
    [InlineData("/?division=x", 0)]
    public void Search_QueueWithoutContact_IsFoundInTheFold(string address, int expected)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);

        Assert.Equal(expected, OpenWith(Billing, Silent).FindAll(".quiet li").Count);
    }

    [Fact]
    public async Task Page_NewSnapshot_IsDrawnWithoutBeingAsked()
    {
        var page = OpenWith(Billing);

        await Snapshots.PublishAsync(QueueSamples.State(Billing with { State = ServiceState.OnTarget }));

        page.WaitForAssertion(() => Assert.Equal("No queue needs attention", page.Find("h1").TextContent));
    }

    [Fact]
    public void Page_NothingNewArrives_GrowsStaleByItself()
    {
        var page = OpenWith(Billing);

        Clock.Advance(TimeSpan.FromSeconds(301));

        page.WaitForAssertion(() => Assert.NotNull(page.Find("a.tile.stale")));
        Assert.Equal("At 08:52, 1 of 1 queues were below target", page.Find("h1").TextContent);
        Clock.Advance(TimeSpan.FromMinutes(10));
        page.WaitForAssertion(() => Assert.Equal("–", page.Find(".figure").TextContent));
    }

    [Fact]
    public void Page_OrderChangesUnderThePointer_Waits()
    {
        var page = OpenWith(Billing, Cards);
        page.Find("div:has(> ul.tiles)").TriggerEvent("onpointerenter", new PointerEventArgs());

        Clock.Advance(TimeSpan.FromMinutes(2));
        _ = Snapshots.PublishAsync(QueueSamples.State(Cards, Billing));

        page.WaitForAssertion(() => Assert.Equal(["Billing", "Cards"], Names(page)));
        page.Find("div:has(> ul.tiles)").TriggerEvent("onpointerleave", new PointerEventArgs());
        _ = Snapshots.PublishAsync(QueueSamples.State(Cards, Billing));
        page.WaitForAssertion(() => Assert.Equal(["Cards", "Billing"], Names(page)));
    }

    [Fact]
    public void Page_TwoThousandQueues_DrawsTwoHundred()
    {
        var many = Enumerable.Range(0, 2000).Select(i => Cards with { Queue = Cards.Queue with { Id = new QueueId($"q{i}") } });
        Snapshots.State = QueueSamples.State([.. many]);

        var page = Open();

        Assert.Equal(200, page.FindAll("a.tile").Count);
        Assert.Equal("?show=400", page.Find(".more a").GetAttribute("href"));
    }

    [Fact]
    public void Table_BeforeTheCircuit_ShowsTheFirstRowsAndLinksItsOrders()
    {
        SetRendererInfo(new RendererInfo("Static", false));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/?view=table&sort=offered");

        var page = OpenWith(Billing, Sales, Cards);

        Assert.Equal(["Cards", "Sales", "Billing"], page.FindAll("tbody th a").Select(a => a.TextContent));
        Assert.Equal("descending", page.Find("th[aria-sort]").GetAttribute("aria-sort"));
        Assert.Equal("?sort=-offered&view=table", page.Find("th[aria-sort] a").GetAttribute("href"));
    }

    [Fact]
    public void Totals_Opened_ShowWhatEachQueueContributes()
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/?totals=division&open=d.voice.20");

        var page = OpenWith(Billing, Sales);

        Assert.Contains("Home · Voice · within 20", page.Find(".totals tbody th").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find(".totals tbody th a").GetAttribute("aria-expanded"));
        Assert.Contains("A transferred contact counts as offered", page.Find(".totals").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Sales", "Billing"], page.FindAll(".totals table table tbody th a").Select(a => a.TextContent));
    }

    [Fact]
    public void Page_QueueWithTwoMedia_NamesThem()
    {
        var chat = Billing with { Media = MediaType.Chat };

        Assert.Equal(["Billing Voice", "Billing Chat", "Cards"], Names(OpenWith(Billing, chat, Cards)));
    }

    [Fact]
    public async Task Tile_WhoseLevelHasChanged_IsMarkedAndNoOther()
    {
        var page = OpenWith(Billing, Sales);
        Assert.Empty(page.FindAll(".tile.moved"));

        await Snapshots.PublishAsync(QueueSamples.State(Queue("Billing", 413, 362, 80, ServiceState.Below), Sales));

        Assert.StartsWith("Billing", page.Find(".tile.moved .name").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".tile.moved"));
    }

    [Fact]
    public async Task Page_Disposed_IsNoLongerSubscribed()
    {
        OpenWith(Billing);
        Assert.True(Snapshots.IsSubscribed);

        await DisposeComponentsAsync();

        Assert.False(Snapshots.IsSubscribed);
    }

    private static RefreshFailure Failure() => new(
        RefreshSource.Intervals, FailureKind.Unavailable, "No answer.", null, [], QueueSamples.Now, QueueSamples.Now, 1, QueueSamples.Now);
}
