using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>Takes boards in from a file: all or none.</summary>
public sealed partial class BoardImportPage
{
    private const int MaximumKilobytes = BoardYaml.MaximumLength / 1024;

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
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    private async Task TakeFileAsync(InputFileChangeEventArgs e)
    {
        Forget();
        if (e.File.Size > MaximumKilobytes * 1024)
        {
            _said = Format.Text(BoardsText.ImportTooLarge, MaximumKilobytes);
            return;
        }

        await using var file = e.File.OpenReadStream(MaximumKilobytes * 1024, Disposed);
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
            _said = Format.Text(BoardsText.ImportTooLarge, MaximumKilobytes);
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
        var (boards, problems) = BoardYaml.Read(_text);
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
            Names(Kind.Same));
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
            var saved = await Kept.SaveAllAsync(
                [.. plan.Changes.Select(static c => (c.Name, c.Board, c.Before?.Version ?? 0))], Viewer.Demand(Rank.Supervisor), Disposed);
            Forget();
            _said = saved.Outcome switch
            {
                SaveOutcome.Saved => plan.Count == 1 ? BoardsText.ImportedOne : Format.Text(BoardsText.Imported, Format.Count(plan.Count)),
                SaveOutcome.Conflict => Format.Text(BoardsText.ImportConflict, ChangedMeanwhile(plan)),
                _ => BoardsText.ArchiveAway,
            };
        }
        finally
        {
            _isBusy = false;
        }
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
            WrittenBoard? Before)> Changes, ImmutableArray<string> New, ImmutableArray<string> Replaced, ImmutableArray<string> Same)
    {
        public int Count => Changes.Length;
    }
}
