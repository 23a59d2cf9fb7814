using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>One answer about what waits now, ready to be looked up. Made once for each answer.</summary>
internal sealed class ObservationIndex
{
    private readonly Dictionary<QueueMedia, QueueObservation> _queues = [];
    private readonly Dictionary<QueueId, AgentObservation> _agents = [];

    /// <summary>Indexes an answer; of repeats the last wins.</summary>
    public ObservationIndex(ObservationResponse answer)
    {
        ObservedAt = answer.ObservedAt;
        foreach (var queue in answer.Queues)
        {
            _queues[queue.Key] = queue;
        }
        foreach (var agents in answer.Agents)
        {
            _agents[agents.Queue] = agents;
        }
    }

    /// <summary>When, by the contact centre's clock.</summary>
    public DateTimeOffset ObservedAt { get; }

    /// <summary>Every queue and media type that was named.</summary>
    public IReadOnlyCollection<QueueObservation> Queues => _queues.Values;

    /// <summary>The agents of every queue that has members.</summary>
    public IReadOnlyCollection<AgentObservation> AllAgents => _agents.Values;

    /// <summary>What waits in one queue and media type, or null when it was not named.</summary>
    public QueueObservation? Queue(QueueMedia key) => _queues.GetValueOrDefault(key);

    /// <summary>The agents of one queue, or null when it has no members.</summary>
    public AgentObservation? Agents(QueueId queue) => _agents.GetValueOrDefault(queue);
}
