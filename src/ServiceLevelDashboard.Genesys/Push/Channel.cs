using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>A channel of the service with what is subscribed to on it.</summary>
/// <param name="id">Its id.</param>
/// <param name="address">Where its WebSocket is.</param>
/// <param name="renewAt">When it is to be replaced: before it expires.</param>
internal sealed class Channel(string id, Uri address, DateTimeOffset renewAt)
{
    public string Id { get; } = id;

    public Uri Address { get; } = address;

    public DateTimeOffset RenewAt { get; } = renewAt;

    /// <summary>The queues that it tells of.</summary>
    public ImmutableArray<QueueId> Queues { get; set; } = [];

    /// <summary>How often in a row no connection could be made.</summary>
    public int FailedConnections { get; set; }
}
