using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

/// <summary>An outbox in memory: of each id the first message.</summary>
internal sealed class FakeOutbox : IOutbox, ILeases
{
    private readonly Dictionary<string, OutboxMessage> _messages = [];

    public ImmutableArray<OutboxMessage> Messages => [.. _messages.Values];

    /// <summary>Who holds every lease; null lets who asks have it.</summary>
    public string? Holder { get; set; }

    public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            _messages.TryAdd(message.Id, message);
        }

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<OutboxEntry>> TakeAsync(
        string holder, DateTimeOffset now, DateTimeOffset until, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it

    public Task FinishAsync(string id, string holder, OutboxOutcome outcome, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it

    public Task<ImmutableArray<OutboxEntry>> ReadAsync(OutboxKind? kind, string? route, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it

    public Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it

    Task<Lease> ILeases.TakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken) =>
        Task.FromResult(new Lease(Holder ?? holder, 1));

    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken) => Task.CompletedTask;
}
