using System.Collections.Immutable;
using System.Globalization;

namespace ServiceLevelDashboard.Boards;

/// <summary>In which order a board shows its queues.</summary>
public enum BoardOrder
{
    /// <summary>By name: every queue keeps its place on the floor.</summary>
    Name,

    /// <summary>Most urgent first, changed at most once a minute.</summary>
    Attention,
}

/// <summary>What happens to queues that do not fit on one page.</summary>
public enum BoardFit
{
    /// <summary>They follow on further pages, which take turns.</summary>
    Paged,

    /// <summary>Those that hold their target are counted in a line; the others take turns if need be.</summary>
    Folded,
}

/// <summary>What a tile can say below its level.</summary>
public enum TileLine
{
    /// <summary>How many contacts in a row within the threshold bring the queue back to its target; nothing unless it is below.</summary>
    Recovery,

    /// <summary>How many wait, and the longest wait.</summary>
    Waiting,

    /// <summary>The level of the last 30 minutes.</summary>
    Recent,

    /// <summary>The contacts offered today.</summary>
    Offered,

    /// <summary>How many misses the target still allows, or by how many it is overspent; nothing while fewer than ten contacts count.</summary>
    Budget,
}

/// <summary>A saved choice of queues and how a screen shows them. Targets belong to queues and never to boards.</summary>
/// <param name="Name">Its name in addresses: lower case letters, digits and hyphens.</param>
public sealed record Board(string Name)
{
    /// <summary>The name of the board of all queues, which is always there.</summary>
    public const string AllName = "all";

    /// <summary>What people call it; shown in the title of the page.</summary>
    public required string Title { get; init; }

    /// <summary>The queues by id or name, in this order.</summary>
    public ImmutableArray<string> Queues { get; init; } = [];

    /// <summary>The groups by key or name, whose queues follow by name.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>Whether nothing was chosen, which means all queues.</summary>
    public bool IsOfAll => Queues.IsEmpty && Groups.IsEmpty;

    /// <summary>The queues, by id or name, that stay on the glass while the others take turns; empty when none does.</summary>
    public ImmutableArray<string> Vital { get; init; } = [];

    /// <summary>The order.</summary>
    public BoardOrder Order { get; init; }

    /// <summary>What happens to queues that do not fit.</summary>
    public BoardFit Fit { get; init; }

    /// <summary>What a tile says below its level, the most important first; without those that are kept from the audience.</summary>
    public ImmutableArray<TileLine> Shows { get; init; } = [];

    /// <summary>Whether the day stands beside the level as a line, where the tile has room.</summary>
    public bool DayLine { get; init; }

    /// <summary>Whether a short sound calls when a queue falls below its target.</summary>
    public bool Chime { get; init; }

    /// <summary>How large and how far away the screen is, and how many lines a tile has below its level.</summary>
    public WallGeometry Geometry { get; init; } = WallGeometry.Default;

    /// <summary>How long a page stays.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Closed and between these times, the screen is blank but for a clock.</summary>
    public (TimeOnly From, TimeOnly To) Night { get; init; } = (new(21, 0), new(6, 0));

    /// <summary>A line of plain text for the floor, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Until when the message is shown; null means until it is taken away.</summary>
    public DateTimeOffset? MessageUntil { get; init; }

    /// <summary>Changes when a screen must load its page again to follow an edit; other edits arrive with the figures.</summary>
    public string Layout => string.Create(
        CultureInfo.InvariantCulture,
        $"{Geometry.Key}-{Fit}-{Turn.TotalSeconds}-{(Chime ? "chime-" : "")}{Title}");

    /// <summary>The message while it holds, or null.</summary>
    /// <param name="now">Now.</param>
    public string? MessageAt(DateTimeOffset now) => MessageUntil is { } until && until <= now ? null : Message;

    /// <summary>Whether a time of the site's day is in the night; from a time to the same is a whole day.</summary>
    public bool IsNight(TimeOnly time) => Night.From == Night.To || time.IsBetween(Night.From, Night.To);
}
