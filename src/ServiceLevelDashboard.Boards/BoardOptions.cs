using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Domain;
using static ServiceLevelDashboard.Boards.BoardSentence;

namespace ServiceLevelDashboard.Boards;

/// <summary>A board as it is written: section <c>Boards:{name}</c>, JSON in the archive, or YAML in a file.</summary>
public sealed partial class BoardOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Boards";

    /// <summary>The longest message, in characters: more cannot be read in passing.</summary>
    public const int MaximumMessageLength = 80;

    /// <summary>The longest title.</summary>
    public const int MaximumTitleLength = 80;

    /// <summary>What a tile says when nothing is written.</summary>
    public static readonly ImmutableArray<TileLine> LinesByDefault = [TileLine.Recovery, TileLine.Waiting, TileLine.Recent];

    /// <summary>What people call it.</summary>
    /// <value>Default: the name in the address.</value>
    public string? Title { get; set; }

    /// <summary>Ids or names of queues.</summary>
    /// <value>Default: none; without groups either that means all queues.</value>
    public IList<string> Queues { get; set; } = [];

    /// <summary>Keys or names of groups, whose queues follow.</summary>
    /// <value>Default: none.</value>
    public IList<string> Groups { get; set; } = [];

    /// <summary>Ids or names of the queues that stay while others take turns.</summary>
    /// <value>Default: none.</value>
    public IList<string> Vital { get; set; } = [];

    /// <summary><c>name</c> or <c>attention</c>.</summary>
    /// <value>Default <c>name</c>.</value>
    public string Order { get; set; } = "name";

    /// <summary><c>paged</c> or <c>folded</c>.</summary>
    /// <value>Default <c>paged</c>.</value>
    public string Fit { get; set; } = "paged";

    /// <summary>Whether waiting callers are hidden.</summary>
    /// <value>Default false.</value>
    public bool HideWaiting { get; set; }

    /// <summary>Whether the day stands beside the level as a line, where the tile has room.</summary>
    /// <value>Default false.</value>
    public bool DayLine { get; set; }

    /// <summary>Whether a short sound calls when a queue falls below its target.</summary>
    /// <value>Default false.</value>
    public bool Chime { get; set; }

    /// <summary>
    /// What a tile says below its level, the most important first: <c>recovery</c>, <c>waiting</c>, <c>recent</c>, <c>offered</c>, <c>budget</c>.
    /// </summary>
    /// <value>Default: none written, which means recovery, waiting, recent.</value>
    public IList<string> Shows { get; set; } = [];

    /// <summary>How many of these have room, 1 to 3: a floor tile has one, more make the tiles higher.</summary>
    /// <value>Default 1.</value>
    public int Lines { get; set; } = 1;

    /// <summary>The screen's diagonal in inches, 10 to 300.</summary>
    /// <value>Default 55.</value>
    public decimal Diagonal { get; set; } = WallGeometry.Default.DiagonalInches;

    /// <summary>The farthest viewer in metres, 0.5 to 50.</summary>
    /// <value>Default 8.</value>
    public decimal Distance { get; set; } = WallGeometry.Default.DistanceMetres;

    /// <summary>Seconds that a page stays, 5 to 300.</summary>
    /// <value>Default 15.</value>
    public int TurnSeconds { get; set; } = 15;

    /// <summary>When a closed site is taken to sleep, as <c>HH:mm-HH:mm</c> on its clocks.</summary>
    /// <value>Default <c>21:00-06:00</c>.</value>
    public string Night { get; set; } = "21:00-06:00";

    /// <summary>A line of plain text.</summary>
    /// <value>Default: none.</value>
    public string? Message { get; set; }

    /// <summary>Until when the message is shown, with its offset.</summary>
    /// <value>Default: none, until it is taken away.</value>
    public DateTimeOffset? MessageUntil { get; set; }

    /// <summary>Reads the board.</summary>
    /// <param name="name">Its name in addresses.</param>
    /// <param name="problems">What is wrong and how to mend it; empty when the board can be shown.</param>
    /// <returns>The board, or null when something is wrong.</returns>
    public Board? Read(string name, out ImmutableArray<BoardProblem> problems)
    {
        var found = ImmutableArray.CreateBuilder<BoardProblem>();
        void Require(bool holds, string field, string sentence)
        {
            if (!holds)
            {
                found.Add(new BoardProblem(field, sentence));
            }
        }

        Require(NameOfABoard().IsMatch(name), BoardProblem.OfName, BoardText.NameRule);
        Require(Title is not { Length: > MaximumTitleLength }, nameof(Title), Filled(BoardText.LengthRule, MaximumTitleLength));
        var (order, fit) = (EnumName.Find<BoardOrder>(Order), EnumName.Find<BoardFit>(Fit));
        Require(order is not null, nameof(Order), BoardText.OrderRule);
        Require(fit is not null, nameof(Fit), BoardText.FitRule);
        var shows = LinesOf(Shows);
        Require(shows is not null, nameof(Shows), BoardText.ShowsRule);
        Require(Lines is >= 1 and <= WallGeometry.MaximumLines, nameof(Lines), Filled(BoardText.RangeRule, 1, WallGeometry.MaximumLines));
        var geometry = WallGeometry.TryCreate(Diagonal, Distance, Math.Clamp(Lines, 1, WallGeometry.MaximumLines), out var problem);
        Require(geometry is not null, nameof(Diagonal), problem ?? "");
        Require(TurnSeconds is >= 5 and <= 300, nameof(TurnSeconds), Filled(BoardText.RangeRule, 5, 300));
        var night = NightOf(Night);
        Require(night is not null, nameof(Night), BoardText.NightRule);
        Require(Message is not { Length: > MaximumMessageLength }, nameof(Message), Filled(BoardText.LengthRule, MaximumMessageLength));
        problems = found.ToImmutable();
        return found.Count > 0 ? null : new Board(name)
        {
            Title = string.IsNullOrWhiteSpace(Title) ? name : Title.Trim(),
            Queues = [.. Queues],
            Groups = [.. Groups],
            Vital = [.. Vital],
            Order = order!.Value, // a problem otherwise
            Fit = fit!.Value, // likewise
            Shows = [.. shows!.Value.Where(line => !HideWaiting || line != TileLine.Waiting)], // likewise
            DayLine = DayLine,
            Chime = Chime,
            Geometry = geometry!, // likewise
            Turn = TimeSpan.FromSeconds(TurnSeconds),
            Night = night!.Value, // likewise
            Message = string.IsNullOrWhiteSpace(Message) ? null : Message.Trim(),
            MessageUntil = MessageUntil,
        };
    }

    /// <summary>The same board with only those of the queues and groups that it names that may be named.</summary>
    /// <param name="queue">Whether a queue may be, by its id or name as it is written.</param>
    /// <param name="group">Whether a group may be, by its key or name as it is written.</param>
    public BoardOptions Naming(Func<string, bool> queue, Func<string, bool> group)
    {
        var board = (BoardOptions)MemberwiseClone();
        (board.Queues, board.Vital, board.Groups) = ([.. Queues.Where(queue)], [.. Vital.Where(queue)], [.. Groups.Where(group)]);
        return board;
    }

    /// <summary>The lines that people type.</summary>
    public ImmutableArray<TypedName> TypedTexts() =>
    [
        .. new[] { new TypedName("title", Title, MaximumTitleLength), new TypedName("message", Message, MaximumMessageLength) }
            .Where(static line => !string.IsNullOrEmpty(line.Text)), // neither needs to be there
    ];

    /// <summary>What is wrong with the lines that people type: asked where a board is written, while one that is kept is shown as it is.</summary>
    public IEnumerable<BoardProblem> TextProblems() =>
        from line in TypedTexts()
        where line.Problem is NameProblem.Empty or NameProblem.NotPlain
        select new BoardProblem(line.Field == "title" ? nameof(Title) : nameof(Message), BoardText.PlainRule);

    private static ImmutableArray<TileLine>? LinesOf(IList<string> written)
    {
        if (written.Count == 0)
        {
            return LinesByDefault;
        }
        var lines = ImmutableArray.CreateBuilder<TileLine>();
        foreach (var text in written)
        {
            if (EnumName.Find<TileLine>(text) is not { } line)
            {
                return null;
            }
            lines.Add(line);
        }

        return [.. lines.Distinct()];
    }

    private static (TimeOnly From, TimeOnly To)? NightOf(string text) =>
        text.Split('-') is [var from, var to] && TryTime(from, out var start) && TryTime(to, out var end) ? (start, end) : null;

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    private static partial Regex NameOfABoard();
}

/// <summary>What is wrong with a board as it is written.</summary>
/// <param name="Field">The property of <see cref="BoardOptions"/>, or <see cref="OfName"/>.</param>
/// <param name="Sentence">What it must be.</param>
public sealed record BoardProblem(string Field, string Sentence)
{
    /// <summary>The field of the board's name, which is not among its properties.</summary>
    public const string OfName = "Name";

    /// <inheritdoc/>
    public override string ToString() => $"{Field} {Sentence}";
}
