using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>All boards: those of the configuration, over them those that people keep in the archive, and the board of all queues.</summary>
internal sealed class BoardRegistry(BoardsOptions configured, DocumentCache<BoardOptions> kept)
{
    private readonly ImmutableDictionary<string, BoardOptions> _configured = configured.Boards.ToImmutableDictionary(StringComparer.Ordinal)
        .SetItem(Board.AllName, configured.Boards.GetValueOrDefault(Board.AllName) ?? new BoardOptions());

    private volatile Read _read = new(null, ImmutableSortedDictionary<string, WrittenBoard>.Empty);

    /// <summary>All boards, by what people call them.</summary>
    public IReadOnlyList<Board> All => [.. Written.Values.Select(b => b.Board).OrderBy(b => b.Title, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>All boards and how they are written, by name. The same object until one changes.</summary>
    public ImmutableSortedDictionary<string, WrittenBoard> Written
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

    /// <summary>A board by its name, or null.</summary>
    public Board? Find(string name) => Written.GetValueOrDefault(name)?.Board;

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
internal sealed record WrittenBoard(Board Board, BoardOptions Written, int Version, DateTimeOffset? ChangedAt, bool IsConfigured);

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
