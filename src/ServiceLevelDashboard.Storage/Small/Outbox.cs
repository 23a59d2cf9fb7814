using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>
/// Messages as rows. Of each route one is out at a time, the oldest: what ends an alert is never sent before what began it, and a route that does not answer
/// holds up none but itself.
/// </summary>
internal sealed class Outbox(ArchiveExecutor archive) : IOutbox
{
    /// <summary>
    /// How often a message is tried before later ones to its route may pass it: until then the route is taken to be away, afterwards the message to be what
    /// the far side cannot take.
    /// </summary>
    internal const int AttemptsInOrder = 5;

    /// <inheritdoc/>
    public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken) => archive.WriteAsync(
        context => AddAsync(context, messages, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<OutboxEntry>> TakeAsync(
        string holder, DateTimeOffset now, DateTimeOffset until, int count, CancellationToken cancellationToken)
    {
        var (nowMs, untilMs) = (now.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds());
        return archive.WriteAsync<ImmutableArray<OutboxEntry>>(async context =>
        {
            var heads = await Heads(context, nowMs).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
            var taken = ImmutableArray.CreateBuilder<OutboxEntry>();
            foreach (var row in heads.DistinctBy(static m => m.Route))
            {
                // One conditional update: of two that found it, one gets it.
                var mine = await context.Outbox.Where(m => m.Id == row.Id && m.FinishedMs == null && m.HeldUntilMs <= nowMs)
                    .ExecuteUpdateAsync(
                        m => m.SetProperty(x => x.Holder, holder).SetProperty(x => x.HeldUntilMs, untilMs).SetProperty(x => x.Attempts, x => x.Attempts + 1),
                        cancellationToken).ConfigureAwait(false);
                if (mine == 1)
                {
                    row.Attempts++;
                    taken.Add(Read(row));
                }
            }

            return taken.ToImmutable();
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task FinishAsync(string id, string holder, OutboxOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var state = outcome.State.ToString();
        var finishedMs = outcome.State == OutboxState.Waiting ? null : (long?)outcome.At.ToUnixTimeMilliseconds();
        var nextMs = outcome.NextAttempt?.ToUnixTimeMilliseconds();
        return archive.WriteAsync(
            context => context.Outbox.Where(m => m.Id == id && m.Holder == holder && m.FinishedMs == null).ExecuteUpdateAsync(
                m => m.SetProperty(x => x.State, state).SetProperty(x => x.LastAnswer, outcome.Answer).SetProperty(x => x.FinishedMs, finishedMs)
                    .SetProperty(x => x.DueMs, x => nextMs ?? x.DueMs).SetProperty(x => x.Holder, (string?)null).SetProperty(x => x.HeldUntilMs, 0),
                cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<OutboxEntry>> ReadAsync(OutboxKind? kind, string? route, int count, CancellationToken cancellationToken)
    {
        var kindName = kind?.ToString();
        return archive.ExecuteAsync<ImmutableArray<OutboxEntry>>(async context =>
        {
            var rows = await context.Outbox.AsNoTracking()
                .Where(m => (kindName == null || m.Kind == kindName) && (route == null || m.Route == route))
                .OrderByDescending(m => m.CreatedMs).ThenByDescending(m => m.Id).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(Read)];
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var before = instant.ToUnixTimeMilliseconds();
        return archive.WriteAsync(
            context => context.Outbox.Where(m => m.FinishedMs < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Enters messages in the transaction of a context. By id, so that two writers never wait for each other in a circle.</summary>
    internal static async Task AddAsync(ArchiveContext context, ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages.OrderBy(static m => m.Id, StringComparer.Ordinal))
        {
            var (kind, state) = (message.Kind.ToString(), nameof(OutboxState.Waiting));
            var (createdMs, dueMs) = (message.CreatedAt.ToUnixTimeMilliseconds(), message.DueAt.ToUnixTimeMilliseconds());
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO outbox ("Id", "Kind", "Route", "Json", "CreatedMs", "DueMs", "State", "Attempts", "HeldUntilMs")
                VALUES ({message.Id}, {kind}, {message.Route}, {message.Json}, {createdMs}, {dueMs}, {state}, 0, 0)
                ON CONFLICT ("Id") DO NOTHING
                """,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Of each route the oldest due message: none while one of it is out, or while an older one waits for its next attempt.</summary>
    internal static IQueryable<OutboxRow> Heads(ArchiveContext context, long nowMs) => context.Outbox.AsNoTracking()
        .Where(m => m.FinishedMs == null && m.DueMs <= nowMs && !context.Outbox.Any(other =>
            other.FinishedMs == null && other.Route == m.Route
            && (other.HeldUntilMs > nowMs
                || (other.CreatedMs < m.CreatedMs && (other.DueMs <= nowMs || (other.Attempts > 0 && other.Attempts <= AttemptsInOrder))))))
        .OrderBy(m => m.CreatedMs).ThenBy(m => m.Id);

    private static OutboxEntry Read(OutboxRow row) => new(
        new OutboxMessage(row.Id, Enum.Parse<OutboxKind>(row.Kind), row.Route, row.Json, Instant(row.CreatedMs), Instant(row.DueMs)),
        Enum.Parse<OutboxState>(row.State),
        row.Attempts,
        row.LastAnswer,
        row.FinishedMs is { } finished ? Instant(finished) : null);

    private static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
