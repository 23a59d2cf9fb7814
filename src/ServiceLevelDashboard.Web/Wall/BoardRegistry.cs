using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// All boards: those of the configuration, over them those that people keep in the archive, and the board of all queues. Each is seen as far as its queues are.
/// </summary>
internal sealed class BoardRegistry(BoardsOptions configured, DocumentCache<BoardOptions> kept, DocumentVisibility documents)
{
    /// <summary>The board of all queues as long as nobody writes it: of hundreds of queues those that need somebody.</summary>
    private static readonly BoardOptions All = new() { Fit = "folded" };

    private readonly ImmutableDictionary<string, BoardOptions> _configured = configured.Boards.ToImmutableDictionary(StringComparer.Ordinal)
        .SetItem(Board.AllName, configured.Boards.GetValueOrDefault(Board.AllName) ?? All);

    private volatile Read _read = new(null, ImmutableSortedDictionary<string, WrittenBoard>.Empty);

    /// <summary>All boards and how they are written, by name. The same object until one changes.</summary>
    private ImmutableSortedDictionary<string, WrittenBoard> Written
    {
        get
        {
            var (documents, read) = (kept.All, _read);
            if (!ReferenceEquals(read.From, documents))
            {
                _read = read = new Read(documents, ReadAll(documents));
            }
            return read.Boards;
        }
    }

    /// <summary>The boards of which these eyes see anything, by name, with the queues that they see.</summary>
    public ImmutableSortedDictionary<string, WrittenBoard> For(Visibility sees)
    {
        if (sees.IsEverything)
        {
            return Written;
        }
        var visible = documents.For(sees);
        return Written.Values.Select(board => SeenBy(visible, board)).OfType<WrittenBoard>()
            .ToImmutableSortedDictionary(static b => b.Board.Name, static b => b, StringComparer.Ordinal);
    }

    /// <summary>The same by what people call them.</summary>
    public IReadOnlyList<Board> ByTitle(Visibility sees) =>
        [.. For(sees).Values.Select(static b => b.Board).OrderBy(static b => b.Title, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>A board by its name; null when there is none for these eyes.</summary>
    public Board? Find(string name, Visibility sees) =>
        Written.GetValueOrDefault(name) is { } board && (sees.IsEverything || ExtentOf(documents.For(sees), board.Written) != Extent.None) ? board.Board : null;

    /// <summary>Whether there is a board of a name, whoever sees it: a name is used once.</summary>
    public bool IsTaken(string name) => Written.ContainsKey(name);

    /// <summary>Whether there is a board of a name that these eyes do not see.</summary>
    public bool IsHidden(string name, Visibility sees) => Find(name, sees) is null && IsTaken(name);

    /// <summary>Whether these eyes see all that a board would name, and all that a board of this name names now.</summary>
    public bool MayWrite(string name, BoardOptions written, Visibility sees)
    {
        var visible = documents.For(sees);
        return ExtentOf(visible, written) == Extent.Whole
            && (Written.GetValueOrDefault(name) is not { } now || ExtentOf(visible, now.Written) == Extent.Whole);
    }

    /// <summary>Whether these eyes may be told of boards: not before the queues are known.</summary>
    public bool IsKnown(Visibility sees) => documents.For(sees).IsKnown;

    /// <summary>A board of all queues shows everybody what they see, so that it is there for everybody.</summary>
    private static Extent ExtentOf(VisibleDocuments visible, BoardOptions written)
    {
        var extent = visible.Of([.. written.Queues, .. written.Vital], [.. written.Groups]);
        return extent == Extent.None && written.Queues.Count + written.Groups.Count == 0 ? Extent.Part : extent;
    }

    private static WrittenBoard? SeenBy(VisibleDocuments visible, WrittenBoard board)
    {
        var extent = ExtentOf(visible, board.Written);
        if (extent != Extent.Part)
        {
            return extent == Extent.Whole ? board : null;
        }
        var written = board.Written.Naming(visible.SeesNamed, group => visible.OfGroup(group) != Extent.None);
        return board with { Board = written.Read(board.Board.Name, out _)!, Written = written, Seen = extent }; // as good as the whole one
    }

    private ImmutableSortedDictionary<string, WrittenBoard> ReadAll(ImmutableSortedDictionary<string, Document<BoardOptions>> documents)
    {
        var boards = ImmutableSortedDictionary.CreateBuilder<string, WrittenBoard>(StringComparer.Ordinal);
        foreach (var (name, written) in _configured)
        {
            boards[name] = new WrittenBoard(written.Read(name, out _)!, written, 0, null, IsConfigured: true); // checked at the start
        }
        foreach (var (name, document) in documents)
        {
            if (document.Value.Read(name, out _) is { } board)
            {
                // the book holds no others
                boards[name] = new WrittenBoard(board, document.Value, document.Version, document.ChangedAt, _configured.ContainsKey(name));
            }
        }

        return boards.ToImmutable();
    }

    private sealed record Read(ImmutableSortedDictionary<string, Document<BoardOptions>>? From, ImmutableSortedDictionary<string, WrittenBoard> Boards);
}

/// <summary>A board and how it is written.</summary>
/// <param name="Board">The board.</param>
/// <param name="Written">As it is written; not to be changed.</param>
/// <param name="Version">The version of the archive's document; 0 when only the configuration has it.</param>
/// <param name="ChangedAt">When it was last changed; null when only the configuration has it.</param>
/// <param name="IsConfigured">Whether the configuration has a board of this name, which stays when the document is removed.</param>
internal sealed record WrittenBoard(Board Board, BoardOptions Written, int Version, DateTimeOffset? ChangedAt, bool IsConfigured)
{
    /// <summary>How much of it is seen; of a part the rest is left out here.</summary>
    public Extent Seen { get; init; } = Extent.Whole;
}

/// <summary>Section <c>Boards</c>.</summary>
internal sealed class BoardsOptions
{
    /// <summary>The boards by name.</summary>
    public Dictionary<string, BoardOptions> Boards { get; } = new(StringComparer.Ordinal);
}

/// <summary>Refuses to start with a board that cannot be shown.</summary>
internal sealed class BoardsOptionsValidator : IValidateOptions<BoardsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BoardsOptions options)
    {
        var problems = new List<string>();
        foreach (var (board, written) in options.Boards)
        {
            written.Read(board, out var found);
            problems.AddRange(found.Select(problem => $"{BoardOptions.Section}:{board}:{problem}"));
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
