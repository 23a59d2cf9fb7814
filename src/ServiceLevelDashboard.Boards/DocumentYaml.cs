using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ServiceLevelDashboard.Analytics.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using static ServiceLevelDashboard.Boards.BoardSentence;

namespace ServiceLevelDashboard.Boards;

/// <summary>
/// Documents of one kind as a file that people keep and compare, by the names and rules of the kind: what is as by default is not written.
/// </summary>
/// <typeparam name="T">What a document holds.</typeparam>
/// <param name="root">What the file begins with: <c>alerts</c>.</param>
/// <param name="kind">The kind.</param>
/// <param name="blank">A document whose fields are all as by default, but for those that must be given.</param>
public sealed class DocumentYaml<T>(string root, DocumentKind<T> kind, T blank)
    where T : class
{
    /// <summary>The longest file that is read, in characters.</summary>
    public const int MaximumLength = 1024 * 1024;

    private const int MaximumKeyLength = 64;

    /// <summary>Writes documents.</summary>
    /// <param name="documents">The documents by key.</param>
    public string Write(IEnumerable<KeyValuePair<string, T>> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var (to, standard) = (new Emitter(text), Json(blank));
        to.Emit(new StreamStart());
        to.Emit(new DocumentStart());
        to.Emit(new MappingStart());
        to.Emit(new Scalar(root));
        to.Emit(new MappingStart());
        foreach (var (key, value) in documents)
        {
            to.Emit(new Scalar(key));
            var written = Json(value);
            foreach (var field in FieldsOf(kind.Json).Where(f => !f.IsRequired && JsonNode.DeepEquals(written[f.Name], standard[f.Name])))
            {
                written.Remove(field.Name);
            }
            Write(to, written);
        }

        to.Emit(new MappingEnd());
        to.Emit(new MappingEnd());
        to.Emit(new DocumentEnd(isImplicit: true));
        to.Emit(new StreamEnd());
        return text.ToString();
    }

    /// <summary>Reads a file as a whole.</summary>
    /// <returns>The documents by key when nothing is wrong with anything; else none, and every mistake with its line and what would do.</returns>
    public (ImmutableSortedDictionary<string, T> Documents, ImmutableArray<YamlProblem> Problems) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (documents, problems) = (ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal), new List<YamlProblem>());
        if (text.Length > MaximumLength)
        {
            problems.Add(new YamlProblem(1, Filled(BoardText.YamlLong, MaximumLength / 1024 / 1024)));
        }
        else
        {
            try
            {
                if (GuardedYamlParser.Load(text).Documents is [{ RootNode: YamlMappingNode { Children: [var only] } }]
                    && only is { Key: YamlScalarNode { Value: var name }, Value: YamlMappingNode entries } && name == root)
                {
                    foreach (var (key, value) in entries.Children)
                    {
                        ReadOne(key, value, documents, problems);
                    }
                }
                else
                {
                    problems.Add(new YamlProblem(1, Filled(BoardText.YamlDocuments, root)));
                }
            }
            catch (YamlException e)
            {
                problems.Add(new YamlProblem((int)e.Start.Line, Filled(BoardText.YamlSyntax, e.InnerException?.Message ?? e.Message)));
            }
        }

        return problems.Count == 0
            ? (documents.ToImmutable(), [])
            : (ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal), [.. problems.OrderBy(static p => p.Line)]);
    }

    private static bool IsKey(string key) =>
        key.Length is > 0 and <= MaximumKeyLength && key.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static IEnumerable<JsonPropertyInfo> FieldsOf(JsonTypeInfo type) => type.Properties.Where(static p => p.Set is not null);

    private JsonObject Json(T value) => JsonSerializer.SerializeToNode(value, kind.Json)!.AsObject(); // a document is an object

    private void ReadOne(YamlNode key, YamlNode value, ImmutableSortedDictionary<string, T>.Builder documents, List<YamlProblem> problems)
    {
        var name = (key as YamlScalarNode)?.Value ?? "";
        if (!IsKey(name))
        {
            Say(key, Filled(BoardText.YamlKey, name));
            return;
        }
        var (before, node) = (problems.Count, ToJson(value, kind.Json, name, problems));
        if (problems.Count > before)
        {
            return;
        }
        if (FieldsOf(kind.Json).FirstOrDefault(f => f.IsRequired && node?[f.Name] is null) is { } missing)
        {
            Say(key, Filled(BoardText.YamlMissing, name, missing.Name));
            return;
        }
        try
        {
            var document = node.Deserialize(kind.Json)!; // an object, by what was read
            foreach (var sentence in kind.Problems(name, document).Concat(kind.Typed(name, document).Select(static t => t.Sentence).OfType<string>()))
            {
                Say(PlaceOf(sentence) ?? key, sentence);
            }
            documents[name] = document;
        }
        catch (JsonException e)
        {
            Say(key, Filled(BoardText.YamlValue, name, e.Message));
        }

        void Say(YamlNode at, string sentence) => problems.Add(new YamlProblem((int)at.Start.Line, sentence));

        // Sentences begin with the field that they are about.
        YamlNode? PlaceOf(string sentence) => ((YamlMappingNode)value).Children
            .FirstOrDefault(f => f.Key is YamlScalarNode { Value: { Length: > 0 } field } && sentence.StartsWith(field, StringComparison.Ordinal)).Key;
    }

    private static JsonNode? ToJson(YamlNode node, JsonTypeInfo type, string name, List<YamlProblem> problems)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when node is YamlMappingNode fields:
                var json = new JsonObject();
                var known = FieldsOf(type).ToDictionary(static f => f.Name, StringComparer.Ordinal);
                foreach (var (key, value) in fields.Children)
                {
                    var written = (key as YamlScalarNode)?.Value ?? "";
                    if (!known.TryGetValue(written, out var field))
                    {
                        Say(key, BoardFields.Nearest(written, [.. known.Keys]) is { } near
                            ? Filled(BoardText.YamlUnknownNear, written, near)
                            : Filled(BoardText.YamlUnknown, written, string.Join(", ", known.Keys)));
                        continue;
                    }
                    json[written] = ToJson(value, type.Options.GetTypeInfo(field.PropertyType), written, problems);
                }
                return json;
            case JsonTypeInfoKind.Object:
                return Say(node, Filled(BoardText.YamlDocument, name));
            case JsonTypeInfoKind.Enumerable when node is YamlSequenceNode items:
                var element = type.Options.GetTypeInfo(type.ElementType!); // a list has elements
                return new JsonArray([.. items.Children.Select(item => ToJson(item, element, name, problems))]);
            case JsonTypeInfoKind.Enumerable:
                return Say(node, Filled(BoardText.YamlList, name));
            default:
                return node is YamlScalarNode scalar ? OfScalar(scalar) : Say(node, Filled(BoardText.YamlPlain, name));
        }

        JsonNode? Say(YamlNode at, string sentence)
        {
            problems.Add(new YamlProblem((int)at.Start.Line, sentence));
            return null;
        }

        JsonNode? OfScalar(YamlScalarNode scalar)
        {
            var (text, plain) = (scalar.Value ?? "", Nullable.GetUnderlyingType(type.Type) ?? type.Type);
            if (plain != type.Type && scalar.Style == ScalarStyle.Plain && text is "" or "~" or "null")
            {
                return null;
            }
            if (plain == typeof(bool))
            {
                return bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : Say(scalar, Filled(BoardText.YamlFlag, name));
            }
            if (plain.IsEnum)
            {
                var found = Enum.GetNames(plain).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
                return found is not null ? JsonValue.Create(found) : Say(scalar, Filled(BoardText.YamlOneOf, name, string.Join(", ", Enum.GetNames(plain))));
            }
            if (plain == typeof(int))
            {
                return int.TryParse(text, CultureInfo.InvariantCulture, out var whole)
                    ? JsonValue.Create(whole)
                    : Say(scalar, Filled(BoardText.YamlNumber, name));
            }
            if (plain == typeof(decimal))
            {
                return decimal.TryParse(text, CultureInfo.InvariantCulture, out var number)
                    ? JsonValue.Create(number)
                    : Say(scalar, Filled(BoardText.YamlNumber, name));
            }
            return JsonValue.Create(text);
        }
    }

    private static void Write(Emitter to, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                to.Emit(new MappingStart());
                foreach (var (name, value) in fields.Where(static f => f.Value is not (null or JsonArray { Count: 0 })))
                {
                    to.Emit(new Scalar(name));
                    Write(to, value);
                }

                to.Emit(new MappingEnd());
                break;
            case JsonArray items:
                to.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in items)
                {
                    Write(to, item);
                }

                to.Emit(new SequenceEnd());
                break;
            default:
                var isText = node?.GetValueKind() == JsonValueKind.String;
                to.Emit(BoardYaml.Quoted(isText ? node!.GetValue<string>() : node?.ToJsonString() ?? "", isText)); // a string
                break;
        }
    }
}
