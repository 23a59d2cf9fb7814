using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary>
/// What has changed in queues since it was last asked for, as messages. As the service was seen to do it: an entry of the moment has a start that is its end,
/// names only
/// what has changed, and names zeros; figures of the current half hour come in messages of their own. The longest wait is not told. For one connection.
/// </summary>
internal sealed class QueueChanges(IOrganisation organisation, ChangeFeed feed, ILookup<SimulatedQueue, TrafficLine> lines, long sinceMs)
{
    private const long HalfHourMs = 30 * 60 * 1000;

    private readonly Dictionary<SimulatedQueue, QueueMoment> _told = new(ReferenceEqualityComparer.Instance);
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private long _sinceMs = sinceMs;

    /// <summary>The messages of some queues up to an instant.</summary>
    /// <param name="queues">The queues that are subscribed to.</param>
    /// <param name="upToMs">Up to when, in milliseconds since 1970 UTC.</param>
    public IEnumerable<ReadOnlyMemory<byte>> UpTo(ImmutableHashSet<SimulatedQueue> queues, long upToMs)
    {
        foreach (var queue in feed.Between(_sinceMs, upToMs).Where(queues.Contains))
        {
            // What it was like when it was last looked at, so that the first change is told too.
            var before = _told.GetValueOrDefault(queue) ?? QueueMoment.Of(organisation, queue, lines[queue], _sinceMs);
            var now = QueueMoment.Of(organisation, queue, lines[queue], upToMs);
            _told[queue] = now;
            foreach (var message in Messages(queue, before, now, upToMs))
            {
                yield return message;
            }
        }

        _sinceMs = upToMs;
    }

    private IEnumerable<ReadOnlyMemory<byte>> Messages(SimulatedQueue queue, QueueMoment before, QueueMoment now, long atMs)
    {
        foreach (var line in lines[queue])
        {
            var (was, moment) = (before.Lines[line.MediaType], now.Lines[line.MediaType]);
            var contacts = Changed(("oWaiting", was.Waiting, moment.Waiting), ("oInteracting", was.Interacting, moment.Interacting));
            if (contacts.Count > 0)
            {
                yield return Message(queue, line.MediaType, atMs, atMs, contacts);
                yield return Message(
                    queue, line.MediaType, atMs - (atMs % HalfHourMs), atMs - (atMs % HalfHourMs) + HalfHourMs, [("nOffered", null, OfferedIn(line, atMs))]);
            }
        }

        var agents = Changed(("oOnQueueUsers", before.OnQueue, now.OnQueue), ("oOffQueueUsers", before.OffQueue, now.OffQueue));
        agents.AddRange(Statuses(before, now));
        if (agents.Count > 0)
        {
            yield return Message(queue, null, atMs, atMs, agents);
        }
    }

    private static List<(string Metric, string? Qualifier, int Count)> Changed(params ReadOnlySpan<(string Metric, int Was, int Is)> metrics)
    {
        var changed = new List<(string, string?, int)>();
        foreach (var (metric, was, isNow) in metrics)
        {
            if (was != isNow)
            {
                changed.Add((metric, null, isNow));
            }
        }

        return changed;
    }

    private static IEnumerable<(string Metric, string? Qualifier, int Count)> Statuses(QueueMoment before, QueueMoment now)
    {
        (
            string Status,
            int Was,
            int Is)[] statuses = [("IDLE", before.Idle, now.Idle), ("INTERACTING", before.Busy, now.Busy), ("OFF_QUEUE", before.OffQueue, now.OffQueue)];
        return statuses.Where(status => status.Was != status.Is).Select(status => ("oUserRoutingStatuses", (string?)status.Status, status.Is));
    }

    private int OfferedIn(TrafficLine line, long atMs)
    {
        var (fromMs, offered) = (atMs - (atMs % HalfHourMs), 0);
        foreach (var day in line.DaysTouching(fromMs, atMs + 1))
        {
            foreach (ref readonly var contact in organisation.Day(line, day).Touching(fromMs, atMs + 1))
            {
                offered += contact.ArrivalMs >= fromMs ? 1 : 0;
            }
        }

        return offered;
    }

    private byte[] Message(SimulatedQueue queue, string? media, long fromMs, long toMs, IEnumerable<(string Metric, string? Qualifier, int Count)> metrics)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            json.WriteString("topicName", Topics.Of(queue));
            json.WriteString("version", "2");
            json.WriteStartObject("eventBody");
            json.WriteStartObject("group");
            json.WriteString("queueId", queue.Id);
            if (media is not null)
            {
                json.WriteString("mediaType", media);
            }

            json.WriteEndObject();
            json.WriteStartArray("data");
            json.WriteStartObject();
            json.WriteString("interval", $"{Instant(fromMs)}/{Instant(toMs)}");
            json.WriteStartArray("metrics");
            foreach (var (metric, qualifier, count) in metrics)
            {
                json.WriteStartObject();
                json.WriteString("metric", metric);
                if (qualifier is not null)
                {
                    json.WriteString("qualifier", qualifier);
                }

                json.WriteStartObject("stats");
                json.WriteNumber("count", count);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("metadata");
            json.WriteString("CorrelationId", Guid.NewGuid().ToString());
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return _buffer.WrittenSpan.ToArray();
    }

    private static string Instant(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
