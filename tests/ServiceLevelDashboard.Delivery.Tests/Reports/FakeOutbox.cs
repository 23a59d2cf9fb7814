using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

/// <summary>An outbox in memory: of each id the first message. Of the instances this one leads.</summary>
internal sealed class FakeOutbox : IOutbox, ILeadership
{
    private readonly Dictionary<string, OutboxMessage> _messages = [];
    private readonly Term _term = new(0, CancellationToken.None);

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ImmutableArray<OutboxMessage> Messages => [.. _messages.Values];

    /// <summary>Another instance that leads; null while this one does.</summary>
    public string? Holder { get; set; }

    public Term? Current => Holder is null ? _term : null;

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

    public async Task<Term> WaitAsync(CancellationToken cancellationToken)
    {
        if (Current is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        return _term;
    }

    public void End(Term term) => throw new NotSupportedException(); // nobody else writes here
}
