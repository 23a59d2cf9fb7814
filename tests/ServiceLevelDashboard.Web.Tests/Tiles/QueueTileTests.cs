using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tiles;

namespace ServiceLevelDashboard.Web.Tests.Tiles;

public sealed class QueueTileTests : BunitContext
{
    private static readonly QueueSummary Billing = Queue(offered: 412, answered: 361, late: 122, abandoned: 30, ServiceState.Below);

    public QueueTileTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<TileFaces>();
    }

    [Fact]
    public void Tile_Live_ShowsLevelTargetStateCountsAndWaiting()
    {
        var tile = Show(Live(Billing));

        Assert.Equal("61%", Text(tile, ".figure"));
        Assert.Equal("target80\u202f%", Text(tile, ".target"));
        Assert.Equal("Below", Text(tile, ".state"));
        Assert.NotNull(tile.Find(".state svg.below"));
        Assert.Equal("412 offered · 361 answered", Text(tile, ".foot .counts"));
        Assert.Equal("7 waiting · 2:14", Text(tile, ".waiting"));
        Assert.Equal("queues/q-billing/voice", tile.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void Tile_Live_SaysItAllInASentence() => Assert.StartsWith(
        "Billing. Below. 61\u202f% today, target 80\u202f% within 20\u00a0s.",
        Text(Show(Live(Billing)), ".sentence"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(ServiceState.OnTarget, "On target")]
    [InlineData(ServiceState.AtRisk, "At risk")]
    [InlineData(ServiceState.TooFew, "Too few")]
    [InlineData(ServiceState.NoTarget, "No target")]
    [InlineData(ServiceState.NoContacts, "No contacts")]
    [InlineData(ServiceState.NotMeasured, "Not measured")]
    [InlineData(ServiceState.Closed, "Closed")]
    public void Tile_EveryState_HasWordAndShape(ServiceState state, string word)
    {
        var tile = Show(Live(Billing with { State = state }));

        Assert.Equal(word, Text(tile, ".state"));
        Assert.Single(tile.FindAll(".state svg.state-shape"));
    }

    [Theory]
    [InlineData(112, "124 offered · 112 connected")]
    [InlineData(0, "124 offered")]
    public void Tile_CustomerFirstCallbacks_ShowWhatIsKnownAndNoLevelAnswerOrTarget(int connected, string counts)
    {
        var tile = Show(Live(QueueSamples.Callbacks(connected)));

        Assert.Equal("–", Text(tile, ".figure"));
        Assert.Equal("", Text(tile, ".target"));
        Assert.Equal(counts, Text(tile, ".foot .counts"));
        Assert.Contains("Not measured. Customer-first callbacks have no service level.", Text(tile, ".sentence"), StringComparison.Ordinal);
        Assert.DoesNotContain("answered", tile.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Tile_Closed_SaysWhenItOpensInPlaceOfTheLastHalfHour()
    {
        var tile = Show(Live(Billing with { State = ServiceState.Closed }) with { OpensNext = "Mon 08:00" });

        Assert.Equal("opens Mon 08:00", Text(tile, ".recent"));
        Assert.Contains("Closed. Opens Mon 08:00.", Text(tile, ".sentence"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360, 100L, "allowance: 60 left")] // a fifth of 500 is 100, and 40 were missed
    [InlineData(300, 0L, "allowance: 20 over")]
    [InlineData(319, null, "allowance so far: 1 over")]
    [InlineData(330, null, "allowance so far: 10 left")]
    public void Tile_WithABudget_SaysWhatIsLeft(int met, long? rest, string expected)
    {
        var budget = new ErrorBudget(new ServiceLevel(met, 400), 0.8m, rest);
        var tile = Show(Live(Billing with { State = ServiceState.OnTarget, Budget = budget }));

        Assert.Equal(expected, Text(tile, ".takes"));
        Assert.Contains(expected, Text(tile, ".sentence"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tile_FewContacts_ShowsCountsAndNoBar()
    {
        var tile = Show(Live(Queue(5, 5, 1, 0, ServiceState.TooFew)));

        Assert.Equal("4 of 5", Text(tile, ".figure"));
        Assert.Empty(tile.FindAll(".bar i"));
    }

    [Fact]
    public void Tile_NoContacts_ShowsADash() =>
        Assert.Equal("–", Text(Show(Live(Queue(0, 0, 0, 0, ServiceState.Closed))), ".figure"));

    [Fact]
    public void Tile_NoTarget_SaysSoAndHasNoTick()
    {
        var tile = Show(Live(Billing with { Target = null, State = ServiceState.NoTarget }));

        Assert.Equal("no target", Text(tile, ".target"));
        Assert.Empty(tile.FindAll(".bar b"));
    }

    [Fact]
    public void Tile_Stale_ShowsTheTimeInPlaceOfTheState()
    {
        var tile = Show(new TileContent(Billing, false, DataState.Stale, "11:36:30", true));

        Assert.Equal("Stale 11:36:30", Text(tile, ".state"));
        Assert.NotNull(tile.Find("a.stale"));
        Assert.Empty(tile.FindAll(".state svg.below"));
        Assert.Contains("Stale, data as of 11:36:30.", Text(tile, ".sentence"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tile_NoData_WithdrawsEveryFigure()
    {
        var tile = Show(new TileContent(Billing, false, DataState.NoData, "11:20:00", true));

        Assert.Equal("–", Text(tile, ".figure"));
        Assert.Empty(tile.FindAll(".bar i"));
        Assert.Equal("waiting –", Text(tile, ".waiting"));
        Assert.Empty(Text(tile, ".foot .counts"));
        Assert.DoesNotContain("61", Text(tile, ".sentence"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tile_NotObserved_DoesNotSayThatNobodyWaits() =>
        Assert.Equal("waiting –", Text(Show(new TileContent(Billing, false, DataState.Live, null, false)), ".waiting"));

    [Fact]
    public void Tile_NobodyWaits_SaysSo()
    {
        var calm = Billing with { Now = new QueueObservation(Billing.Key, 0, 3, null) };

        Assert.Equal("none waiting", Text(Show(Live(calm)), ".waiting"));
    }

    [Fact]
    public void Tile_HostileName_IsText()
    {
        var hostile = Billing with { Queue = Billing.Queue with { Name = "<script>alert(1)</script>" } };

        var tile = Show(Live(hostile));

        Assert.Empty(tile.FindAll("script"));
        Assert.Contains("<script>", Text(tile, ".name"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EqualContent_IsTheSameFaceInOneLanguage()
    {
        var faces = Services.GetRequiredService<TileFaces>();
        var face = faces.Of(Live(Billing));

        Assert.Same(face, faces.Of(Live(Billing)));
        Assert.NotSame(face, faces.Of(Live(Billing) with { Asked = "chance 80 %" }));

        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Assert.Contains("1.412", faces.Of(Live(Queue(1412, 361, 122, 30, ServiceState.Below))).Foot, StringComparison.Ordinal);
        Assert.NotSame(face, faces.Of(Live(Billing)));
    }

    [Fact]
    public void Of_OtherCounts_LeavesTheNameAndTheDayAsTheyAre()
    {
        var faces = Services.GetRequiredService<TileFaces>();
        var (before, after) = (faces.Of(Live(Billing)), faces.Of(Live(Billing with { Day = Billing.Day with { Offered = 413 } })));

        Assert.Equal(before.Head, after.Head);
        Assert.Equal(before.Lead, after.Lead);
        Assert.Equal(before.Line, after.Line);
        Assert.NotEqual(before.Foot, after.Foot);
    }

    private static QueueSummary Queue(int offered, int answered, int late, int abandoned, ServiceState state) =>
        QueueSamples.Summary(QueueSamples.Target, [QueueSamples.Counts(offered, answered, late, abandoned)], state);

    private static TileContent Live(QueueSummary summary) => new(summary, false, DataState.Live, null, true);

    private IRenderedComponent<QueueTile> Show(TileContent content) => Render<QueueTile>(p => p.Add(t => t.Content, content));

    private static string Text(IRenderedComponent<QueueTile> tile, string selector) =>
        string.Join(' ', tile.Find(selector).TextContent.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
