using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>All boards of the team.</summary>
public sealed partial class BoardsPage
{
    private bool _isBusy;
    private string? _said;

    [Inject]
    internal BoardRegistry Boards { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentCache<BoardOptions> Kept { get; init; } = null!; // set by the framework

    [Inject]
    internal ISnapshots Snapshots { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentVisibility Documents { get; init; } = null!; // set by the framework

    [Inject]
    internal TimeProvider Clock { get; init; } = null!; // set by the framework

    [Inject]
    internal DashboardSettings Settings { get; init; } = null!; // set by the framework

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    [Inject]
    internal Undo Undo { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Kept.Changed += Show;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Kept.Changed -= Show;
        base.Dispose(disposing);
    }

    private void Show() => _ = InvokeAsync(StateHasChanged);

    /// <summary>How long until all of a board has been seen, when its editor would not allow it: it stands in the settings or is older than the rule.</summary>
    private TimeSpan? TooLong(Board board) =>
        WallPages.TooLongRound(board, Snapshots.For(Viewer.Sees).Snapshot, Documents.For(Viewer.Sees).Groups, Clock.GetUtcNow());

    private async Task DeleteAsync(WrittenBoard board)
    {
        if (!Viewer.MaySupervise)
        {
            _said = BoardsText.NotAllowed;
            return;
        }
        if (!Boards.MayWrite(board.Board.Name, board.Written, Viewer.Sees))
        {
            _said = LayoutText.PartRefused;
            return;
        }

        _isBusy = true;
        try
        {
            var (name, title) = (board.Board.Name, board.Board.Title);
            var removed = await Kept.RemoveAsync(name, Viewer.Demand(Rank.Supervisor), Disposed);
            _said = removed.Outcome switch
            {
                SaveOutcome.Saved => null,
                SaveOutcome.Unavailable => BoardsText.ArchiveAway,
                _ => BoardsText.GoneAlready,
            };
            if (removed.IsSaved)
            {
                Undo.Offer(
                    Format.Text(board.IsConfigured ? BoardsText.WentBack : BoardsText.Deleted, title), token => BringBackAsync(name, board.Written, token));
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task<string?> BringBackAsync(string name, BoardOptions written, CancellationToken cancellationToken)
    {
        if (!Viewer.MaySupervise)
        {
            return BoardsText.NotAllowed;
        }
        if (!Boards.MayWrite(name, written, Viewer.Sees))
        {
            return LayoutText.PartRefused;
        }
        return (await Kept.SaveAsync(name, written, 0, Viewer.Demand(Rank.Supervisor), cancellationToken)).Outcome switch
        {
            SaveOutcome.Saved => null,
            SaveOutcome.Unavailable => BoardsText.ArchiveAway,
            _ => BoardsText.NameTaken,
        };
    }

    private static string Choice(Board board)
    {
        var queues = Format.Queues(board.Queues.Length);
        var groups = board.Groups.Length == 1 ? BoardsText.GroupsOne : Format.Text(BoardsText.GroupsMany, Format.Count(board.Groups.Length));
        return board switch
        {
            { IsOfAll: true } => BoardsText.AllQueues,
            { Groups.IsEmpty: true } => queues,
            { Queues.IsEmpty: true } => groups,
            _ => Format.Text(BoardsText.And, queues, groups),
        };
    }

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.CurrentCulture);
}
