using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Sessions;

/// <summary>
/// Who is signed in, in memory, so that every request and every circuit can ask at any moment. What other processes on the same archive
/// begin and end is seen within two seconds. While the archive is away the sessions stay as they were, and nobody new can sign in; but they can
/// be ended: here at once, and in the archive when it is back. What holds of that: a process that was started anew meanwhile knows of it as long as
/// the data folder could be written to; other processes on the archive see it when it is back.
/// </summary>
/// <param name="store">Where sessions are kept.</param>
/// <param name="notes">Where it is noted which were ended while the archive was away.</param>
/// <param name="options">How long they last.</param>
/// <param name="clock">The present moment.</param>
public sealed class SessionRegistry(ISessionStore store, IEndedSessions notes, IOptions<SecurityOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private volatile ImmutableDictionary<string, Session> _sessions = ImmutableDictionary.Create<string, Session>(StringComparer.Ordinal);

    // Ended here, and not yet known to be gone from the archive.
    private ImmutableHashSet<string> _ended = notes.Read().ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>Told after sessions have begun, changed or ended; do little in it.</summary>
    public event Action? Changed;

    /// <summary>All that have not ended.</summary>
    public IEnumerable<Session> All => _sessions.Values.Where(s => !IsOver(s));

    private TimeSpan Idle => TimeSpan.FromHours(options.Value.IdleHours);

    private TimeSpan Longest => TimeSpan.FromHours(options.Value.LongestHours);

    /// <summary>A session that goes on, or null.</summary>
    public Session? Find(string id) => _sessions.TryGetValue(id, out var session) && !IsOver(session) ? session : null;

    private bool IsEnded(string id) => Volatile.Read(ref _ended).Contains(id);

    /// <summary>Notes that a session is used.</summary>
    public void See(string id) => _seen[id] = clock.GetUtcNow();

    /// <summary>When a session was last used.</summary>
    public DateTimeOffset SeenAt(Session session) => _seen.TryGetValue(session.Id, out var seen) && seen > session.SeenAt ? seen : session.SeenAt;

    /// <summary>Signs somebody in.</summary>
    /// <returns>The session's id, to be sealed in a cookie.</returns>
    public async Task<string> BeginAsync(string person, string name, ImmutableArray<string> roles, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var session = new Session(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), person, name, roles, now, now);
        await ChangeAsync(() => store.AddAsync(session, cancellationToken), cancellationToken);
        return session.Id;
    }

    /// <summary>Signs somebody out of one browser.</summary>
    public Task EndAsync(string id, CancellationToken cancellationToken) => EndAsync([id], static () => Task.CompletedTask, cancellationToken);

    /// <summary>Signs somebody out everywhere, but for one session if that is named.</summary>
    public Task EndAllAsync(string person, string? except, CancellationToken cancellationToken) =>
        EndAsync(
            [.. _sessions.Values.Where(s => s.Person == person && s.Id != except).Select(static s => s.Id)],
            () => store.RemoveOfAsync(person, except, cancellationToken),
            cancellationToken);

    /// <summary>Gives somebody other roles, in every browser.</summary>
    public Task ChangeRolesAsync(string person, ImmutableArray<string> roles, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.ChangeRolesAsync(person, roles, cancellationToken), cancellationToken);

    /// <summary>Reads the sessions as they stand.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => ChangeAsync(static () => Task.CompletedTask, cancellationToken);

    /// <summary>Writes down what was used, and ends what is over.</summary>
    public Task TidyAsync(CancellationToken cancellationToken) => ChangeAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            await store.SeeAsync(_seen.ToImmutableDictionary(StringComparer.Ordinal), cancellationToken);
            await store.RemoveOldAsync(now - Longest, now - Idle, cancellationToken);
            foreach (var id in _seen.Keys.Where(id => !_sessions.ContainsKey(id)))
            {
                _seen.TryRemove(id, out _);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private bool IsOver(Session session)
    {
        var now = clock.GetUtcNow();
        return IsEnded(session.Id) || now - session.Since >= Longest || now - SeenAt(session) >= Idle;
    }

    /// <summary>Ends sessions at once, and in the archive now or when it is back.</summary>
    private async Task EndAsync(ImmutableArray<string> ids, Func<Task> remove, CancellationToken cancellationToken)
    {
        ImmutableInterlocked.Update(ref _ended, static (ended, more) => ended.Union(more), ids);
        Changed?.Invoke();
        try
        {
            await ChangeAsync(remove, cancellationToken);
        }
        catch (ArchiveUnavailableException)
        {
            Note();
        }
        catch (OperationCanceledException)
        {
            Note(); // whoever asked has gone; the next look removes them
        }
    }

    private void Note() => notes.Write([.. Volatile.Read(ref _ended)]);

    private async Task ChangeAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        bool isNew;
        try
        {
            var ended = Volatile.Read(ref _ended);
            foreach (var id in ended)
            {
                await store.RemoveAsync(id, cancellationToken);
            }
            await change();
            var read = (await store.ListAsync(cancellationToken)).ToImmutableDictionary(s => s.Id, StringComparer.Ordinal);
            isNew = read.Count != _sessions.Count || read.Any(s => !_sessions.TryGetValue(s.Key, out var known) || !known.Roles.SequenceEqual(s.Value.Roles));
            _sessions = read;
            if (!ended.IsEmpty)
            {
                ImmutableInterlocked.Update(ref _ended, static (all, gone) => all.Except(gone), ended);
                Note();
            }
        }
        finally
        {
            _one.Release();
        }

        if (isNew)
        {
            Changed?.Invoke();
        }
    }
}
