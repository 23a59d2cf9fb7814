using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>Notifications and what belongs to them, as they are on the wire. Every member may be missing; nesting is bounded.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString, MaxDepth = 16)]
[JsonSerializable(typeof(WireChannel))]
[JsonSerializable(typeof(WireChannels))]
[JsonSerializable(typeof(WireTopics))]
[JsonSerializable(typeof(WireNotification))]
internal sealed partial class PushJson : JsonSerializerContext
{
    /// <summary>Reads one message; whether it could be read.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out WireNotification? notification)
    {
        try
        {
            notification = JsonSerializer.Deserialize(message, Default.WireNotification);
            return notification is not null;
        }
        catch (JsonException)
        {
            notification = null;
            return false;
        }
    }
}

internal sealed record WireChannel(string? Id, string? ConnectUri, DateTimeOffset? Expires);

internal sealed record WireChannels(List<WireChannel?>? Entities);

internal sealed record WireTopics(List<WireTopic?>? Entities);

internal sealed record WireTopic(string? Id, string? State, List<string?>? MissingPermissions);

internal sealed record WireNotification(string? TopicName, WireEvent? EventBody);

internal sealed record WireEvent(string? Message, string? SystemTopicType, Dictionary<string, JsonElement>? Group, List<WireEntry?>? Data);

internal sealed record WireEntry(string? Interval, List<WireObserved?>? Metrics);
