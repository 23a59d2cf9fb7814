using System.Text.Json;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Writes queues as JSON: id, name, division and the target of each media type.</summary>
public static class QueuesJson
{
    /// <summary>Writes queues as an array, in the order in which they come.</summary>
    public static void Write(IEnumerable<Queue> queues, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray();
        foreach (var queue in queues)
        {
            Write(queue, json);
        }
        json.WriteEndArray();
    }

    /// <summary>Writes one queue as an object.</summary>
    public static void Write(Queue queue, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("id", queue.Id.Value);
        json.WriteString("name", queue.Name);
        json.WriteString("division", queue.Division?.Name);
        json.WriteString("callbackMode", queue.CallbackMode is { } mode ? JsonNamingPolicy.CamelCase.ConvertName(mode.ToString()) : null);
        json.WriteStartObject("targets");
        foreach (var (media, target) in queue.Targets.OrderBy(t => t.Key.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject(media.Name);
            json.WriteNumber("ratio", target.Ratio);
            json.WriteNumber("thresholdSeconds", (decimal)target.Threshold.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
