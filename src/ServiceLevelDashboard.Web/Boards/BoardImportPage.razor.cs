using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Screens;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>Takes boards in from a file: all or none.</summary>
public sealed partial class BoardImportPage
{
    private const int MaximumMegabytes = BoardYaml.MaximumLength / 1024 / 1024;

    /// <summary>Mistakes that are shown; a file with more is most often no file of boards at all.</summary>
    private const int MaximumProblems = 50;

    /// <summary>In UTF-8 a character takes up to three bytes.</summary>
    private const int MaximumBytes = BoardYaml.MaximumLength * 3;

    private LargeText _field = null!; // set by the page before anything can be pressed
    private string _text = "", _fromFile = "";
    private int _files;
    private string? _said;
    private bool _isBusy;
    private ImmutableArray<YamlProblem> _problems = [];
    private Plan? _plan;

    [Inject]
    internal BoardRegistry Boards { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentCache<BoardOptions> Kept { get; init; } = null!; // set by the framework

    [Inject]
    internal ScreenRegistry Screens { get; init; } = null!; // set by the framework

    [Inject]
    internal ScreenSeats Seats { get; init; } = null!; // set by the framework

    [Inject]
    internal FleetRunner Runner { get; init; } = null!; // set by the framework

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    private async Task TakeFileAsync(InputFileChangeEventArgs e)
    {
        Forget();
        if (e.File.Size > BoardYaml.MaximumLength)
        {
            _said = Format.Text(BoardsText.ImportTooLarge, MaximumMegabytes);
            return;
        }

        await using var file = e.File.OpenReadStream(BoardYaml.MaximumLength, Disposed);
        using var all = new MemoryStream();
        await file.CopyToAsync(all, Disposed);
        var wrong = FileText.WrongLine(all.ToArray(), out _text);
        (_fromFile, _files) = (_text, _files + 1);
        if (wrong is { } line)
        {
            _problems = [new YamlProblem(line, BoardsText.ImportEncoding)];
            return;
        }
        Check();
    }

    /// <summary>Reads what is in the field; false when it cannot be taken, which is said.</summary>
    private async Task<bool> ReadAsync()
    {
        if (await _field.ReadAsync(MaximumBytes) is not { } bytes)
        {
            return false; // the browser has not answered: the page says that it is not connected
        }
        if (bytes.Length > MaximumBytes)
        {
            Forget();
            _said = Format.Text(BoardsText.ImportTooLarge, MaximumMegabytes);
            return false;
        }
        _text = Encoding.UTF8.GetString(bytes); // the browser wrote them
        return true;
    }

    private async Task CheckAsync()
    {
        if (await ReadAsync())
        {
            Check();
        }
    }

    private void Forget() => (_said, _problems, _plan) = (null, [], null);

    private void Check()
    {
        Forget();
        var (boards, places, problems) = BoardYaml.ReadFile(_text);
        var screens = problems.IsEmpty ? ScreenImport.Of(places, [.. boards.Keys], Screens, Boards, Viewer.Sees) : ScreenImport.None;
        problems = problems.AddRange(screens.Problems);
        _problems = problems.Length > MaximumProblems ? problems[..MaximumProblems] : problems;
        if (!problems.IsEmpty)
        {
            return;
        }
        if (Refused(boards.Select(static b => (b.Key, b.Value))) is { } refused)
        {
            _said = refused;
            return;
        }
        var known = Boards.For(Viewer.Sees);
        var kinds = boards.ToLookup(b =>
            !known.TryGetValue(b.Key, out var now) ? Kind.New
            : BoardDocuments.Text(now.Written) == BoardDocuments.Text(b.Value) ? Kind.Same
            : Kind.Replaced);
        ImmutableArray<string> Names(Kind kind) => [.. kinds[kind].Select(b => b.Key)];
        _plan = new Plan(
            [.. kinds[Kind.New].Concat(kinds[Kind.Replaced]).Select(b => (b.Key, b.Value, known.GetValueOrDefault(b.Key)))],
            Names(Kind.New),
            Names(Kind.Replaced),
            Names(Kind.Same),
            screens);
    }

    private async Task ImportAsync(Plan plan)
    {
        if (!Viewer.MaySupervise)
        {
            _said = BoardsText.NotAllowed;
            return;
        }
        var isChecked = _text;
        if (!await ReadAsync())
        {
            return;
        }
        if (_text != isChecked)
        {
            Check();
            _said ??= BoardsText.ImportChanged;
            return;
        }
        if (Refused(plan.Changes.Select(static c => (c.Name, c.Board))) is { } refused)
        {
            _said = refused;
            return;
        }

        _isBusy = true;
        try
        {
            var saved = plan.Count == 0 ? SaveOutcome.Saved : (await Kept.SaveAllAsync(
                [.. plan.Changes.Select(static c => (c.Name, c.Board, c.Before?.Version ?? 0))], Viewer.Demand(Rank.Supervisor), Disposed)).Outcome;
            var hung = saved != SaveOutcome.Saved || plan.Screens.Changes.IsEmpty ? saved : await HangAsync(plan.Screens);
            Forget();
            _said = (saved, hung) switch
            {
                (SaveOutcome.Saved, SaveOutcome.Saved) => Done(plan),
                (SaveOutcome.Saved, SaveOutcome.Conflict) => $"{Done(plan with { Screens = ScreenImport.None })} {BoardsText.ImportScreensConflict}".Trim(),
                (SaveOutcome.Conflict, _) => Format.Text(BoardsText.ImportConflict, ChangedMeanwhile(plan)),
                _ => BoardsText.ArchiveAway,
            };
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <summary>Writes the screens and sends those that have another board there, one after the other.</summary>
    private async Task<SaveOutcome> HangAsync(ScreenImport screens)
    {
        string[] moved = [.. screens.Changes.Where(c => Screens.Find(c.Id) is { } now && now.Board != c.Edit.Boards[0]).Select(static c => c.Id)];
        var saved = await Screens.SaveAllAsync(screens.Changes, Viewer.DemandPerson(Rank.Supervisor), Disposed);
        if (saved.IsSaved && moved.Length > 0 && await Runner.BeginAsync(FleetOrder.Home, null, [.. moved], Viewer, Disposed) is null)
        {
            foreach (var id in moved)
            {
                await SendHomeAsync(id); // another order is on its way: these do not wait for it
            }
        }
        return saved.Outcome;
    }

    private async Task SendHomeAsync(string screen)
    {
        try
        {
            await Seats.SendHomeAsync(screen, Disposed);
        }
        catch (ArchiveUnavailableException)
        {
            // it is connected to another instance: it goes there when its page comes anew
        }
    }

    /// <summary>What the button does.</summary>
    private static string DoLabel(Plan plan) => (plan.Count, plan.Screens.Changes.Length) switch
    {
        (1, 0) => BoardsText.ImportDoOne,
        (var boards, 0) => Format.Text(BoardsText.ImportDo, Format.Count(boards)),
        var (boards, screens) => Format.Text(BoardsText.ImportDoBoth, Format.Count(boards), Format.Count(screens)),
    };

    private static string Done(Plan plan)
    {
        static string Of(int count, string one, string many) => count switch { 0 => "", 1 => one, _ => Format.Text(many, Format.Count(count)) };
        var boards = Of(plan.Count, BoardsText.ImportedOne, BoardsText.Imported);
        return $"{boards} {Of(plan.Screens.Changes.Length, BoardsText.ImportedScreensOne, BoardsText.ImportedScreensMany)}".Trim();
    }

    /// <summary>What is said of boards that name queues that are not seen, or would replace such a one; null when there are none.</summary>
    private string? Refused(IEnumerable<(string Name, BoardOptions Board)> boards)
    {
        string[] names = [.. boards.Where(b => !Boards.MayWrite(b.Name, b.Board, Viewer.Sees)).Select(static b => b.Name)];
        return names.Length == 0 ? null : Format.Text(BoardsText.ImportHidden, string.Join(", ", names));
    }

    /// <summary>The boards that are no longer as they were when the file was checked, by name.</summary>
    private string ChangedMeanwhile(Plan plan) =>
        string.Join(", ", plan.Changes.Where(c => (Kept.Find(c.Name)?.Version ?? 0) != (c.Before?.Version ?? 0)).Select(static c => c.Name));

    private enum Kind
    {
        New,
        Replaced,
        Same,
    }

    private sealed record Plan(
        ImmutableArray<(
            string Name,
            BoardOptions Board,
            WrittenBoard? Before)> Changes, ImmutableArray<string> New, ImmutableArray<string> Replaced, ImmutableArray<string> Same, ScreenImport Screens)
    {
        public int Count => Changes.Length;
    }
}
