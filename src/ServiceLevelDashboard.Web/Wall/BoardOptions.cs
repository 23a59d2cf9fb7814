using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>A board as it is written: section <c>Boards:{name}</c>, or JSON in the archive.</summary>
public sealed partial class BoardOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Boards";

    /// <summary>The longest message, in characters: more cannot be read in passing.</summary>
    public const int LongestMessage = 80;

    /// <summary>What people call it.</summary>
    /// <value>Default: the name in the address.</value>
    public string? Title { get; set; }

    /// <summary>Ids or names of queues.</summary>
    /// <value>Default: none, which means all queues.</value>
    public IList<string> Queues { get; set; } = [];

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
    /// <param name="problems">What is wrong and how to mend it, one sentence each; empty when the board can be shown.</param>
    /// <returns>The board, or null when something is wrong.</returns>
    public Board? Read(string name, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        void Require(bool holds, string key, string sentence)
        {
            if (!holds)
                found.Add($"{Section}:{name}:{key} {sentence}");
        }

        if (!NameOfABoard().IsMatch(name))
            found.Add($"{Section}:{name}: a board's name is 1 to 40 lower case letters, digits and hyphens.");
        Require(Enum.TryParse<BoardOrder>(Order, ignoreCase: true, out var order) && Enum.IsDefined(order), nameof(Order), "must be name or attention.");
        Require(Enum.TryParse<BoardFit>(Fit, ignoreCase: true, out var fit) && Enum.IsDefined(fit), nameof(Fit), "must be paged or folded.");
        var geometry = WallGeometry.TryCreate(Diagonal, Distance, out var problem);
        Require(geometry is not null, nameof(Diagonal), problem ?? "");
        Require(TurnSeconds is >= 5 and <= 300, nameof(TurnSeconds), "must be 5 to 300.");
        var night = NightOf(Night);
        Require(night is not null, nameof(Night), "must be written as 21:00-06:00.");
        Require(Message is not { Length: > LongestMessage }, nameof(Message), $"must be {LongestMessage} characters at most.");
        problems = found;
        return found.Count > 0 ? null : new Board(name)
        {
            Title = string.IsNullOrWhiteSpace(Title) ? name : Title.Trim(),
            Queues = [.. Queues],
            Vital = [.. Vital],
            Order = order,
            Fit = fit,
            HidesWaiting = HideWaiting,
            Geometry = geometry!, // a problem otherwise
            Turn = TimeSpan.FromSeconds(TurnSeconds),
            Night = night!.Value, // likewise
            Message = string.IsNullOrWhiteSpace(Message) ? null : Message.Trim(),
            MessageUntil = MessageUntil,
        };
    }

    private static (TimeOnly From, TimeOnly To)? NightOf(string text) =>
        text.Split('-') is [var from, var to] && TryTime(from, out var start) && TryTime(to, out var end) ? (start, end) : null;

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    private static partial Regex NameOfABoard();
}
