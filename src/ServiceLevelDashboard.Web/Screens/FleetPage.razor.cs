using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>All screens: how each of them is, and what it is to do.</summary>
public sealed partial class FleetPage
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private IReadOnlyList<Board> _boards = [];
    private string? _said;

    [Inject]
    internal ScreenRegistry Screens { get; init; } = null!; // set by the framework

    [Inject]
    internal ScreenSeats Seats { get; init; } = null!; // likewise

    [Inject]
    internal BoardRegistry Boards { get; init; } = null!; // likewise

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // likewise

    [Inject]
    internal OutageWatch Watch { get; init; } = null!; // likewise

    [Inject]
    internal WallBuild Build { get; init; } = null!; // likewise

    private TimeZoneInfo Zone => State.Snapshot?.Zone ?? TimeZoneInfo.Utc;

    private IEnumerable<string> Sorted =>
        Screens.All.OrderBy(s => s.Value.Value.Revoked is not null)
            .ThenBy(s => s.Value.Value.Place, StringComparer.CurrentCultureIgnoreCase)
            .Select(s => s.Key);

    private IEnumerable<(string Key, Screen Screen)> Copied =>
        Screens.All.Where(s => s.Value.Value.Revoked is { IsCopied: true }).Select(s => (s.Key, s.Value.Value));

    private string Lead
    {
        get
        {
            var let = Screens.All.Where(s => s.Value.Value.Revoked is null).ToList();
            return Format.Text(ScreensText.Lead, Format.Count(let.Count(s => Seats.TakenBy(s.Key) > 0)), Format.Count(let.Count));
        }
    }

    /// <summary>How many screens are dark that should not be; nothing when none is.</summary>
    private string? Missed => Screens.All.Count(s => s.Value.Value.Revoked is null && Watch.Of(s.Key) is { Reason: null }) switch
    {
        0 => null,
        1 => ScreensText.MissedOne,
        var many => Format.Text(ScreensText.Missed, Format.Count(many)),
    };

    /// <inheritdoc/>
    protected override void OnLook() => _boards = Boards.ByTitle(Viewer.Sees);

    /// <inheritdoc/>
    protected override bool IsOvertakenBy(DateTimeOffset now) => now - Now >= LookAgain;

    /// <summary>Whether a board that is not among those shown is there all the same, for other eyes.</summary>
    private bool IsHidden(string board) => Boards.Find(board, Viewer.Sees) is null && Boards.IsTaken(board);

    private void Say(string said) => _said = said;
}
