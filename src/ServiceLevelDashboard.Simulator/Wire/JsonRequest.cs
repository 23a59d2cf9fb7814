using System.Text.Json;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>Reads the parts of a request body; what does not fit is a 400.</summary>
internal static class JsonRequest
{
    public static string? Text(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw WireException.BadRequest($"{name} must be a string.");
    }

    public static string RequiredText(JsonElement owner, string name) =>
        Text(owner, name) is { Length: > 0 } text ? text : throw WireException.BadRequest($"{name} is required.");

    /// <summary>The elements of an array; none when it is missing.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw WireException.BadRequest($"{name} must be an array.");
    }

    /// <summary>An array of names that must all be known.</summary>
    public static IReadOnlyList<string> Names(JsonElement owner, string name, IReadOnlySet<string> known)
    {
        var names = new List<string>();
        foreach (var item in Items(owner, name))
        {
            var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
            if (!known.Contains(text))
            {
                throw WireException.BadRequest($"'{text}' is not a valid value of {name}.");
            }
            if (!names.Contains(text))
            {
                names.Add(text);
            }
        }

        return names;
    }

    public static JsonElement Object(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object ? element : throw WireException.BadRequest($"{what} must be an object.");
}
