using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Genesys.Recording;

/// <summary>
/// Takes out of bodies what belongs to an organisation, and keeps their shape. An id becomes another id and a name another name, the same everywhere in
/// one recording; counts and times are multiplied by one secret number, so that what adds up still does and volumes cannot be read (a level, being a
/// ratio, can). Texts are kept only where they are words of the interface; addresses of things are left out.
/// </summary>
/// <param name="factor">The secret number; two at least.</param>
internal sealed partial class Pseudonyms(int factor)
{
    /// <summary>Above this a number of milliseconds is a moment and no duration.</summary>
    private const double FirstMomentMs = 1e11;

    /// <summary>Members whose texts are words of the interface.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "metric", "mediaType", "qualifier", "granularity", "interval", "dimension", "type", "operator", "function", "target", "code", "mode", "scoringMethod",
        "skillEvaluationMethod", "groupBy", "metrics", "token_type", "dateModified", "dateCreated", "error", "errorCode", "fieldName", "timeZone", "Date",
        "state", "expires", "missingPermissions",
    };

    /// <summary>Members whose texts are sentences, in which names may stand.</summary>
    private static readonly HashSet<string> Sentences = new(StringComparer.Ordinal) { "message", "messageWithParams", "rejectionReason" };

    /// <summary>Members whose numbers are settings or positions in a list.</summary>
    private static readonly HashSet<string> Settings = new(StringComparer.Ordinal)
    {
        "status", "pageSize", "pageNumber", "pageCount", "total", "expires_in", "percentage", "durationMs", "alertingTimeoutSeconds", "ratio", "target",
        "current", "lt", "gte",
    };

    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>A body without what belongs to an organisation; what is no JSON is left out.</summary>
    public JsonNode? Of(string body)
    {
        try
        {
            return Of(JsonNode.Parse(body), "", "");
        }
        catch (JsonException)
        {
            return body.Length == 0 ? null : JsonValue.Create("(no JSON)");
        }
    }

    /// <summary>A text with every id replaced and every name that was replaced elsewhere.</summary>
    public string Of(string text, bool isSentence)
    {
        text = Id().Replace(text, match => IdOf(match.Value));
        // The longest first: one name may be a part of another. A very short one is a part of innocent words, so only the whole word is it.
        return isSentence
            ? _texts.OrderByDescending(static pair => pair.Key.Length).Aggregate(text, static (said, pair) => Without(said, pair.Key, pair.Value))
            : text;
    }

    /// <summary>A path with every part replaced that was replaced elsewhere.</summary>
    public string OfPath(string path) =>
        string.Join('/', Of(path, isSentence: false).Split('/').Select(part => _texts.TryGetValue(Uri.UnescapeDataString(part), out var other) ? other : part));

    private static string Without(string text, string name, string other) => name.Length > 2
        ? text.Replace(name, other, StringComparison.OrdinalIgnoreCase)
        : Regex.Replace(text, $@"(?<!\w){Regex.Escape(name)}(?!\w)", other, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private JsonNode? Of(JsonNode? node, string member, string parent) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(static pair => !pair.Key.EndsWith("Uri", StringComparison.Ordinal))
            .OrderBy(static pair => Sentences.Contains(pair.Key)) // names are known by then
            .Select(pair => KeyValuePair.Create(Of(pair.Key, isSentence: false), Of(pair.Value, pair.Key, member)))),
        JsonArray items => new JsonArray([.. items.Select(item => Of(item, member, parent))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Of(value.GetValue<string>(), member, parent),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value, member),
        _ => node?.DeepClone(),
    };

    private JsonValue? Of(string text, string member, string parent) => JsonValue.Create(
        IsId(text) ? IdOf(text)
        : member == "access_token" ? "recorded"
        : Sentences.Contains(member) ? Of(text, isSentence: true)
        : Topic().IsMatch(text) || Words.Contains(member) || (member == "name" && parent == "views") ? Of(text, isSentence: false)
        : member == "value" && MediaType().IsMatch(text) ? text
        : TextOf(text));

    private JsonValue? Number(JsonValue value, string member)
    {
        if (Settings.Contains(member)
            || !decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || Math.Abs((double)number) >= FirstMomentMs)
        {
            return JsonValue.Create(value.GetValue<JsonElement>());
        }

        return JsonValue.Create(number * factor);
    }

    private string IdOf(string id)
    {
        if (!_ids.TryGetValue(id, out var other))
        {
            _ids[id] = other = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{_ids.Count + 1:000000000000}");
        }

        return other;
    }

    private string TextOf(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        if (!_texts.TryGetValue(text, out var other))
        {
            _texts[text] = other = string.Create(CultureInfo.InvariantCulture, $"Name {_texts.Count + 1}");
        }

        return other;
    }

    private static bool IsId(string text) => Id().Match(text) is { Success: true } match && match.Length == text.Length;

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"^v2(\.[a-z]+)+\.[0-9a-fA-F-]{36}(\.[a-z]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Topic();

    [GeneratedRegex(
        "^(voice|callback|chat|email|message|video|cobrowse|internalmessage|workitem|screenshare)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MediaType();
}
