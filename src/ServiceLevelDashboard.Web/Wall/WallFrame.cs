using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Everything that one board shows at one moment, drawn once for all screens. Immutable. Its version is made of its content, so that every instance which
/// shows the same says the same version. A screen that knows an earlier one gets what differs; the bytes are made once for all that know the same one.
/// </summary>
public sealed class WallFrame
{
    /// <summary>How many earlier versions a screen may build on: with a change every two seconds those of half a minute.</summary>
    public const int MostKnown = 16;

    private static readonly WallJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        // read by JSON.parse alone, never as part of a page: markup need not be escaped
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    private readonly ConcurrentDictionary<string, byte[]> _since = new(StringComparer.Ordinal);
    private readonly Lazy<CompressedBody> _whole;
    private readonly ImmutableArray<Trace> _known;

    /// <summary>Puts a face together.</summary>
    /// <param name="state">What is said beside the tiles; its version is made here.</param>
    /// <param name="parts">The drawn tiles in their order, and the line below.</param>
    /// <param name="names">The names as its tiles show them.</param>
    /// <param name="before">The face before it; null at first.</param>
    public WallFrame(WallState state, ImmutableArray<WallPart> parts, WallNames names, WallFrame? before)
    {
        (State, Parts, Names) = (state with { Version = VersionOf(state, parts) }, parts, names);
        _known = before is null ? [] : [new Trace(before), .. before._known.Take(MostKnown - 1)];
        _whole = new(() => new CompressedBody("application/json", Write(null, OrderOf(Parts), Parts), $"\"{Version}\""));
    }

    /// <summary>What is said beside the tiles.</summary>
    public WallState State { get; }

    /// <summary>Which content it is.</summary>
    public string Version => State.Version;

    /// <summary>The drawn tiles in their order, and the line below.</summary>
    public ImmutableArray<WallPart> Parts { get; }

    /// <summary>The names as its tiles show them.</summary>
    public WallNames Names { get; }

    /// <summary>The whole of it, compressed once.</summary>
    public CompressedBody Whole => _whole.Value;

    /// <summary>
    /// What differs from a version, as UTF-8 JSON without line breaks; of one that is not known, the version alone: the screen asks for the whole.
    /// </summary>
    /// <param name="version">The version that the screen knows; empty when none.</param>
    public byte[] Since(string version)
    {
        var known = _known.FirstOrDefault(k => k.Version == version);
        return _since.GetOrAdd(known?.Version ?? Version, static (from, face) => face.face.WriteSince(from, face.known), (face: this, known));
    }

    /// <summary>
    /// Half of a sum over all that is shown. In digits: a page of a version that counted takes it for a number, knows that it does not have it, and asks for
    /// the whole.
    /// </summary>
    private static string VersionOf(WallState state, ImmutableArray<WallPart> parts)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(JsonSerializer.SerializeToUtf8Bytes(state with { Version = "", From = null, Order = null, Parts = null }, Json.WallState));
        Span<byte> digest = stackalloc byte[sizeof(ulong)];
        foreach (var part in parts)
        {
            sum.AppendData(MemoryMarshal.AsBytes(part.Key.AsSpan()));
            BinaryPrimitives.WriteUInt64LittleEndian(digest, part.Digest);
            sum.AppendData(digest);
        }
        return BinaryPrimitives.ReadUInt64LittleEndian(sum.GetHashAndReset()).ToString(CultureInfo.InvariantCulture);
    }

    private static string[] OrderOf(ImmutableArray<WallPart> parts) => [.. parts.Where(p => p.Key != WallPart.Strip).Select(p => p.Key)];

    private byte[] WriteSince(string from, Trace? known)
    {
        if (known is null)
        {
            return Write(from, null, []);
        }
        var isOrderSame = Parts.Select(p => p.Key).SequenceEqual(known.Parts.Select(p => p.Key));
        var had = known.Parts.ToHashSet();
        return Write(from, isOrderSame ? null : OrderOf(Parts), Parts.Where(p => !had.Contains((p.Key, p.Digest))));
    }

    private byte[] Write(string? from, string[]? order, IEnumerable<WallPart> parts) => JsonSerializer.SerializeToUtf8Bytes(
        State with { From = from, Order = order, Parts = parts.ToDictionary(p => p.Key, p => p.Html) }, Json.WallState);

    /// <summary>What is left of an earlier face: enough to tell what differs.</summary>
    private sealed class Trace(WallFrame face)
    {
        public string Version { get; } = face.Version;

        public ImmutableArray<(string Key, ulong Digest)> Parts { get; } = [.. face.Parts.Select(p => (p.Key, p.Digest))];
    }
}

/// <summary>One drawn tile, or the line below.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Html">Its markup.</param>
/// <param name="Source">What it was drawn from; the same object need not be drawn again.</param>
public sealed record WallPart(string Key, string Html, object Source)
{
    /// <summary>The key of the line below.</summary>
    public const string Strip = "strip";

    /// <summary>A sum over the markup.</summary>
    public ulong Digest { get; } = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(Html.AsSpan())));

    /// <summary>Whether its queue needs nobody: a folded board leaves it to the line below.</summary>
    public bool IsCalm { get; init; }
}

/// <summary>What a screen is told. Times are milliseconds since 1970 on this server's clock.</summary>
public sealed record WallState
{
    /// <summary>Which content this is: the same on every instance and for all eyes that see the same; no two contents share one.</summary>
    public required string Version { get; init; }

    /// <summary>The version that this builds on; absent when it is the whole.</summary>
    public string? From { get; init; }

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
}

/// <summary>Writes the state without reflection.</summary>
[JsonSerializable(typeof(WallState))]
[JsonSerializable(typeof(ImmutableArray<WallAlert>))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class WallJson : JsonSerializerContext;
