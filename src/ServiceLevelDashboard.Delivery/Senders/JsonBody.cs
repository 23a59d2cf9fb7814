using System.Text.Json;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>Writes the bodies of web routes: JSON whose strings are escaped by the platform, never put together by hand.</summary>
internal static class JsonBody
{
    /// <summary>The bytes of a value that is made of dictionaries, lists, texts and numbers.</summary>
    public static byte[] Of(object value) => JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web);

    /// <summary>A text that is at most so long.</summary>
    public static string Short(string text, int longest) => PlainName.Shorten(text, longest);
}
