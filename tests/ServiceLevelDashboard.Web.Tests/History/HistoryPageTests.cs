using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.History;

public sealed class HistoryPageTests : PageContext
{
    private const string TwoDays = "/history?from=2026-03-02&to=2026-03-03";
    private readonly FakeArchive _archive = HistorySamples.Archive();
    private readonly DocumentCache<Annotation> _book;

    public HistoryPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        ComponentFactories.AddStub<TrendChart>(); // the chart has tests of its own
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.Empty));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(HistorySamples.Now));
        Services.AddSingleton(ExplainSamples.Settings);
        Services.AddSingleton(HistorySamples.History(_archive));
        Services.AddSingleton<ExpensiveWork>();
        _book = Services.AddBook(Annotation.Documents);
    }

    [Fact]
    public async Task Page_TooMuchAskedFor_SaysSoAndTriesAgain()
    {
        var end = new TaskCompletionSource<int>();
        var work = Services.GetRequiredService<ExpensiveWork>();
        var viewer = Services.GetRequiredService<Viewer>();
        var asked = Enumerable.Range(0, 17).Select(_ => work.RunAsync(viewer, _ => end.Task, CancellationToken.None)).ToArray();
        var page = Open(TwoDays);
        Assert.Contains("Your earlier requests are answered first", page.Markup, StringComparison.Ordinal);

        end.SetResult(0);
        await Task.WhenAll(asked);
        await page.FindAll("button").Single(b => b.TextContent == "Try again").ClickAsync(new());

        Assert.DoesNotContain("answered first", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("table"));
    }

    [Fact]
    public async Task Page_AnotherRangeIsAskedForOrThePageIsLeft_TheReadingEnds()
    {
        var history = new EndlessHistory();
        Services.AddSingleton(HistorySamples.History(_archive, history: history));
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(TwoDays);
        SetRendererInfo(new RendererInfo("Server", true));
        var page = Render<HistoryPage>();
        var first = await history.NextAsync();
        Assert.NotNull(page.Find("progress.reading"));

        navigation.NavigateTo("/history?from=2026-03-01&to=2026-03-03&threshold=17");
        var second = await history.NextAsync(); // a visitor reads one range at a time: the first has made room
        await first;
        Assert.False(second.IsCompleted);

        await DisposeComponentsAsync();
        await second;
    }

    [Fact]
    public void Page_ByHour_ShowsThePatternOfTheWeek()
    {
        var page = Open(TwoDays + "&by=hour&media=voice");

        var map = page.Find(".heat");
        Assert.Equal(
            ["Mon", "Tue"],
            map.QuerySelectorAll("tbody tr").Where(r => r.QuerySelector("td:not(.none)") is not null).Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal("under-4 missed", page.FindAll(".heat")[1].QuerySelector("tbody td:not(.none)")!.ClassName);
        Assert.Equal(
            ["20 points or more below", "target 80\u202f%", "20 points or more above"],
            page.FindAll(".heat")[1].QuerySelectorAll(".legend > *").Select(e => e.TextContent).Where(t => t.Length > 0));
    }

    [Fact]
    public void Page_QueueWhoseThresholdChanged_HasALineForEachThreshold()
    {
        var longer = new TargetOverride
        {
            Queue = HistorySamples.BillingVoice.Queue,
            Media = MediaType.Voice,
            Ratio = 0.8m,
            ThresholdSeconds = 40,
            From = HistorySamples.Tuesday,
        };
        Services.AddSingleton(HistorySamples.History(_archive, terms: ContractTerms.None with { Targets = ContractTerms.None.Targets.Add("longer", longer) }));

        var page = Open(TwoDays + "&by=hour&media=voice");

        Assert.Equal(2, page.FindAll(".lines tbody th").Count(h => h.TextContent.StartsWith("Billing", StringComparison.Ordinal)));
        Assert.Equal(page.FindAll(".lines tbody tr").Count, page.FindAll(".heat").Count);
    }

    [Fact]
    public void Page_ManyPeriods_StandOnPages()
    {
        var page = Open(TwoDays + "&by=interval&media=voice");

        Assert.Equal(96, page.FindAll(".periods tbody tr").Count);
        Assert.Empty(page.FindAll(".trend details"));
        Assert.EndsWith("&page=2", page.FindAll(".pages a")[1].GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_AgainstAnEarlierRange_ShowsBothAndSaysWhatIsNotKnown()
    {
        var page = Open("/history?from=2026-03-09&to=2026-03-10&against=7");
        Assert.Empty(page.FindAll("#against-title"));

        page = Open(TwoDays + "&against=7");

        Assert.Contains("Compared with 7 days earlier", page.Find("#against-title").TextContent, StringComparison.Ordinal);
        Assert.Contains("Some data is missing", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("in progress", page.Find(".against").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_TodayAgainstLastWeek_SaysUntilWhen()
    {
        _archive.Rows = _archive.Rows.Add(HistorySamples.Row(HistorySamples.SalesVoice, new DateOnly(2026, 3, 5), 10, 1));
        _archive.Covered = [ExplainSamples.Fetched(HistorySamples.Days(HistorySamples.Monday, new DateOnly(2026, 3, 5)), HistorySamples.Now)];

        var page = Open("/history?from=2026-03-05&to=2026-03-05&against=7");

        Assert.Contains("both are counted until 12:00", page.Find(".against").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutMarked_LeavesThemOutAndKeepsTheReasonInSight()
    {
        await _book.SaveAsync("line", new Annotation
        {
            Text = "Line down",
            Start = new DateTimeOffset(2026, 3, 2, 9, 5, 0, TimeSpan.Zero),
            End = new DateTimeOffset(2026, 3, 2, 9, 10, 0, TimeSpan.Zero),
            Queues = [HistorySamples.SalesVoice.Queue],
            LeftOutBecause = "the carrier's fault",
        }, 0, Actor.Person("anna", "anna"), Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("5 of 10", Open(TwoDays).Find(".lines").TextContent, StringComparison.Ordinal);
        var page = Open(TwoDays + "&without=marked");

        Assert.DoesNotContain("Sales", page.Find(".lines").TextContent, StringComparison.Ordinal);
        Assert.Contains("Line down. Reason: the carrier's fault.", page.Find(".notes").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Totals_AreNotPooledAndSayWhy()
    {
        var page = Open(TwoDays);

        Assert.Equal(3, page.FindAll(".lines tbody tr").Count);
        Assert.Contains("t combined", page.Find(".notes").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".periods tbody tr").Count);
        Assert.StartsWith("explain?queue=billing&media=voice", page.Find(".lines a.level").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Pooled_SaysThatItPools()
    {
        var page = Open(TwoDays + "&pool=yes");

        Assert.Contains("Combined across media types (2) and thresholds (2)", page.Find(".notes").TextContent, StringComparison.Ordinal);
        Assert.Contains("show=side", page.Find(".lines a.level").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThresholdBetweenEdges_OffersAnExactFetchAndSurvivesItsFailure()
    {
        var page = Open(TwoDays + "&threshold=25&pool=yes");
        Assert.Contains("only a minimum and a maximum are known", page.Find(".notes").TextContent, StringComparison.Ordinal);

        await page.Find(".exact button").ClickAsync();

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

        Assert.Contains("No contacts in this range.", Open(TwoDays).Find(".notes").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_BadAddress_SaysWhatOneNeeds() =>
        Assert.Contains("at most 400 days", Open("/history?from=3-3-2026").Markup, StringComparison.Ordinal);

    [Fact]
    public void Page_FromAfterTo_KeepsTheFormAndSaysWhatIsWrong()
    {
        var page = Open("/history?from=2026-03-03&to=2026-03-02&media=voice&by=hour");

        Assert.Equal("The first day is after the last. Change one of them.", page.Find("[role=alert]").TextContent);
        Assert.Equal("03/03/2026", page.Field(HistoryText.From).GetAttribute("value"));
        Assert.Equal("02/03/2026", page.Field(HistoryText.To).GetAttribute("value"));
        Assert.Equal(HistoryText.ByHour, page.Field(HistoryText.By).GetAttribute("value"));
    }

    [Fact]
    public void Page_RangeToCome_HasNotBegunAndHasNotSettled()
    {
        var notes = Open("/history?from=2026-04-01&to=2026-04-02").Find(".notes").TextContent;

        Assert.Contains("started yet", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("settled", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_FirstAnswer_DoesNotWaitForTheArchive()
    {
        SetRendererInfo(new RendererInfo("Static", false));
        var page = Render<HistoryPage>(p => p.AddCascadingValue<Microsoft.AspNetCore.Http.HttpContext>(new Microsoft.AspNetCore.Http.DefaultHttpContext()));

        Assert.NotEmpty(page.FindAll("progress"));
        Assert.NotEmpty(page.Field(HistoryText.From).GetAttribute("value")!);
        Assert.Equal(0, _archive.Reads);
    }

    [Fact]
    public void Page_ManyHours_AreDrawnByDay()
    {
        var page = Open("/history?from=2026-02-20&to=2026-03-03&by=hour&media=voice");

        Assert.Equal(12, page.FindComponents<TrendFigure>()[0].Instance.Series.Points.Length);
        Assert.Contains("by day", page.Find(".trend header").TextContent, StringComparison.Ordinal);
        Assert.Equal(100 + 10, page.FindComponents<TrendFigure>()[0].Instance.Series.Points.Sum(p => p.Volume));
    }

    private IRenderedComponent<HistoryPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        SetRendererInfo(new RendererInfo("Server", true));
        var page = Render<HistoryPage>();
        page.WaitForState(() => page.FindAll("progress").Count == 0);
        return page;
    }

    /// <summary>An archive that answers nothing until it is no longer asked.</summary>
    private sealed class EndlessHistory : IHistory
    {
        private readonly Channel<Task> _readings = Channel.CreateUnbounded<Task>();

        public TimeSpan SettlesAfter => TimeSpan.FromHours(3);

        /// <summary>The end of the next reading that begins: it is cancelled then.</summary>
        public async Task<Task> NextAsync() => await _readings.Reader.ReadAsync(Xunit.TestContext.Current.CancellationToken);

        public Task<KeptHistory> ReadAsync(Interval range, ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
            throw new NotSupportedException("not asked here");

        public async IAsyncEnumerable<KeptHistory> ReadDaysAsync(
            ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var end = new TaskCompletionSource();
            _readings.Writer.TryWrite(end.Task);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            finally
            {
                end.SetResult();
            }

            yield break;
        }
    }
}
