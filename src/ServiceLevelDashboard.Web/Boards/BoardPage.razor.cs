using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>Makes or edits one board. What is typed stays until it is saved or dropped, whatever others do meanwhile.</summary>
public sealed partial class BoardPage
{
    private BoardDraft? _draft;
    private Board? _board;
    private int _version;
    private string? _edited;
    private ImmutableArray<BoardProblem> _problems = [];
    private ImmutableArray<Domain.Targets.Queue> _queues = [];
    private ImmutableArray<Document<Group>> _groups = [];
    private bool _isSaving, _isConflict, _isTried, _isPart;
    private string? _said, _leaving;

    /// <summary>The board's name; null for a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Which board a new one is a copy of, or null.</summary>
    [SupplyParameterFromQuery(Name = BoardUrls.FromKey)]
    public string? From { get; set; }

    [Inject]
    internal TimeProvider Clock { get; init; } = null!; // set by the framework

    [Inject]
    internal BoardRegistry Boards { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentCache<BoardOptions> Kept { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentVisibility Documents { get; init; } = null!; // set by the framework

    [Inject]
    internal ISnapshots Snapshots { get; init; } = null!; // set by the framework

    [Inject]
    internal DashboardSettings Settings { get; init; } = null!; // set by the framework

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    private bool IsNew => Name is null;

    private bool IsUnsaved => _draft is { IsChanged: true };

    private string Heading =>
        _isPart ? BoardsText.PartTitle
        : _draft is null ? BoardsText.NoSuchTitle
        : IsNew ? BoardsText.NewTitle
        : Format.Text(BoardsText.EditTitle, _board?.Title ?? _draft.Name);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_draft is not null && _edited == Name)
        {
            return;
        }
        Begin();
    }

