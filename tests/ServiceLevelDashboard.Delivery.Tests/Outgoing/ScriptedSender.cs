using System.Collections.Concurrent;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Tests.Outgoing;

/// <summary>Keeps what it was given, and does with it as a test wants.</summary>
internal sealed class ScriptedSender(Func<OutboxEntry, CancellationToken, Task<SendResult>> send) : IMessageSender
{
    public static readonly SendResult Taken = SendResult.Taken("202 taken");

    public ConcurrentQueue<string> Sent { get; } = new();

    public OutboxKind Kind => OutboxKind.Alert;

    public static ScriptedSender Of(Func<OutboxEntry, SendResult> send) => new((entry, _) => Task.FromResult(send(entry)));

    public Task<SendResult> SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        Sent.Enqueue(entry.Message.Id);
        return send(entry, cancellationToken);
    }
}
