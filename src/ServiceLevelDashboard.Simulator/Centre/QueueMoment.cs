namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>One queue at one instant: its lines by media type, and its agents, who serve them all.</summary>
/// <param name="Lines">What goes on in each media type that has a line.</param>
/// <param name="Idle">On queue and free.</param>
/// <param name="Busy">On queue and with a contact.</param>
/// <param name="OffQueue">Members who are not on queue.</param>
internal sealed record QueueMoment(IReadOnlyDictionary<string, Moment> Lines, int Idle, int Busy, int OffQueue)
{
    /// <summary>The moment of a queue.</summary>
    /// <param name="organisation">The contact centre.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="lines">The queue's lines.</param>
    /// <param name="atMs">When, in milliseconds since 1970 UTC.</param>
    public static QueueMoment Of(IOrganisation organisation, SimulatedQueue queue, IEnumerable<TrafficLine> lines, long atMs)
    {
        var moments = lines.ToDictionary(line => line.MediaType, line => Moment.Of(organisation, line, atMs));
        var busy = moments.Values.Sum(moment => moment.Interacting);
        // Somebody who stays to finish a contact after the shift is still on the queue.
        var onQueue = Math.Max(busy, moments.Values.Sum(moment => moment.Agents));
        return new QueueMoment(moments, onQueue - busy, busy, Math.Max(queue.Members, onQueue) - onQueue);
    }

    /// <summary>On queue.</summary>
    public int OnQueue => Idle + Busy;

    /// <summary>All who serve the queue.</summary>
    public int Members => OnQueue + OffQueue;
}
