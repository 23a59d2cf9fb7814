using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tiles;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed class WallTileTests : BunitContext
{
    private static readonly QueueSummary Below = QueueSamples.Summary(QueueSamples.Target, [QueueSamples.Counts(412, 361, 122, 30)], ServiceState.Below) with
    {
        Budget = new ErrorBudget(new ServiceLevel(239, 391), 0.8m, 100),
        Recovery = new Recovery(new ErrorBudget(new ServiceLevel(239, 391), 0.8m, 100_000)),
    };

    public WallTileTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData(1, "allowance: 54 over")]
    [InlineData(3, "allowance: 54 over|369 in a row|7 waiting · 2:14")]
    public void Tile_BudgetFirst_StandsInThePlaceOfTheOtherLines(int room, string expected) =>
        Assert.Equal(expected, Lines(Below, [TileLine.Budget, TileLine.Recovery, TileLine.Waiting], room));

    [Fact]
    public void Tile_CustomerFirstCallbacks_SpeakOfNoTargetAndNoLevel()
    {
        Assert.Equal("7 waiting · 2:14", Lines(QueueSamples.Callbacks(), [TileLine.Recent, TileLine.Budget, TileLine.Recovery, TileLine.Waiting], 2));
        var tile = Render<WallTile>(
            p => p.Add(t => t.Content, new TileContent(QueueSamples.Callbacks(), false, DataState.Live, null, true)).Add(t => t.Shows, [TileLine.Waiting]));
        Assert.Equal("", tile.Find(".target").TextContent);
        Assert.Equal("Not measured", tile.Find(".state").TextContent);
        Assert.NotEmpty(tile.FindAll("article.not-measured"));
    }

    [Fact]
    public void Tile_NoBudgetToSpeakOf_LeavesItsPlaceToTheNextLine() =>
        Assert.Equal(
            "7 waiting · 2:14",
            Lines(
                Below with { Target = null, Budget = null, Recovery = null, State = ServiceState.NoTarget },
                [TileLine.Budget, TileLine.Recovery, TileLine.Waiting],
                1));

    [Fact]
    public void Tile_RestOfTheDayNotKnown_SaysWhatIsLeftSoFar()
    {
        var unknown = Below with { Budget = new ErrorBudget(new ServiceLevel(239, 391), 0.8m, null) };

        // 78.2 were allowed and 152 missed: not talked down.
        Assert.Equal("74 over so far", Lines(unknown, [TileLine.Budget], 1));
    }

    [Fact]
    public void Tile_Unreachable_SaysTheBestThatIsPossibleInAFloorsWidth()
    {
        var lost = Below with { Recovery = new Recovery(new ErrorBudget(new ServiceLevel(239, 391), 0.8m, 100)) };

        Assert.Equal("best case 69 %", Lines(lost, BoardOptions.LinesByDefault, 1).Replace('\u202F', ' '));
    }

    [Fact]
    public void Tile_ByDefault_IsSilentAboutTheBudget() => Assert.Equal("369 in a row", Lines(Below, BoardOptions.LinesByDefault, 1));

    [Theory]
    [InlineData("voice", "#media-voice")]
    [InlineData("email", "#media-email")]
    [InlineData("fax", "#media-other")]
    public void Tile_OfAQueueWithSeveralMedia_HasAMarkBesideItsName(string media, string mark)
    {
        var content = new TileContent(Below with { Media = new MediaType(media) }, true, DataState.Live, null, true);

        var tile = Render<WallTile>(p => p.Add(t => t.Content, content).Add(t => t.Name, "Bil…").Add(t => t.Shows, []));

        Assert.Equal("Bil…", tile.Find(".name").TextContent.Trim());
        Assert.Equal(mark, tile.Find(".name .media use").GetAttribute("href"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Tile_WhenTheBoardWantsIt_DrawsTheDayAsALine(bool isWanted, int lines) =>
        Assert.Equal(lines, Render<WallTile>(p => p
            .Add(t => t.Content, new TileContent(Below, false, DataState.Live, null, true))
            .Add(t => t.Shows, [])
            .Add(t => t.DayLine, isWanted)).FindAll("svg.sparkline .line:not(.open)").Count);

    private string Lines(QueueSummary queue, ImmutableArray<TileLine> shows, int room) => string.Join('|', Render<WallTile>(tile => tile
        .Add(t => t.Content, new TileContent(queue, false, DataState.Live, null, true))
        .Add(t => t.Shows, shows)
        .Add(t => t.Room, room)).FindAll(".now:not(.unobserved)").Select(l => l.TextContent.Trim()));
}
