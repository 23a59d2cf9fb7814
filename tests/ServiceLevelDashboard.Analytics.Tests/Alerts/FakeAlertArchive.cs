using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

/// <summary>Alerts and messages in memory, as the archive keeps them; it can be away.</summary>
internal sealed class FakeAlertArchive : IAlertStore, IOutbox
{
    public Dictionary<string, StoredAlert> Alerts { get; } = [];

    public List<OutboxMessage> Messages { get; } = [];

    public List<OutboxEntry> Entries { get; } = [];

    public bool IsAway { get; set; }

    public int Writes { get; private set; }

    public Task<ImmutableArray<StoredAlert>> ReadOpenAsync(CancellationToken cancellationToken) =>
        Answer<ImmutableArray<StoredAlert>>([.. Alerts.Values.Where(static a => a.State != AlertState.Resolved).OrderBy(static a => a.Id)]);

    public Task<ImmutableArray<StoredAlert>> ReadAsync(Interval range, int count, CancellationToken cancellationToken) => Answer<ImmutableArray<StoredAlert>>(
    [
        .. Alerts.Values.Where(a => a.FiredAt < range.End && (a.ResolvedAt is null || a.ResolvedAt > range.Start)).OrderByDescending(static a => a.FiredAt)
            .Take(count),
    ]);

    public Task<StoredAlert?> FindAsync(string id, CancellationToken cancellationToken) => Answer(Alerts.GetValueOrDefault(id));

    public Task<bool> WriteAsync(ImmutableArray<AlertWrite> changes, ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        Check();
        Writes++;
        if (changes.Any(c => c.Alert.Version != (Alerts.GetValueOrDefault(c.Alert.Id)?.Version ?? 0)))
        {
            return Task.FromResult(false);
        }
        foreach (var (alert, isRemoved) in changes)
        {
            Alerts.Remove(alert.Id);
            if (!isRemoved)
            {
                Alerts.Add(alert.Id, alert with { Version = alert.Version + 1 });
            }
        }
        Messages.AddRange(messages.Where(m => Messages.All(known => known.Id != m.Id)));
        return Task.FromResult(true);
    }

    public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // messages come with the alerts that they are about

    public Task<ImmutableArray<OutboxEntry>> TakeAsync(
        string holder, DateTimeOffset now, DateTimeOffset until, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // nobody sends here

    public Task FinishAsync(string id, string holder, OutboxOutcome outcome, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // likewise

    public Task<ImmutableArray<OutboxEntry>> ReadAsync(OutboxKind? kind, string? route, int count, CancellationToken cancellationToken) =>
        Answer<ImmutableArray<OutboxEntry>>([.. Entries.Take(count)]);

    public Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) => Answer(value: true);

    private Task<T> Answer<T>(T value)
    {
        Check();
        return Task.FromResult(value);
    }

    private void Check()
    {
        if (IsAway)
        {
            throw new ArchiveUnavailableException("No space left on device.");
        }
    }
}