    private void Begin()
    {
        _edited = Name;
        var known = Boards.For(Viewer.Sees).GetValueOrDefault(Name ?? From ?? "");
        _isPart = Name is not null && known is { Seen: Extent.Part };
        (_draft, _version) = (Name, known) switch
        {
            (null, _) => (new BoardDraft("", known?.Written ?? new BoardOptions(), Settings.Zone), 0),
            (_, null or { Seen: Extent.Part }) => (null, 0),
            ({ } name, { } board) => (new BoardDraft(name, board.Written, Settings.Zone), board.Version),
        };
        (_said, _isConflict, _isTried) = (null, false, false);
        _queues = Snapshots.For(Viewer.Sees).Snapshot is { } snapshot
            ? [.. snapshot.Listed.Values.OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)]
            : [];
        _groups = [.. Documents.For(Viewer.Sees).Groups.Values.OrderBy(g => g.Value.Name, StringComparer.CurrentCultureIgnoreCase)];
        if (_draft is not null)
        {
            Look();
        }
    }

    /// <summary>Goes on with what was typed before the page was loaded again.</summary>
    private void GoOn(string text)
    {
        if (_draft?.Resumed(text, Settings.Zone) is var (draft, version))
        {
            (_draft, _version) = (draft, version);
            Look();
        }
    }

    /// <summary>Checks what is typed. A new board is shown before it has a name.</summary>
    private void Look()
    {
        if (_draft is not { } draft)
        {
            return;
        }
        var written = draft.ToOptions(out var typed);
        var board = written.Read(IsNew ? Board.AllName : draft.Name, out var found);
        _problems = [.. typed, .. found, .. written.TextProblems()];
        if (IsNew)
        {
            written.Read(draft.Name, out var named);
            _problems = [.. _problems, .. named.Where(p => p.Field == BoardProblem.OfName && (_isTried || draft.Name.Length > 0))];
            if (Boards.IsTaken(draft.Name))
            {
                _problems = [.. _problems, new BoardProblem(BoardProblem.OfName, BoardsText.NameUsed)];
            }
        }

        _board = typed.IsEmpty ? board : null;
        if (_board is not null
            && WallPages.TooLongRound(_board, Snapshots.For(Viewer.Sees).Snapshot, Documents.For(Viewer.Sees).Groups, Clock.GetUtcNow()) is { } round)
        {
            _problems = [.. _problems, new BoardProblem(nameof(BoardOptions.Fit), Format.Text(BoardsText.RoundTooLong, Format.ExactSpan(round)))];
        }
        if (_said != null && !_isConflict && draft.IsChanged)
        {
            _said = null;
        }
    }

    private string? ProblemOf(string field) => _problems.FirstOrDefault(p => p.Field == field)?.Sentence;

    /// <summary>Looks again after a field has been given another value.</summary>
    private void Type<T>(T value)
    {
        _ = value;
        Look();
    }

    private static TimeSpan? ClockOf(string typed) =>
        TimeOnly.TryParseExact(typed, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    private static string TextOf(TimeSpan? time) => time is { } given ? TimeOnly.FromTimeSpan(given).ToString("HH:mm", CultureInfo.InvariantCulture) : "";

    private void Choose(HashSet<string> chosen, string key, bool isChosen)
    {
        chosen.Remove(key);
        if (isChosen)
        {
            chosen.Add(key);
        }
        Look();
    }

    private async Task SaveAsync()
    {
        if (_draft is not { } draft || _isSaving)
        {
            return;
        }
        _isTried = true;
        Look();
        if (!_problems.IsEmpty)
        {
            _said = BoardsText.NotSaved;
            return;
        }

        if (!Viewer.MaySupervise)
        {
            _said = BoardsText.NotAllowed;
            return;
        }

        var written = draft.ToOptions(out _);
        if (!Boards.MayWrite(draft.Name, written, Viewer.Sees))
        {
            _said = LayoutText.PartRefused;
            return;
        }

        _isSaving = true;
        try
        {
            var saved = await Kept.SaveAsync(draft.Name, written, _version, Viewer.Demand(Rank.Supervisor), Disposed);
            Disposed.ThrowIfCancellationRequested(); // whoever has left is not called back
            Say(saved.Outcome, draft, written);
        }
        finally
        {
            _isSaving = false;
        }
    }

    private void Say(SaveOutcome outcome, BoardDraft draft, BoardOptions written)
    {
        _isConflict = outcome == SaveOutcome.Conflict;
        _said = outcome switch
        {
            SaveOutcome.Saved => BoardsText.Saved,
            SaveOutcome.Unavailable => BoardsText.ArchiveAway,
            SaveOutcome.Conflict => Kept.Find(draft.Name) is null ? BoardsText.ConflictGone : BoardsText.Conflict,
            _ => BoardsText.NotSaved,
        };
        if (outcome != SaveOutcome.Saved)
        {
            return;
        }
        _version = Kept.Find(draft.Name)?.Version ?? 0;
        _draft = new BoardDraft(draft.Name, written, Settings.Zone);
        if (!IsNew)
        {
            return;
        }
        (Name, _edited) = (draft.Name, draft.Name);
        Navigation.NavigateTo(BoardUrls.Edit(draft.Name), replace: true);
    }

    private void TakeTheirs()
    {
        if (Kept.Find(_draft?.Name ?? "") is null && Boards.Find(_draft?.Name ?? "", Viewer.Sees) is null)
        {
            Navigation.NavigateTo(BoardUrls.Root);
        }
        Begin();
    }

    private Task KeepMineAsync()
    {
        _version = Kept.Find(_draft?.Name ?? "")?.Version ?? 0;
        return SaveAsync();
    }

    private void HoldUnsaved(LocationChangingContext context)
    {
        if (!IsUnsaved || _leaving is not null)
        {
            return;
        }
        context.PreventNavigation();
        _leaving = context.TargetLocation;
        StateHasChanged();
    }

    private void Leave() => Navigation.NavigateTo(_leaving!); // asked for by the button that is shown with it
}
