using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Sessions as rows.</summary>
internal sealed class SessionStore(ArchiveDatabase database) : ISessionStore
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<Session>> ListAsync(CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var rows = await context.Sessions.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(r => new Session(r.Id, r.Person, r.Name, Read(r.Roles), At(r.SinceMs), At(r.SeenMs)))];
    }

    /// <inheritdoc/>
    public async Task AddAsync(Session session, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
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
    }

    /// <inheritdoc/>
    public async Task SeeAsync(ImmutableDictionary<string, DateTimeOffset> seen, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        foreach (var (id, at) in seen)
        {
            var ms = at.ToUnixTimeMilliseconds();
            await context.Sessions.Where(s => s.Id == id && s.SeenMs < ms).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenMs, ms), cancellationToken).ConfigureAwait(false);
        }
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
    public async Task ChangeRolesAsync(string person, ImmutableArray<string> roles, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var text = Write(roles);
        await context.Sessions.Where(s => s.Person == person).ExecuteUpdateAsync(s => s.SetProperty(x => x.Roles, text), cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveAsync(Func<IQueryable<StoredSession>, IQueryable<StoredSession>> which, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        await which(context.Sessions).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Write(ImmutableArray<string> roles) => JsonSerializer.Serialize(roles);

    private static ImmutableArray<string> Read(string roles) => JsonSerializer.Deserialize<ImmutableArray<string>>(roles);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
