namespace ServiceLevelDashboard.Domain;

/// <summary>What one queue and media type looks like at this moment.</summary>
/// <param name="Key">Queue and media type.</param>
/// <param name="Waiting">Contacts waiting now.</param>
/// <param name="Interacting">Contacts with an agent now.</param>
/// <param name="LongestWait">How long the one that waits longest has waited, or null when none waits or it is not known.</param>
public sealed record QueueObservation(QueueMedia Key, int Waiting, int Interacting, TimeSpan? LongestWait);

/// <summary>The agents of one queue at this moment; they serve all its media types.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Idle">On queue and free.</param>
/// <param name="Interacting">On queue and with a contact.</param>
/// <param name="Communicating">On queue and on a call of their own.</param>
/// <param name="NotResponding">On queue and not answering.</param>
/// <param name="OffQueue">Members who are not on queue.</param>
public sealed record AgentObservation(QueueId Queue, int Idle, int Interacting, int Communicating, int NotResponding, int OffQueue)
{
    /// <summary>Agents on queue: all but <see cref="OffQueue"/>.</summary>
    public int OnQueue => Idle + Interacting + Communicating + NotResponding;
}
