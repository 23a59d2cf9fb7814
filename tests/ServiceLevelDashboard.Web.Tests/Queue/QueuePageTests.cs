using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Interop;
using ServiceLevelDashboard.Web.Queue;
using ServiceLevelDashboard.Web.Tests.Alerts;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Security;
using ServiceLevelDashboard.Web.Tests.Why;
using ServiceLevelDashboard.Web.Why;

namespace ServiceLevelDashboard.Web.Tests.Queue;

public sealed class QueuePageTests : BunitContext
{
    private readonly FakeSnapshots _snapshots = new(QueueSamples.Empty);
    private readonly FakeTimeProvider _clock = new(QueueSamples.Now);
    private readonly FakeAlerts _alerts = new();
    private readonly DocumentCache<Annotation> _book;

    public QueuePageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        ComponentFactories.AddStub<TrendChart>(); // the chart has tests of its own
        ComponentFactories.AddStub<WhyItDropped>(); // likewise
        ComponentFactories.AddStub<DayOutlook>();
        Services.AddSingleton<IDrops>(new FakeDrops());
        Services.AddSingleton<IQueueModels>(new NoModels());
        Services.AddSingleton<IAlerts>(_alerts);
        ComponentFactories.AddStub<StaffOfDay>(); // likewise
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton<ISnapshots>(_snapshots);
        Services.AddLiveUpdates();
        Services.AddScoped<Scripts>();
        Services.AddSingleton<TimeProvider>(_clock);
        _book = Services.AddBook(Annotation.Documents);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public async Task Page_Annotation_StandsInItsIntervals()
    {
        await _book.SaveAsync("line", new Annotation
        {
            Text = "Line down",
            Start = QueueSamples.Eight.AddMinutes(20),
            End = QueueSamples.Eight.AddMinutes(25),
        }, 0, Actor.Person("anna", "anna"), Xunit.TestContext.Current.CancellationToken);
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning(), QueueSamples.BillingMorning() with { Media = MediaType.Chat });

        var page = Open(tab: "intervals");

