using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>All screens: how each of them is, and what it is to do.</summary>
public sealed partial class FleetPage
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>Rows that are drawn at once: thousands would be slow, and nobody reads them.</summary>
    private const int AtOnce = 200;

    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<Board> _boards = [];
    private ImmutableHashSet<string> _connected = [];
    private string _filter = "";
    private bool _needsAttention;
    private int _shown = AtOnce;
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
    internal FleetRunner Runner { get; init; } = null!; // likewise

    [Inject]
    internal WallBuild Build { get; init; } = null!; // likewise

    private TimeZoneInfo Zone => State.Snapshot?.Zone ?? TimeZoneInfo.Utc;

    /// <summary>The screens that are looked for, by their places; those that were revoked last.</summary>
    private IEnumerable<string> Found =>
        Screens.All.Where(s => IsFound(s.Key, s.Value.Value))
            .OrderBy(s => s.Value.Value.Revoked is not null)
            .ThenBy(s => s.Value.Value.Place, StringComparer.CurrentCultureIgnoreCase)
            .Select(s => s.Key);

    /// <summary>
    /// By what the rows are sorted. Ages of screens that are connected are alike: their rows would change places with every message.
    /// </summary>
    private IReadOnlyList<TableColumn<string>> Columns =>
    [
        new(ScreensText.Place, key => PlacedOf(key).Place),
        new(ScreensText.Board, key => PlacedOf(key).Boards.Where(b => !IsHidden(b)).Select(TitleOf).FirstOrDefault()),
        new(ScreensText.Standing, key => StandingOf(key)),
        new(ScreensText.HeardFrom, key => _connected.Contains(key) ? TimeSpan.Zero : Now - Seats.HeardAt(key)),
        new(ScreensText.OnGlass, key => _connected.Contains(key) ? TimeSpan.Zero : Now - Seats.ReportOf(key)?.Until),
        new(ScreensText.Version, key => Seats.ReportOf(key)?.Build),
        new(ScreensText.Resolution, key => Seats.ReportOf(key) is { } report ? report.Width * report.Height : null),
    ];

    private IEnumerable<(string Key, Screen Screen)> Copied =>
        Screens.All.Where(s => s.Value.Value.Revoked is { IsCopied: true }).Select(s => (s.Key, s.Value.Value));

    private string Lead
    {
        get
        {
            var let = Screens.All.Where(s => s.Value.Value.Revoked is null).ToList();
            return Format.Text(ScreensText.Lead, Format.Count(let.Count(s => _connected.Contains(s.Key))), Format.Count(let.Count));
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
    protected override void OnLook()
    {
        _boards = Boards.ByTitle(Viewer.Sees);
        _chosen.RemoveWhere(key => !IsEnrolled(key));
    }

    /// <inheritdoc/>
    protected override bool IsOvertakenBy(DateTimeOffset now) => now - Now >= LookAgain || Runner.Latest is { IsOver: false }; // asked every second

    /// <summary>Whether a board that is not among those shown is there all the same, for other eyes.</summary>
    private bool IsHidden(string board) => Boards.IsHidden(board, Viewer.Sees);

    private bool IsEnrolled(string key) => Screens.Find(key) is not null;

    private bool IsFound(string key, Screen screen)
    {
        bool Holds(string text) => text.Contains(_filter.Trim(), StringComparison.CurrentCultureIgnoreCase);
        return (Holds(screen.Place) || Holds(screen.Note) || screen.Boards.Any(b => !IsHidden(b) && (Holds(b) || Holds(TitleOf(b)))))
            && (!_needsAttention || NeedsAttention(key, screen));
    }

    private Screen PlacedOf(string key) => Screens.All[key].Value;

    /// <summary>What needs somebody first: copied, dark without a reason, dark with one or not heard of yet, connected, revoked.</summary>
    private int StandingOf(string key) => (PlacedOf(key), Watch.Of(key)) switch
    {
        ({ Revoked.IsCopied: true }, _) => 0,
        ({ Revoked: not null }, _) => 4,
        (_, { Reason: null }) => 1,
        _ => _connected.Contains(key) ? 3 : 2,
    };

    private string TitleOf(string board) => _boards.FirstOrDefault(b => b.Name == board)?.Title ?? board;

    /// <summary>Whether somebody should look at a screen: it is dark unexpectedly, was copied, or something of its page is odd.</summary>
    private bool NeedsAttention(string key, Screen screen) =>
        screen.Revoked is { IsCopied: true }
        || (screen.Revoked is null
            && (Watch.Of(key) is { Reason: null }
                || (Seats.ReportOf(key) is { } report
                    && (report.Build != Build.Name || (Seats.PageOf(key) is { } page && DarkWords.FactsOf(report, page).Any(static f => f.IsOdd))))));

    private bool AreAllChosen(List<string> found) => found.Exists(IsEnrolled) && found.TrueForAll(key => !IsEnrolled(key) || _chosen.Contains(key));

    private void ChooseAll(List<string> found, bool isChosen)
    {
        _chosen.Clear();
        if (isChosen)
        {
            _chosen.UnionWith(found.Where(IsEnrolled));
        }
    }

    private void Choose(string key, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(key);
        }
        else
        {
            _chosen.Remove(key);
        }
    }

    /// <summary>What came of the order for many screens for one of them; null when it was not among them.</summary>
    private string? OutcomeOf(string key) => Runner.Latest is { } run && run.Screens.Contains(key)
        ? run.OutcomeOf(key) is { } outcome ? FleetWords.Of(outcome) : run.IsOver ? ScreensText.OutcomeStopped : ScreensText.OutcomeWaiting
        : null;

    private void Say(string said) => _said = said;
}
