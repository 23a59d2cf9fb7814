using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Messages that are to leave the house, kept until the far side has taken them: each is sent at least once, under an id by which a receiver drops a second
/// one.
/// </summary>
public interface IOutbox
{
    /// <summary>Enters messages; one whose id is there already stays as it is there.</summary>
    Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>Takes messages that are due and that nobody else is sending, the oldest first: they are the taker's until an instant.</summary>
    /// <param name="holder">Who sends, one name for each process.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="until">When another may take what has not been finished: the holder has died.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the work; then nothing is taken.</param>
    Task<ImmutableArray<OutboxEntry>> TakeAsync(string holder, DateTimeOffset now, DateTimeOffset until, int count, CancellationToken cancellationToken);

    /// <summary>Notes what came of sending. Does nothing when the message is no longer the holder's.</summary>
    Task FinishAsync(string id, string holder, OutboxOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The latest messages, latest first.</summary>
    /// <param name="kind">Only of this kind; null for all.</param>
    /// <param name="route">Only to this route; null for all.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ImmutableArray<OutboxEntry>> ReadAsync(OutboxKind? kind, string? route, int count, CancellationToken cancellationToken);

    /// <summary>Removes messages that were sent or given up before an instant.</summary>
    Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken);
}

/// <summary>What a message is about.</summary>
public enum OutboxKind
{
    /// <summary>Alerts: an <c>AlertNotice</c>.</summary>
    Alert,

    /// <summary>A report that was asked for by a schedule.</summary>
    Report,
}

/// <summary>A message to be sent.</summary>
/// <param name="Id">The same for the same event however often it is entered or sent.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Route">The key of the route it goes by.</param>
/// <param name="Json">What it says, as JSON of its kind; without any secret.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="DueAt">Not to be sent before.</param>
public sealed record OutboxMessage(string Id, OutboxKind Kind, string Route, string Json, DateTimeOffset CreatedAt, DateTimeOffset DueAt);

/// <summary>A message and how things stand with it.</summary>
/// <param name="Message">The message; due when it is tried next.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastAnswer">What the far side answered last, or why it was not reached, safe to show; null before the first attempt.</param>
/// <param name="FinishedAt">When it was sent or given up; null until then.</param>
public sealed record OutboxEntry(OutboxMessage Message, OutboxState State, int Attempts, string? LastAnswer, DateTimeOffset? FinishedAt);

/// <summary>How a message stands.</summary>
public enum OutboxState
{
    /// <summary>To be sent, or to be tried again.</summary>
    Waiting,

    /// <summary>The far side took it.</summary>
    Sent,

    /// <summary>It was refused for good, or tried for too long.</summary>
    GivenUp,
}

/// <summary>What came of an attempt.</summary>
/// <param name="State">How the message stands now.</param>
/// <param name="Answer">What the far side answered, safe to show.</param>
/// <param name="At">When.</param>
/// <param name="NextAttempt">When it is tried again; null unless it waits.</param>
public sealed record OutboxOutcome(OutboxState State, string Answer, DateTimeOffset At, DateTimeOffset? NextAttempt);
