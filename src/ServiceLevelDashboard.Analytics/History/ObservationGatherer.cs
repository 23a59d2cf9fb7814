using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.History;

/// <summary>Gathers what is seen of the moment into intervals until it is written. Not safe for several threads at once.</summary>
internal sealed class ObservationGatherer
{
    private readonly Dictionary<(QueueId Queue, MediaType? Media, Interval Interval), (Spread Waiting, Spread Longest)> _gathered = [];

    /// <summary>Adds one look.</summary>
    public void Add(ObservationAnswer seen, Granularity granularity)
    {
        var start = granularity.Floor(seen.ObservedAt);
        var interval = new Interval(start, start + granularity.Length);
        foreach (var queue in seen.Queues)
            Add((queue.Key.Queue, queue.Key.Media, interval), queue.Waiting, (long)(queue.LongestWait?.TotalMilliseconds ?? 0));
        foreach (var agents in seen.Agents)
            Add((agents.Queue, null, interval), agents.OnQueue, agents.Interacting);
    }

    /// <summary>Everything gathered, oldest first; what comes next starts anew.</summary>
    public ImmutableArray<ObservedInterval> Take()
    {
        ImmutableArray<ObservedInterval> taken = [.. _gathered
            .Select(g => new ObservedInterval(g.Key.Queue, g.Key.Media, g.Key.Interval, g.Value.Waiting, g.Value.Longest))
            .OrderBy(o => o.Interval.Start)];
        _gathered.Clear();
        return taken;
    }

    /// <summary>Takes back what could not be written.</summary>
    public void Return(ImmutableArray<ObservedInterval> taken)
    {
        foreach (var o in taken)
            Join((o.Queue, o.Media, o.Interval), o.Waiting, o.LongestWaitMs);
    }

    private void Add((QueueId, MediaType?, Interval) key, long waiting, long longest) => Join(key, Spread.Of(waiting), Spread.Of(longest));

    private void Join((QueueId, MediaType?, Interval) key, Spread waiting, Spread longest)
    {
        var (w, l) = _gathered.GetValueOrDefault(key);
        _gathered[key] = (w + waiting, l + longest);
    }
}
