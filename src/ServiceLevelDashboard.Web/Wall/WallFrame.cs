using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Everything that one board shows at one version, drawn once for all screens. Immutable. A screen that knows an earlier version
/// gets what has changed since; the bytes are made once for all that know the same one.
/// </summary>
public sealed class WallFrame(WallState state, ImmutableArray<WallPart> parts, WallNames names, long orderChangedAt)
{
    private static readonly WallJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        // read by JSON.parse alone, never as part of a page: markup need not be escaped
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    private readonly ConcurrentDictionary<long, byte[]> _since = new();
    private readonly Lazy<CompressedBody> _whole = new(
        () => new CompressedBody("application/json", Write(state, parts, 0, 0), $"\"{state.Epoch}.{state.Version}\""));

    /// <summary>What is said beside the tiles.</summary>
    public WallState State => state;

    /// <summary>The drawn tiles in their order, and the line below.</summary>
    public ImmutableArray<WallPart> Parts => parts;

    /// <summary>The names as its tiles show them.</summary>
    public WallNames Names => names;

    /// <summary>The version at which the order last changed.</summary>
    public long OrderChangedAt => orderChangedAt;

    /// <summary>The whole of it, compressed once.</summary>
    public CompressedBody Whole => _whole.Value;

    /// <summary>What has changed since a version, as UTF-8 JSON without line breaks.</summary>
    /// <param name="version">The version that the screen knows; of this face's epoch.</param>
    public byte[] Since(long version) => _since.GetOrAdd(version, from => Write(state, parts, from, orderChangedAt));

    private static byte[] Write(WallState state, ImmutableArray<WallPart> parts, long from, long orderChangedAt) =>
        JsonSerializer.SerializeToUtf8Bytes(
            state with
            {
                From = from,
                Order = from > 0 && orderChangedAt <= from ? null : [.. parts.Where(p => p.Key != WallPart.Strip).Select(p => p.Key)],
                Parts = parts.Where(p => p.ChangedAt > from).ToDictionary(p => p.Key, p => p.Html),
            },
            Json.WallState);
}

/// <summary>One drawn tile, or the line below.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Html">Its markup.</param>
/// <param name="ChangedAt">The version at which the markup last changed.</param>
/// <param name="Source">What it was drawn from; the same object need not be drawn again.</param>
public sealed record WallPart(string Key, string Html, long ChangedAt, object Source)
{
    /// <summary>The key of the line below.</summary>
    public const string Strip = "strip";

    /// <summary>Whether its queue needs nobody: a folded board leaves it to the line below.</summary>
    public bool IsCalm { get; init; }
}

/// <summary>What a screen is told. Times are milliseconds since 1970 on this server's clock.</summary>
public sealed record WallState
{
    /// <summary>Tells one sequence of versions from another (another run of the server, other eyes, language or board): theirs cannot be compared.</summary>
    public required string Epoch { get; init; }

    /// <summary>Counts up with every change.</summary>
    public required long Version { get; init; }

    /// <summary>The version that this builds on; 0 when it is the whole.</summary>
    public long From { get; init; }

    /// <summary>The program's version: another than the page's asks the screen to load its page again.</summary>
    public required string Build { get; init; }

    /// <summary>The board's layout: likewise.</summary>
    public required string Layout { get; init; }

    /// <summary>Until when the figures reach; absent before there are any.</summary>
    public required long? Until { get; init; }

    /// <summary>When waiting contacts were last seen; absent when never.</summary>
    public required long? Observed { get; init; }

    /// <summary>From which age on figures are delayed, stale, withdrawn, and an observation is no longer of now; in milliseconds.</summary>
    public required long[] Limits { get; init; }

    /// <summary>What the site's clocks are ahead of UTC, in minutes.</summary>
    public required int Zone { get; init; }

    /// <summary>Whether a queue of the board is open.</summary>
    public required bool Open { get; init; }

    /// <summary>Whether the site sleeps: closed, at night.</summary>
    public required bool Night { get; init; }

    /// <summary>A line of plain text, or absent.</summary>
    public string? Message { get; init; }

    /// <summary>Until when it is shown; absent when without end.</summary>
    public long? MessageUntil { get; init; }

    /// <summary>How many tiles stay on the glass, from the first on.</summary>
    public int Vital { get; init; }

    /// <summary>The keys of the tiles in their order; absent when it is as before.</summary>
    public string[]? Order { get; init; }

    /// <summary>The markup that has changed, by key.</summary>
    public Dictionary<string, string>? Parts { get; init; }

    /// <summary>Alerts of the board's queues, the worst first; absent when none fires.</summary>
    public ImmutableArray<WallAlert>? Alerts { get; init; }

    /// <summary>Whether another says the same beside the tiles.</summary>
    public bool Says(WallState other) => this with { Limits = other.Limits, Alerts = other.Alerts } == other
        && Limits.AsSpan().SequenceEqual(other.Limits)
        && (Alerts ?? []).SequenceEqual(other.Alerts ?? []);
}

/// <summary>Writes the state without reflection.</summary>
[JsonSerializable(typeof(WallState))]
[JsonSerializable(typeof(ImmutableArray<WallAlert>))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class WallJson : JsonSerializerContext;
