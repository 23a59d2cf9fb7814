using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>A board before it is saved, as large at the desk as it will be on the floor.</summary>
public sealed partial class BoardPreview
{
    private const double Large = 1.9;

    private readonly AttentionOrder _attention = new();
    private ImmutableArray<QueueSummary> _tiles = [];
    private (Board? Board, int Page) _drawn;
    private WallFrame? _face;
    private string _html = "";
    private int _page, _pages;
    private bool _isLarge;

    /// <summary>The board, or null when what is typed is none.</summary>
    [Parameter, EditorRequired]
    public Board? Board { get; set; }

    [Inject]
    internal WallRenderer Painter { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentCache<Group> Groups { get; init; } = null!; // set by the framework

    [Inject]
    internal IServiceScopeFactory Scopes { get; init; } = null!; // set by the framework

    [Inject]
    internal ILoggerFactory Loggers { get; init; } = null!; // set by the framework

    [Inject]
    internal DataOrigin Origin { get; init; } = null!; // set by the framework

    private string Round => (_tiles.Length, _pages, Board) switch
    {
        (0, _, _) => BoardsText.RoundNone,
        (1, _, _) => BoardsText.RoundOneTile,
        (var tiles, 1, _) => Format.Text(BoardsText.RoundOne, Format.Count(tiles)),
        (var tiles, var pages, { } board) => Format.Text(BoardsText.Round, Format.Count(tiles), Format.Count(pages), Format.Duration(pages * board.Turn)),
        _ => "",
    };

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => DrawAsync();

    /// <summary>
    /// The picture stays as it was drawn while the figures go on, since a frame that is loaded again flickers; only the first figures are waited for.
    /// </summary>
    protected override void OnLook()
    {
        if (_drawn.Board is null && RendererInfo.IsInteractive)
        {
            _ = InvokeAsync(DrawAndShowAsync);
        }
    }

    private async Task DrawAndShowAsync()
    {
        await DrawAsync();
        StateHasChanged();
    }

    private Task TurnAsync()
    {
        _page++;
        return DrawAsync();
    }

    private async Task DrawAsync()
    {
        if (Board is not { } board || State.Snapshot is not { } snapshot)
        {
            return;
        }
        if (_drawn == (board, _page))
        {
            return;
        }
        _tiles = WallContent.TilesOf(board, snapshot, Groups.All, _attention, Now);
        _face = await Painter.PaintAsync(board, State, _tiles, [], _face);
        _pages = WallPages.Of(_face, board).Length;
        _page %= _pages;
        _drawn = (board, _page);
        await using var scope = Scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, Loggers);
        _html = await renderer.MarkupAsync<WallDocument>(new()
        {
            [nameof(WallDocument.Board)] = board,
            [nameof(WallDocument.Face)] = _face,
            [nameof(WallDocument.Now)] = Now,
            [nameof(WallDocument.Data)] = Data,
            [nameof(WallDocument.IsSimulated)] = Origin.IsSimulated,
            [nameof(WallDocument.SizeSheet)] = WallUrls.Sizes(Board.AllName, board.Geometry),
            [nameof(WallDocument.IsPreview)] = true,
            [nameof(WallDocument.Page)] = _page,
        });
    }

    private static string Pixels(double minutes) => (minutes / WallGeometry.PixelAtDesk).ToString("0", CultureInfo.InvariantCulture);

    private static string Metres(Board board) => board.Geometry.DistanceMetres.ToString("0.##", CultureInfo.CurrentCulture);

    private static string Inches(Board board) => board.Geometry.DiagonalInches.ToString("0.##", CultureInfo.CurrentCulture);
}
