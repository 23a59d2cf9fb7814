using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// A contact centre that tells by itself what changes in its queues. What was missed is never told again: after each connection the state has to be asked for.
/// </summary>
public interface IPushedObservations
{
    /// <summary>
    /// Connects and listens. The first update comes when everything is connected. After it one comes at most every second, with all that has changed since the
    /// last, and
    /// whenever there was a sign of life. Ends when the connection is due to be made anew, which is no failure.
    /// </summary>
    /// <param name="queues">The queues to hear of; not empty.</param>
    /// <param name="silence">After how much silence a sign of life is asked for; after five times as much the connection counts as lost.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ContactCentreException">No connection, or it was lost; thrown by the enumeration.</exception>
    IAsyncEnumerable<PushUpdate> ListenAsync(ImmutableArray<QueueId> queues, TimeSpan silence, CancellationToken cancellationToken);
}

/// <summary>What was told since the last update.</summary>
/// <param name="Queues">The queues and media types with a change, each once.</param>
/// <param name="Agents">The queues whose agents changed, each once.</param>
/// <param name="ProvenAt">
/// Our clock: whatever changed up to here has been told. The last sign of life of the connection that has been silent for longest.
/// </param>
/// <param name="Traffic">What the connection carries and has carried.</param>
public sealed record PushUpdate(ImmutableArray<QueueChange> Queues, ImmutableArray<AgentChange> Agents, DateTimeOffset ProvenAt, PushTraffic Traffic);

/// <summary>A change in one queue and media type. What is null was not told and stays as it was; zero is a value.</summary>
/// <param name="Key">Queue and media type.</param>
/// <param name="Waiting">Contacts waiting now.</param>
/// <param name="Interacting">Contacts with an agent now.</param>
/// <param name="WaitingSince">Since when the one that waits longest has waited, by the contact centre's clock.</param>
/// <param name="At">When, by the contact centre's clock.</param>
public sealed record QueueChange(QueueMedia Key, int? Waiting, int? Interacting, DateTimeOffset? WaitingSince, DateTimeOffset At);

/// <summary>A change among the agents of one queue. What is null was not told and stays as it was; zero is a value.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Idle">On queue and free.</param>
/// <param name="Interacting">On queue and with a contact.</param>
/// <param name="Communicating">On queue and on a call of their own.</param>
/// <param name="NotResponding">On queue and not answering.</param>
/// <param name="OffQueue">Members who are not on queue.</param>
public sealed record AgentChange(QueueId Queue, int? Idle, int? Interacting, int? Communicating, int? NotResponding, int? OffQueue);

/// <summary>What a connection carries and has carried.</summary>
/// <param name="Channels">Connections at once.</param>
/// <param name="Queues">Queues that are heard of.</param>
/// <param name="Refused">Queues that the contact centre refused to tell of.</param>
/// <param name="Messages">Messages since the connection was made, heartbeats included.</param>
/// <param name="Skipped">How many of them could not be read or were about nothing that was asked for.</param>
public sealed record PushTraffic(int Channels, int Queues, int Refused, long Messages, long Skipped)
{
    /// <summary>No connection yet.</summary>
    public static readonly PushTraffic None = new(0, 0, 0, 0, 0);
}
