using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Boards;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Boards;

/// <summary>What the editor shows of a board is what its wall shows.</summary>
public sealed partial class BoardPreviewTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    [Fact]
    public async Task Preview_OfAFoldedBoard_HasTheTilesTheCountsAndThePagesOfItsWall()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var snapshots = host.Services.GetRequiredService<ISnapshots>();
        await snapshots.FirstAsync(static _ => true, cancellation);
        var board = host.Services.GetRequiredService<BoardRegistry>().Find(Board.AllName, Visibility.Everything)!;
        string preview, wall;
        long? version;
        do
        {
            // both of the same figures
            version = snapshots.For(Visibility.Everything).Snapshot?.Version;
            wall = await host.CreateClient().GetStringAsync("/wall/all", cancellation);
            preview = await PreviewAsync(board);
        }
        while (version != snapshots.For(Visibility.Everything).Snapshot?.Version);

        Assert.Equal(BoardFit.Folded, board.Fit);
        Assert.Equal(Strip().Match(wall).Value, Strip().Match(preview).Value);
        Assert.NotEmpty(Strip().Match(wall).Value);
        Assert.Equal(Dot().Count(wall), Dot().Count(preview));
        var tiles = Slot().Matches(preview).Select(m => m.Value).ToList();
        Assert.InRange(tiles.Count, 1, board.Geometry.Landscape.Tiles);
        Assert.All(tiles, tile => Assert.Contains(tile, wall, StringComparison.Ordinal)); // to the last letter
        Assert.Contains("size.css?diagonal=55&amp;distance=8&amp;lines=1", wall, StringComparison.Ordinal);
        Assert.Contains("size.css?diagonal=55&amp;distance=8&amp;lines=1", preview, StringComparison.Ordinal);
    }

    private async Task<string> PreviewAsync(Board board)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().Become(Principals.OfVisitor(isLocal: true));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB"); // the wall's without a preference
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        var html = await renderer.MarkupAsync<BoardPreview>(new() { [nameof(BoardPreview.Board)] = board });
        return WebUtility.HtmlDecode(Document().Match(html).Groups[1].Value);
    }

    [GeneratedRegex("<p class=\"counts\">.*?</p>")]
    private static partial Regex Strip();

    [GeneratedRegex("<i( class=\"on\")?></i>")]
    private static partial Regex Dot();

    [GeneratedRegex("<article.*?</article>")]
    private static partial Regex Slot();

    [GeneratedRegex("srcdoc=\"([^\"]*)\"")]
    private static partial Regex Document();
}
