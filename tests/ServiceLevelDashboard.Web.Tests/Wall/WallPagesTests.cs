using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

/// <summary>The preview and a page without scripts show what the live wall shows: <c>rotation.test.mjs</c> takes the same cases.</summary>
public sealed class WallPagesTests
{
    [Fact]
    public void Of_TheCasesOfTheScript_GivesItsPages()
    {
        var file = Path.Combine(DashboardHost.RepositoryRoot, "tests", "ServiceLevelDashboard.Web.Tests", "Wall", "pages.json");
        var cases = JsonSerializer.Deserialize<Case[]>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

        Assert.NotEmpty(cases);
        Assert.All(cases, c => Assert.Equal(
            c.Pages,
            WallPages.Of([.. c.Tiles], c.Vital, c.Room, Enum.Parse<BoardFit>(c.Fit, ignoreCase: true), char.IsLower).Select(page => string.Concat(page))));
    }

    /// <summary>200 queues at four a page and a quarter of a minute each are 12 min 30 s.</summary>
    [Theory]
    [InlineData(BoardFit.Paged, 200, 750)]
    [InlineData(BoardFit.Paged, 81, 315)]
    [InlineData(BoardFit.Paged, 80, null)]
    [InlineData(BoardFit.Folded, 200, null)]
    public void TooLongRound_OfABoard_IsWhatNobodyWaitsFor(BoardFit fit, int tiles, int? seconds)
    {
        var board = new Board("floor") { Title = "Floor", Fit = fit };
        ImmutableArray<QueueSummary> shown = [.. Enumerable.Repeat(QueueSamples.Callbacks(), tiles)];

        Assert.Equal(seconds, WallPages.TooLongRound(board, shown)?.TotalSeconds);
    }

    private sealed record Case(string Why, string Tiles, int Vital, int Room, string Fit, string[] Pages);
}
