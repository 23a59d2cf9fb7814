using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>The small answers of the service, as they are on the wire. Every member may be missing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireToken))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(WireQueueList))]
[JsonSerializable(typeof(WireObservations))]
internal sealed partial class WireJson : JsonSerializerContext;

internal sealed record WireToken(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] double? ExpiresIn);

internal sealed record WireError(
    string? Message,
    string? Code,
    string? ContextId,
    Dictionary<string, JsonElement>? MessageParams,
    List<WireErrorDetail?>? Details,
    List<JsonElement>? Errors,
    WireLimit? Limit,
    string? Error,
    string? Description,
    [property: JsonPropertyName("error_description")] string? ErrorDescription);

internal sealed record WireErrorDetail(string? FieldName, string? EntityName);

internal sealed record WireLimit(string? Key, JsonElement? Value);

internal sealed record WireQueueList(List<WireQueue?>? Entities, int? PageNumber, int? PageCount, long? Total);

internal sealed record WireQueue(string? Id, string? Name, WireDivision? Division, JsonElement? MediaSettings);

internal sealed record WireDivision(string? Id, string? Name);

internal sealed record WireObservations(List<WireObservedGroup?>? Results);

internal sealed record WireObservedGroup(Dictionary<string, JsonElement>? Group, List<WireObserved?>? Data);

internal sealed record WireObserved(string? Metric, string? Qualifier, WireObservedStats? Stats);

internal sealed record WireObservedStats(double? Count, double? CalculatedMetricValue);
