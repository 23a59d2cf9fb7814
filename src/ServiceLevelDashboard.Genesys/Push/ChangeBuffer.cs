using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>
/// Gathers what is told until it is taken, so that a thousand messages a second are one update: of each queue the last word counts. Holds no more than was
/// subscribed to.
/// Safe for concurrent use.
/// </summary>
internal sealed class ChangeBuffer(IEnumerable<QueueId> queues)
{
    /// <summary>More media types than these in one queue are not believed.</summary>
    private const int MaximumMediaTypes = 30;

    private readonly Lock _gate = new();
    private readonly FrozenDictionary<string, QueueId> _queues = queues.ToFrozenDictionary(static queue => queue.Value, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<QueueMedia, QueueChange> _changed = [];
    private readonly Dictionary<QueueId, AgentChange> _agents = [];

    /// <summary>Takes a message in.</summary>
    /// <returns>Whether it was about a queue that was subscribed to.</returns>
    public bool Add(WireNotification message)
    {
        if (message.TopicName is not { } topic || TopicNames.QueueOf(topic) is not { } id || !_queues.TryGetValue(id, out var queue))
        {
            return false;
        }

        MediaType? media = message.EventBody?.Group?.GetValueOrDefault("mediaType") is { ValueKind: JsonValueKind.String } name
            ? MediaTypes.OfName(JsonText.Of(name))
            : null;
        lock (_gate)
        {
            foreach (var entry in message.EventBody?.Data ?? [])
            {
                // Entries that last are sums of half an hour: they say nothing of the moment.
                if (entry?.Metrics is not { } metrics || Moment(entry.Interval) is not { } at)
                {
                    continue;
                }

                if (media is { } known)
                {
                    AddContacts(new QueueMedia(queue, known), metrics, at);
                }
                else
                {
                    AddAgents(queue, metrics);
                }
            }
        }

        return true;
    }

    /// <summary>Everything gathered; what comes next starts anew.</summary>
    public (ImmutableArray<QueueChange> Queues, ImmutableArray<AgentChange> Agents) Take()
    {
        lock (_gate)
        {
            var taken = (_changed.Values.ToImmutableArray(), _agents.Values.ToImmutableArray());
            _changed.Clear();
            _agents.Clear();
            return taken;
        }
    }

    private void AddContacts(QueueMedia key, List<WireObserved?> metrics, DateTimeOffset at)
    {
        var (waiting, interacting, longest) = (CountOf(metrics, "oWaiting"), CountOf(metrics, "oInteracting"), ValueOf(metrics, "oLongestWaiting"));
        if ((waiting, interacting, longest) is (null, null, null) || _changed.Count >= _queues.Count * MaximumMediaTypes)
        {
            return;
        }

        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(_changed, key, out _);
        change = new QueueChange(
            key,
            waiting ?? change?.Waiting,
            interacting ?? change?.Interacting,
            longest is { } value ? LongestWait.Since(value, at) : waiting is null ? change?.WaitingSince : null,
            at);
    }

    private void AddAgents(QueueId queue, List<WireObserved?> metrics)
    {
        // Two metrics say nearly the same; the routing statuses are the complete one.
        var metric = metrics.Exists(static observed => observed is { Metric: "oUserRoutingStatuses", Qualifier: not null })
            ? "oUserRoutingStatuses"
            : "oOnQueueUsers";
        int? Of(string status) => CountOf(metrics, metric, status);

        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(_agents, queue, out var isThere);
        change = new AgentChange(
            queue,
            Of("IDLE") ?? change?.Idle,
            Of("INTERACTING") ?? change?.Interacting,
            Of("COMMUNICATING") ?? change?.Communicating,
            Of("NOT_RESPONDING") ?? change?.NotResponding,
            Of("OFF_QUEUE") ?? change?.OffQueue);
        if (!isThere && change is { Idle: null, Interacting: null, Communicating: null, NotResponding: null, OffQueue: null })
        {
            _agents.Remove(queue);
        }
    }

    private static int? CountOf(List<WireObserved?> metrics, string metric, string? qualifier = null)
    {
        int? found = null;
        foreach (var observed in metrics)
        {
            if (observed?.Metric == metric && observed.Qualifier == qualifier && observed.Stats?.Count is { } count && Believable.IsCount(count))
            {
                found = (int)count;
            }
        }

        return found;
    }

    private static double? ValueOf(List<WireObserved?> metrics, string metric) =>
        metrics.FindLast(observed => observed?.Metric == metric)?.Stats?.CalculatedMetricValue;

    private static DateTimeOffset? Moment(string? interval) =>
        interval is { Length: > 0 and < 100 } && WireTime.TryParse(Encoding.UTF8.GetBytes(interval), out var span) && span.Start == span.End
            ? span.Start
            : null;
}
