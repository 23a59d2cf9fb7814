using System.Buffers;
using System.Text.Json;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>The topics that tell of queues.</summary>
internal static class TopicNames
{
    private const string Before = "v2.analytics.queues.";
    private const string After = ".observations";

    /// <summary>The queue of a topic, or null when it is another topic.</summary>
    public static string? QueueOf(string topic) =>
        topic.Length > Before.Length + After.Length && topic.StartsWith(Before, StringComparison.Ordinal) && topic.EndsWith(After, StringComparison.Ordinal)
            ? topic[Before.Length..^After.Length]
            : null;

    /// <summary>The body that subscribes to some queues.</summary>
    public static ReadOnlyMemory<byte> Body(IEnumerable<QueueId> queues)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var queue in queues)
            {
                json.WriteStartObject();
                json.WriteString("id", Before + queue.Value + After);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }
}
