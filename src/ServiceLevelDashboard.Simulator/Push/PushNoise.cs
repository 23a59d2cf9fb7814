using System.Collections.Immutable;
using System.Text;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary>Messages that no client should be hurt by.</summary>
internal static class PushNoise
{
    /// <summary>Topics nobody subscribed to, bodies of other shapes, broken, deep and very long ones.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Unknown { get; } =
    [
        .. new[]
        {
            """{"topicName":"v2.users.7d1c.presence","version":"2","eventBody":{"source":"PURECLOUD"}}""",
            """{"topicName":"v2.analytics.queues.no-such-queue.observations","eventBody":{"group":{"queueId":"no-such-queue","mediaType":"voice"},"data":[{"interval":"2026-01-01T00:00:00.000Z/2026-01-01T00:00:00.000Z","metrics":[{"metric":"oWaiting","stats":{"count":9}}]}]}}""",
            """{"topicName":17,"eventBody":[]}""",
            """{"topicName":"v2.analytics.queues.x.observations","eventBody":{"group":"voice","data":{"interval":null}}}""",
            """{"topicName":"channel.metadata","eventBody":""",
            "not JSON",
            "[]",
            "",
            new string('[', 5000),
            $$$"""{"topicName":"channel.metadata","eventBody":{"message":"{{{new string('x', 2_000_000)}}}"}}""",
        }.Select(text => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text))),
    ];

    /// <summary>A message of no news, to be sent over and over.</summary>
    public static ReadOnlyMemory<byte> Repeated(string topic) =>
        Encoding.UTF8.GetBytes($$$"""{"topicName":"{{{topic}}}","version":"2","eventBody":{"group":{},"data":[]},"metadata":{"CorrelationId":"{{{Guid.Empty}}}"}}""");
}
