using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>Puts the groups of one or several observation answers together.</summary>
internal sealed class ObservationStage
{
    /// <summary>
    /// The vendor does not say whether the longest wait is a duration or the moment when it began, both in milliseconds. No wait
    /// lasts three years, and no moment lies before 1973: above this number it is a moment.
    /// </summary>
    private const double FirstMomentMs = 1e11;

    private readonly Dictionary<QueueMedia, QueueObservation> _queues = [];
    private readonly HashSet<QueueId> _withContacts = [];
    private readonly Dictionary<QueueId, Statuses> _agents = [];
    private DateTimeOffset? _observedAt;

    /// <summary>Takes an answer. Of a queue that an earlier answer named too, the later one counts: nothing is added up twice.</summary>
    public void Add(WireObservations wire, DateTimeOffset at)
    {
        _observedAt = _observedAt is { } earlier && earlier < at ? earlier : at;
        var (contacts, agents) = (new Dictionary<QueueMedia, QueueObservation>(), new Dictionary<QueueId, Statuses>());
        foreach (var group in wire.Results ?? [])
        {
            if (group?.Group is null || Text(group.Group, "queueId") is not { } id)
            {
                continue;
            }

            var queue = new QueueId(id);
            if (Text(group.Group, "mediaType") is { } media)
            {
                AddContacts(contacts, new QueueMedia(queue, MediaTypes.OfName(media)), group.Data ?? [], at);
            }
            else
            {
                AddAgents(agents, queue, group.Data ?? []);
            }
        }

        foreach (var (key, seen) in contacts)
        {
            _queues[key] = seen;
            _withContacts.Add(key.Queue);
        }

        foreach (var (queue, statuses) in agents)
        {
            _agents[queue] = statuses;
        }
    }

    /// <summary>Whether the contacts of a queue were named, in any media type.</summary>
    public bool HasContacts(QueueId queue) => _withContacts.Contains(queue);

    /// <summary>Whether contacts and agents of a queue were named.</summary>
    public bool IsWhole(QueueId queue) => HasContacts(queue) && _agents.ContainsKey(queue);

    /// <summary>What was seen; the time is that of the oldest answer.</summary>
    public ObservationResponse ToAnswer(int calls) => new(
        [.. _queues.Values],
        [.. _agents.Select(static agents => agents.Value.ToObservation(agents.Key))],
        _observedAt ?? DateTimeOffset.UnixEpoch,
        calls);

    /// <summary>Makes sure that nothing in an answer counts twice, and that its counts can be.</summary>
    /// <exception cref="JsonException">A group or a figure of it comes twice, or a count cannot be.</exception>
    public static void Require(WireObservations wire)
    {
        var groups = new HashSet<string>(StringComparer.Ordinal);
        var figures = new HashSet<(string?, string?)>();
        foreach (var group in wire.Results ?? [])
        {
            if (group?.Group is not { } dimensions)
            {
                continue;
            }
            var named = dimensions.OrderBy(static d => d.Key, StringComparer.Ordinal).Select(static d => $"{d.Key}\t{JsonText.Of(d.Value)}");
            if (!groups.Add(string.Join('\n', named)))
            {
                throw new JsonException("The answer holds a queue twice.");
            }

            figures.Clear();
            foreach (var observed in group.Data ?? [])
            {
                if (observed?.Stats?.Count is { } count && !Believable.IsCount(count))
                {
                    throw new JsonException("The answer holds a count that is negative or too large.");
                }
                if (observed?.Metric is { } metric && !figures.Add((metric, observed.Qualifier)))
                {
                    throw new JsonException("The answer holds a figure twice.");
                }
            }
        }
    }

    private static void AddContacts(Dictionary<QueueMedia, QueueObservation> contacts, QueueMedia key, List<WireObserved?> data, DateTimeOffset at)
    {
        var seen = contacts.GetValueOrDefault(key) ?? new QueueObservation(key, 0, 0, null);
        double? longest = null;
        foreach (var observed in data)
        {
            switch (observed?.Metric)
            {
                case "oWaiting": seen = seen with { Waiting = seen.Waiting + Count(observed) }; break;
                case "oInteracting": seen = seen with { Interacting = seen.Interacting + Count(observed) }; break;
                case "oLongestWaiting": longest = observed.Stats?.CalculatedMetricValue; break;
            }
        }

        contacts[key] = seen with { LongestWait = seen.Waiting > 0 ? Longer(seen.LongestWait, LongestWait(longest, at)) : null };
    }

    private static void AddAgents(Dictionary<QueueId, Statuses> agents, QueueId queue, List<WireObserved?> data)
    {
        foreach (var observed in data)
        {
            if (observed?.Metric is not ("oUserRoutingStatuses" or "oOnQueueUsers"))
            {
                continue;
            }

            if (!agents.TryGetValue(queue, out var statuses))
            {
                agents[queue] = statuses = new Statuses();
            }

            statuses.Add(observed.Metric == "oOnQueueUsers", observed.Qualifier, Count(observed));
        }
    }

    private static TimeSpan? LongestWait(double? value, DateTimeOffset at)
    {
        if (value is not { } milliseconds || !(milliseconds >= 0) || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        if (milliseconds < FirstMomentMs)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var wait = at - DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a > b ? a : b ?? a;

    private static int Count(WireObserved observed) => observed.Stats?.Count is { } count ? (int)count : 0;

    private static string? Text(Dictionary<string, JsonElement> group, string name) =>
        group.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String && JsonText.Of(value) is { Length: > 0 } text ? text : null;

    /// <summary>Agents by routing status, from two metrics that say nearly the same.</summary>
    private sealed class Statuses
    {
        private readonly Dictionary<string, int> _byStatus = [];
        private readonly Dictionary<string, int> _onQueue = [];

        public void Add(bool onQueueOnly, string? status, int count)
        {
            var counts = onQueueOnly ? _onQueue : _byStatus;
            counts[status ?? ""] = counts.GetValueOrDefault(status ?? "") + count;
        }

        public AgentObservation ToObservation(QueueId queue) =>
            new(queue, Of("IDLE"), Of("INTERACTING"), Of("COMMUNICATING"), Of("NOT_RESPONDING"), Of("OFF_QUEUE"));

        /// <summary>The routing statuses are complete where they are given; else the on-queue metric has to do.</summary>
        private int Of(string status) => (_byStatus.Count > 0 ? _byStatus : _onQueue).GetValueOrDefault(status);
    }
}
