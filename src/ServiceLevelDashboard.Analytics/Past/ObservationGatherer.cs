using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Gathers what is seen of the moment into intervals until it is written. Not safe for several threads at once.</summary>
internal sealed class ObservationGatherer
{
    private readonly Dictionary<(QueueId Queue, MediaType? Media, AgentStatus? Status, Interval Interval), (Spread Count, Spread Longest)> _gathered = [];

    /// <summary>Adds one look.</summary>
    public void Add(ObservationResponse seen, Granularity granularity)
    {
        var start = granularity.Floor(seen.ObservedAt);
        var interval = new Interval(start, start + granularity.Length);
        foreach (var queue in seen.Queues)
        {
            Join((queue.Key.Queue, queue.Key.Media, null, interval), Spread.Of(queue.Waiting), Spread.Of((long)(queue.LongestWait?.TotalMilliseconds ?? 0)));
        }
        foreach (var agents in seen.Agents)
        {
            Add(agents.Queue, AgentStatus.OnQueue, interval, agents.OnQueue);
            Add(agents.Queue, AgentStatus.Idle, interval, agents.Idle);
            Add(agents.Queue, AgentStatus.Interacting, interval, agents.Interacting);
            Add(agents.Queue, AgentStatus.Communicating, interval, agents.Communicating);
            Add(agents.Queue, AgentStatus.NotResponding, interval, agents.NotResponding);
            Add(agents.Queue, AgentStatus.OffQueue, interval, agents.OffQueue);
        }
    }

    /// <summary>Everything gathered, oldest first; what comes next starts anew.</summary>
    public ImmutableArray<ObservedInterval> Take()
    {
        ImmutableArray<ObservedInterval> taken = [.. _gathered
            .Select(g => new ObservedInterval(g.Key.Queue, g.Key.Media, g.Key.Status, g.Key.Interval, g.Value.Count, g.Value.Longest))
            .OrderBy(o => o.Interval.Start)];
        _gathered.Clear();
        return taken;
    }

    /// <summary>Takes back what could not be written.</summary>
    public void Return(ImmutableArray<ObservedInterval> taken)
    {
        foreach (var o in taken)
        {
            Join((o.Queue, o.Media, o.Status, o.Interval), o.Count, o.LongestWaitMs);
        }
    }

    private void Add(QueueId queue, AgentStatus status, Interval interval, int agents) =>
        Join((queue, null, status, interval), Spread.Of(agents), Spread.Of(0));

    private void Join((QueueId, MediaType?, AgentStatus?, Interval) key, Spread count, Spread longest)
    {
        var (c, l) = _gathered.GetValueOrDefault(key);
        _gathered[key] = (c + count, l + longest);
    }
}
