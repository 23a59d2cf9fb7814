using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>Media types by their names on the wire. Names that are not known are kept as they are.</summary>
internal static class MediaTypes
{
    /// <summary>The media types that queues serve; others (co-browsing, monitoring) accompany them.</summary>
    public static readonly ImmutableArray<MediaType> OfQueues = [MediaType.Voice, MediaType.Callback, MediaType.Chat, MediaType.Email, MediaType.Message];

    /// <summary>Stands where the service names no media type; its own word for that.</summary>
    public static readonly MediaType Unknown = new("unknown");

    /// <summary>Names come from outside: more than these are not kept.</summary>
    private const int MaximumOthers = 1000;

    private static readonly ConcurrentDictionary<string, MediaType> Others = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The media type of a key of a queue's settings, where voice is called <c>call</c>.</summary>
    public static MediaType OfSetting(string key) => key == "call" ? MediaType.Voice : OfName(key);

    /// <summary>The media type of a name in the figures.</summary>
    public static MediaType OfName(string? name) =>
        string.IsNullOrEmpty(name) ? Unknown
        : Others.TryGetValue(name, out var known) ? known
        : Others.Count >= MaximumOthers ? new MediaType(name.ToLowerInvariant())
        : Others.GetOrAdd(name, static text => new MediaType(text.ToLowerInvariant()));

    /// <summary>The same from UTF-8, without allocation for the known ones.</summary>
    public static MediaType OfUtf8(ReadOnlySpan<byte> name)
    {
        foreach (var media in OfQueues)
        {
            if (Ascii.EqualsIgnoreCase(name, media.Name))
            {
                return media;
            }
        }

        return OfName(Encoding.UTF8.GetString(name));
    }
}
