using System.Text.Json;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// Text of an answer that may be none: bytes that are not UTF-8, or half of a pair of surrogates, pass the JSON reader and fail when they are read.
/// </summary>
internal static class JsonText
{
    /// <summary>A value as text; null when it is none.</summary>
    public static string? Of(JsonElement value) => Read(value, static v => v.ToString());

    /// <summary>The name of a member; null when it is no text.</summary>
    public static string? NameOf(JsonProperty member) => Read(member, static m => m.Name);

    private static string? Read<T>(T from, Func<T, string> read)
    {
        try
        {
            return read(from);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
