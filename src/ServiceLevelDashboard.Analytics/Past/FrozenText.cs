using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>A frozen figure as its text, which is kept letter by letter: its address is made of it.</summary>
/// <param name="Json">The text.</param>
[JsonConverter(typeof(FrozenTextConverter))]
public sealed record FrozenText(string Json)
{
    /// <summary>How it is kept.</summary>
    public static readonly DocumentKind<FrozenText> Kind = new("frozen", FrozenTextJson.Default.FrozenText, static (id, text) =>
        FrozenFigure.IdOf(text.Json) == id ? [] : ["The saved figure was altered: its content no longer matches its address."], static (_, _) => []);
}

/// <summary>Reads and writes the text as it is.</summary>
internal sealed class FrozenTextConverter : JsonConverter<FrozenText>
{
    public override FrozenText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new FrozenText(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, FrozenText value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
}

[JsonSerializable(typeof(FrozenText))]
internal sealed partial class FrozenTextJson : JsonSerializerContext;