        Assert.Contains(
            "Outage: Line down",
            page.FindAll(".intervals tbody tr").Single(r => r.TextContent.Contains("08:15", StringComparison.Ordinal)).TextContent,
            StringComparison.Ordinal);
        Assert.Single(page.FindAll(".intervals tbody tr"), r => r.TextContent.Contains("Line down", StringComparison.Ordinal));
        Assert.Equal(["Chat", "Voice"], Open(tab: "trend").FindAll("section[aria-labelledby=media-title] tbody th").Select(h => h.TextContent));
    }

    [Fact]
    public void Page_AlertThatRang_StandsInItsIntervalsFromWhenItBegan()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());
        var page = Open(tab: "intervals");
        Assert.DoesNotContain("Long waits", page.Markup, StringComparison.Ordinal);

        _alerts.Rang = [AlertSamples.Over(), AlertSamples.Waiting(queue: new QueueMedia(new QueueId("q-other"), MediaType.Voice))];
        _alerts.Fire(AlertSamples.Waiting()); // another one begins: what rang is read anew

        // 08:40 to 08:48 touches two quarter hours
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".intervals tbody tr").Count(r =>
            r.TextContent.Contains("Alert “Long waits”: longest wait 3:00, limit 2:00", StringComparison.Ordinal))));
    }

    [Fact]
    public void Page_BeforeTheFirstAnswer_SaysThatItWaits()
    {
        var page = Open();

        Assert.Equal("Waiting for data", page.Find("h1").TextContent);
        Assert.Equal("true", page.Find("[role=status]").GetAttribute("aria-busy"));
        Assert.NotEmpty(page.FindAll(".skeleton"));
    }

    [Fact]
    public void Page_UnknownQueue_SaysHowToFindOut()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());

        var page = Open("q-biling");

        Assert.Equal("Queue not found", page.Find("h1").TextContent);
        Assert.Contains("No queue with the ID q-biling.", page.Find(".missing").TextContent, StringComparison.Ordinal);
        Assert.Contains("division", page.Find(".missing").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_UnknownMedia_LinksToThoseThatExist()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());

        var page = Open(media: "voise");

        Assert.Equal("Billing", page.Find("h1").TextContent);
        Assert.Equal("queues/q-billing/voice", page.Find(".missing li a").GetAttribute("href"));
    }

    [Fact]
    public void Page_Live_ShowsStateInWordsAndShape()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());

        var page = Open();

        Assert.Equal("Billing", page.Find("h1").TextContent);
        Assert.Equal("At risk", page.Find(".standing b").TextContent);
        Assert.NotNull(page.Find(".standing svg"));
        Assert.Empty(page.FindAll(".stale"));
    }

    [Fact]
    public void Page_SixMinutesOld_IsStaleWithoutAnythingNew()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());
        var page = Open();

        _clock.Advance(TimeSpan.FromMinutes(6));

        page.WaitForAssertion(() => Assert.Equal("Stale", page.Find(".standing b").TextContent));
        Assert.Contains("data as of 08:52", page.Find(".standing").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".content.stale"));
        Assert.Empty(page.FindAll(".verdict.at-risk, .verdict.below"));
    }

    [Fact]
    public void Page_SixteenMinutesOld_WithdrawsTheFigures()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());
        var page = Open();

        _clock.Advance(TimeSpan.FromMinutes(16));

        page.WaitForAssertion(() => Assert.Equal("No data", page.Find(".standing b").TextContent));
        Assert.Empty(page.FindAll(".figure"));
        Assert.Empty(page.FindAll("table"));
        Assert.Contains("08:52", page.Find(".missing").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NewSnapshot_ShowsItAndRedrawsTheCharts()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());
        var page = Open();
        var before = page.FindComponents<Stub<TrendChart>>()[0].Instance.Parameters.Get(c => c.Series);

        await _snapshots.PublishAsync(QueueSamples.State(
            QueueSamples.Summary(QueueSamples.Target, QueueSamples.Morning.Add(QueueSamples.Counts(10, 9, 0, 0)))));

        Assert.Equal("77", page.FindAll(".figure .value")[1].TextContent);
        Assert.NotSame(before, page.FindComponents<Stub<TrendChart>>()[0].Instance.Parameters.Get(c => c.Series));
    }

    [Fact]
    public void Pages_OfOneQueue_ShareItsChartsUntilAPartOfTheDayIsChosen()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());

        TrendSeries[] whole = [Series(), Series()];
        const string Part = "/queues/q-billing/voice?from=2026-09-01T07:00:00Z&to=2026-09-01T07:30:00Z";
        Services.GetRequiredService<NavigationManager>().NavigateTo(Part);
        TrendSeries[] parts = [Series(), Series()];

        Assert.Same(whole[0], whole[1]);
        Assert.True(parts[0].Points.Length < whole[0].Points.Length);
        Assert.NotSame(parts[0], parts[1]); // anybody may choose any part: kept for all they would pile up

        TrendSeries Series() => Open().FindComponents<Stub<TrendChart>>()[0].Instance.Parameters.Get(c => c.Series);
    }

    [Fact]
    public async Task Page_SameQueueInANewSnapshot_RedrawsNothing()
    {
        var summary = QueueSamples.BillingMorning();
        _snapshots.State = QueueSamples.State(summary);
        var page = Open();
        var before = page.FindComponents<Stub<TrendChart>>()[0].Instance.Parameters.Get(c => c.Series);

        await _snapshots.PublishAsync(QueueSamples.State(summary));

        Assert.Same(before, page.FindComponents<Stub<TrendChart>>()[0].Instance.Parameters.Get(c => c.Series));
    }

    [Fact]
    public async Task Page_Left_EndsItsSubscription()
    {
        Open();
        Assert.True(_snapshots.IsSubscribed);

        await DisposeComponentsAsync();

        Assert.False(_snapshots.IsSubscribed);
    }

    [Theory]
    [InlineData(null, "08:45")]
    [InlineData("oldest", "08:00")]
    public void Page_OrderInTheAddress_TurnsTheTable(string? order, string first)
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());

        Services.GetRequiredService<NavigationManager>().NavigateTo("/queues/q-billing/voice?tab=intervals" + (order is null ? "" : $"&order={order}"));
        var page = Open();

        Assert.StartsWith(first, page.Find(".intervals tbody th").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NameWithMarkup_IsText()
    {
        _snapshots.State = QueueSamples.State(QueueSamples.Summary(QueueSamples.Target, QueueSamples.Morning, name: "<b>Billing</b>"));

        Assert.Equal("<b>Billing</b>", Open().Find("h1").TextContent);
    }

    /// <summary>One part at a time: what is not open is not rendered, and all that the page has is in one of them.</summary>
    [Theory]
    [InlineData("trend", ".trend")]
    [InlineData("why", "")]
    [InlineData("allowance", ".budget")]
    [InlineData("forecast", "")]
    [InlineData("staffing", ".staffing")]
    [InlineData("intervals", ".intervals, .totals")]
    public void Page_TabInTheAddress_IsOpenAlone(string tab, string parts)
    {
        _snapshots.State = QueueSamples.State(QueueSamples.BillingMorning());

        var page = Open(tab: tab);

        var current = Assert.Single(page.FindAll(".tabs a[aria-current=page]")).GetAttribute("href");
        Assert.Equal(tab == "trend" ? "queues/q-billing/voice" : $"queues/q-billing/voice?tab={tab}", current);
        Assert.Equal(parts.Length > 0, page.FindAll(".trend, .budget, .staffing, .intervals, .totals").Count > 0);
        Assert.All(
            page.FindAll(".trend, .budget, .staffing, .intervals, .totals"),
            part => Assert.Contains($".{part.ClassName!.Split(' ')[^1]}", parts, StringComparison.Ordinal));
        Assert.Equal(tab == "why", page.FindComponents<Stub<WhyItDropped>>().Count > 0);
        Assert.Equal(tab == "forecast", page.FindComponents<Stub<DayOutlook>>().Count > 0);
    }

    private IRenderedComponent<QueuePage> Open(string id = "q-billing", string media = "voice", string? tab = null)
    {
        if (tab is not null)
        {
            Services.GetRequiredService<NavigationManager>().NavigateTo($"/queues/q-billing/voice?tab={tab}");
        }
        return Render<QueuePage>(p => p.Add(c => c.Id, id).Add(c => c.Media, media));
    }
}
