using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>
/// How documents are written that hold values of the domain: ids and names as plain texts, nothing misspelt passed over, what is not written as by default.
/// </summary>
public static class DocumentJson
{
    // Read by reflection: the generated readers of init-only properties lose the defaults of what a document does not hold.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(), new QueueIdText(), new MediaTypeText() },
    };

    /// <summary>Writes and reads one sort of document.</summary>
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private sealed class QueueIdText : JsonConverter<QueueId>
    {
        public override QueueId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? throw new JsonException("A queue's id is missing."));

        public override void Write(Utf8JsonWriter writer, QueueId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class MediaTypeText : JsonConverter<MediaType>
    {
        public override MediaType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? throw new JsonException("A media type is missing."));

        public override void Write(Utf8JsonWriter writer, MediaType value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
