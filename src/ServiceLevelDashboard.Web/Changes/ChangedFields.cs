using System.Text.Json;

namespace ServiceLevelDashboard.Web.Changes;

/// <summary>One field of a change, as people read it.</summary>
/// <param name="Name">The field, as the document names it; empty when the whole is no object.</param>
/// <param name="Before">What it was; null when it was not there.</param>
/// <param name="After">What it is; null when it is gone.</param>
internal sealed record ChangedField(string Name, string? Before, string? After);

/// <summary>Which fields of a document a change altered. Worked: {"title":"A","turn":10} to {"title":"B","turn":10} is title: A → B. Pure.</summary>
internal static class ChangedFields
{
    /// <summary>The fields that differ, in the order of the document; one without a name where either side is no JSON object.</summary>
    /// <param name="before">The document before, or null when there was none.</param>
    /// <param name="after">The document after, or null when there is none.</param>
    public static IReadOnlyList<ChangedField> Of(string? before, string? after)
    {
        if (Fields(before) is not { } old || Fields(after) is not { } now)
        {
            return [new ChangedField("", before, after)];
        }
        return
        [
            .. now.Keys.Union(old.Keys, StringComparer.Ordinal)
                .Select(name => new ChangedField(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
                .Where(field => field.Before != field.After),
        ];
    }

    private static Dictionary<string, string>? Fields(string? document)
    {
        if (document is null)
        {
            return [];
        }
        try
        {
            using var json = JsonDocument.Parse(document);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in json.RootElement.EnumerateObject())
            {
                fields[field.Name] = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText(); // a string
            }

            return fields;
        }
        catch (JsonException)
        {
            return null; // the trail outlives formats: shown as it stands
        }
    }
}
