using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>Where a supervisor lets a screen in that shows a code, or turns it away. Made for a phone.</summary>
public sealed partial class ApprovePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private ITimer? _timer;
    private WaitingScreen? _waiting;
    private ScreenDraft _draft = new();
    private string _typed = "";
    private string? _problem, _said;
    private bool _isChecked;
    private string _planned = "";

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    /// <summary>The code that was scanned.</summary>
    [SupplyParameterFromQuery(Name = ScreenUrls.CodeKey)]
    public string? Code { get; set; }

    [Inject]
    internal EnrolmentDesk Desk { get; init; } = null!; // set by the framework

    [Inject]
    internal ScreenRegistry Screens { get; init; } = null!; // likewise

    [Inject]
    internal BoardRegistry Boards { get; init; } = null!; // likewise

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!string.IsNullOrWhiteSpace(Code))
        {
            _typed = Code;
            await FindAsync();
        }

        if (RendererInfo.IsInteractive)
        {
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, LookAgain, LookAgain); // the age goes on
        }
    }

    private async Task FindAsync()
    {
        (_said, _isChecked) = (null, false);
        try
        {
            _waiting = await Desk.FindAsync(_typed, CancellationToken.None);
            _problem = _waiting is null ? ScreensText.NoSuchCode : null;
        }
        catch (ArchiveUnavailableException)
        {
            (_waiting, _problem) = (null, ScreensText.CodesAway);
        }
        _draft.Range = ScreenNetwork.Of(_waiting?.Client);
        var boards = Boards.ByTitle(Viewer.Sees);
        if (_waiting is not null && boards.Count == 1)
        {
            (_draft.Board, _) = (boards[0].Name, _draft.Boards.Add(boards[0].Name));
        }
    }

    private async Task ApproveAsync()
    {
        _isChecked = true;
        if (_waiting is null || !_draft.IsComplete || !Viewer.MaySupervise)
        {
            return;
        }
        var isPlanned = _planned.Length > 0;
        if (isPlanned && !IsPlanned(_planned))
        {
            (_problem, _planned) = (ScreensText.PlannedTaken, "");
            return;
        }
        var id = isPlanned ? _planned : ScreenToken.NewScreen();
        if (!await DecideAsync(id))
        {
            return;
        }

        var who = Viewer.DemandPerson(Rank.Supervisor);
        var outcome = isPlanned
            ? await Screens.EditAsync(id, _draft.ToEdit(), who, CancellationToken.None)
            : (await Screens.EnrolAsync(id, _draft.ToEdit(), who, CancellationToken.None)).Outcome;
        if (outcome != SaveOutcome.Saved)
        {
            await Desk.ReopenAsync(_waiting.Code, CancellationToken.None);
            _problem = ScreensText.NotKept;
            return;
        }

        Begin(Resources.Format.Text(ScreensText.Approved, _draft.Place.Trim()));
    }

    /// <summary>The places that no screen hangs at yet, by what people call them.</summary>
    private IEnumerable<(string Id, string Place)> Planned =>
        Screens.All.Where(s => IsPlanned(s.Key))
            .Select(static s => (s.Key, s.Value.Value.Place))
            .OrderBy(static s => s.Place, StringComparer.CurrentCultureIgnoreCase);

    private bool IsPlanned(string id) =>
        Screens.Find(id) is { IsNew: true } screen && !Desk.IsAwaited(id) && !screen.Boards.Any(b => Boards.IsHidden(b, Viewer.Sees));

    private void Plan(string id)
    {
        _planned = id;
        var range = _draft.Range;
        _draft = Screens.Find(_planned) is { } screen ? ScreenDraft.Of(screen) : new ScreenDraft();
        _draft.Range = _draft.IsForgetful ? _draft.Range : range;
    }

    private async Task RefuseAsync()
    {
        if (_waiting is not null && Viewer.MaySupervise && await DecideAsync(null))
        {
            Begin(ScreensText.RefusedDone);
        }
    }

    /// <summary>Decides, once; false when nothing was decided, which is said.</summary>
    private async Task<bool> DecideAsync(string? id)
    {
        switch (await Desk.DecideAsync(_waiting!.Code, id, CancellationToken.None)) // the callers have looked
        {
            case SaveOutcome.Saved:
                return true;
            case SaveOutcome.Unavailable:
                _problem = ScreensText.NotKept;
                return false;
            default:
                (_waiting, _problem) = (null, ScreensText.CodeTooLate);
                return false;
        }
    }

    private void Begin(string said) => (_said, _waiting, _problem, _typed, _draft, _isChecked, _planned) = (said, null, null, "", new ScreenDraft(), false, "");
}
