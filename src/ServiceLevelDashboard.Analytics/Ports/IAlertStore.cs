using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Alerts as they were and are. What changes their state writes the messages about it in the same transaction, so that neither is without the other.
/// </summary>
public interface IAlertStore
{
    /// <summary>All alerts that are pending or firing, by id.</summary>
    Task<ImmutableArray<StoredAlert>> ReadOpenAsync(CancellationToken cancellationToken);

    /// <summary>Alerts that fired in a range, those that still fire among them, latest first.</summary>
    /// <param name="range">UTC; an alert belongs to it when it was firing at some instant of it.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ImmutableArray<StoredAlert>> ReadAsync(Interval range, int count, CancellationToken cancellationToken);

    /// <summary>One alert, or null when there is none.</summary>
    Task<StoredAlert?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes alerts and the messages about them: all or none. A pending alert that did not fire is removed.</summary>
    /// <param name="changes">Which; none is none to write.</param>
    /// <param name="messages">Entered into the outbox; one whose id is there already stays as it is there.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    /// <returns>Whether all were written; false when somebody else was faster with one of them, then nothing has changed.</returns>
    Task<bool> WriteAsync(ImmutableArray<AlertWrite> changes, ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>Removes alerts that were resolved before an instant.</summary>
    Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken);
}

/// <summary>One time that a rule's condition came to hold for one subject, from pending to resolved.</summary>
/// <param name="Id">Which one: a time-ordered UUID in 32 hexadecimal digits.</param>
/// <param name="Rule">The key of the rule's document.</param>
/// <param name="Subject">What it is about, in the rule's own words: a queue and media type, a source of figures, a screen.</param>
/// <param name="State">How it stands.</param>
/// <param name="Since">When the condition began to hold, UTC.</param>
/// <param name="FiredAt">When it had held long enough; null while pending.</param>
/// <param name="ResolvedAt">When it was over; null until then.</param>
/// <param name="Json">All else that is known of it; the store does not look into it.</param>
/// <param name="Version">1 when first written, one more with each change.</param>
public sealed record StoredAlert(
    string Id,
    string Rule,
    string Subject,
    AlertState State,
    DateTimeOffset Since,
    DateTimeOffset? FiredAt,
    DateTimeOffset? ResolvedAt,
    string Json,
    int Version);

/// <summary>An alert to be written or removed.</summary>
/// <param name="Alert">As it shall stand; its version is the one that was read, 0 for a new one.</param>
/// <param name="IsRemoved">Whether it goes, since it never fired.</param>
public sealed record AlertWrite(StoredAlert Alert, bool IsRemoved = false);

/// <summary>How an alert stands.</summary>
public enum AlertState
{
    /// <summary>The condition holds, but not yet long enough.</summary>
    Pending,

    /// <summary>It has rung.</summary>
    Firing,

    /// <summary>It is over.</summary>
    Resolved,
}
