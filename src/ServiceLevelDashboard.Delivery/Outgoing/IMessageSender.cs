using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Outgoing;

/// <summary>Sends the outbox's messages of one kind.</summary>
internal interface IMessageSender
{
    /// <summary>Which messages.</summary>
    OutboxKind Kind { get; }

    /// <summary>Sends once. Never throws but by being cancelled, or while the archive is away.</summary>
    /// <exception cref="ArchiveUnavailableException">What it needs cannot be read at present.</exception>
    Task<SendResult> SendAsync(OutboxEntry entry, CancellationToken cancellationToken);
}
