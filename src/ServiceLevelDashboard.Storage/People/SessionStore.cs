using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Sessions as rows. Other instances are told in the same transaction of what began, changed or ended.</summary>
internal sealed class SessionStore(ArchiveExecutor archive) : ISessionStore
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Session>> ListAsync(CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<ImmutableArray<Session>>(async context =>
        {
            var rows = await context.Sessions.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(SessionOf)];
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task AddAsync(Session session, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(async context =>
        {
            context.Sessions.Add(new StoredSession
            {
                Id = session.Id,
                Person = session.Person,
                Name = session.Name,
                Roles = Write(session.Roles),
                SinceMs = session.Since.ToUnixTimeMilliseconds(),
                SeenMs = session.SeenAt.ToUnixTimeMilliseconds(),
            });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await Signals.TellAsync(context, Signal.Sessions, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SeeAsync(ImmutableDictionary<string, DateTimeOffset> seen, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            foreach (var (id, at) in seen)
            {
                var ms = at.ToUnixTimeMilliseconds();
                await context.Sessions.Where(s => s.Id == id && s.SeenMs < ms)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenMs, ms), cancellationToken)
                    .ConfigureAwait(false);
            }
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => RemoveAsync(all => all.Where(s => s.Id == id), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveOfAsync(string person, string? except, CancellationToken cancellationToken) =>
        RemoveAsync(all => all.Where(s => s.Person == person && s.Id != except), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveOldAsync(DateTimeOffset begunBefore, DateTimeOffset seenBefore, CancellationToken cancellationToken)
    {
        var (begunMs, seenMs) = (begunBefore.ToUnixTimeMilliseconds(), seenBefore.ToUnixTimeMilliseconds());
        return RemoveAsync(all => all.Where(s => s.SinceMs < begunMs || s.SeenMs < seenMs), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ChangeRolesAsync(string person, ImmutableArray<string> roles, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(async context =>
        {
            var text = Write(roles);
            await context.Sessions.Where(s => s.Person == person)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Roles, text), cancellationToken)
                .ConfigureAwait(false);
            await Signals.TellAsync(context, Signal.Sessions, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>A row as a session.</summary>
    internal static Session SessionOf(StoredSession row) => new(row.Id, row.Person, row.Name, Read(row.Roles), At(row.SinceMs), At(row.SeenMs));

    private Task RemoveAsync(Func<IQueryable<StoredSession>, IQueryable<StoredSession>> which, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(async context =>
        {
            if (await which(context.Sessions).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) > 0)
            {
                await Signals.TellAsync(context, Signal.Sessions, cancellationToken).ConfigureAwait(false);
            }
        }, cancellationToken);
    }

    private static string Write(ImmutableArray<string> roles) => JsonSerializer.Serialize(roles);

    private static ImmutableArray<string> Read(string roles) => JsonSerializer.Deserialize<ImmutableArray<string>>(roles);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
