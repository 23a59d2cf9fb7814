using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Tests.Sessions;

public sealed class SessionRegistryTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly FakeSessions _store = new();
    private readonly FakeNotes _notes = new();
    private readonly SessionRegistry _book;

    public SessionRegistryTests() => _book = Book();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_UnusedForTheIdleTime_IsOver()
    {
        var id = await BeginAsync();
        _clock.Advance(TimeSpan.FromHours(3.9));
        Assert.NotNull(_book.Find(id));
        _clock.Advance(TimeSpan.FromHours(0.1));
        Assert.Null(_book.Find(id));
        Assert.Empty(_book.All);
    }

    [Fact]
    public async Task Find_UsedAllTheTime_IsOverAfterTheLongestTime()
    {
        var id = await BeginAsync();
        for (var hours = 0; hours < 9; hours += 3)
        {
            _clock.Advance(TimeSpan.FromHours(3));
            Assert.NotNull(_book.Find(id));
            _book.See(id);
        }

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(_book.Find(id));
    }

    [Fact]
    public async Task Tidy_WritesDownWhatWasUsedAndEndsWhatIsOver()
    {
        var (used, unused) = (await BeginAsync(), await BeginAsync());
        _clock.Advance(TimeSpan.FromHours(3));
        _book.See(used);
        await _book.TidyAsync(Cancellation);
        _clock.Advance(TimeSpan.FromHours(2));
        await _book.TidyAsync(Cancellation);

        Assert.Equal(used, Assert.Single(_store.All).Id);
        using var restarted = Book();
        await restarted.RefreshAsync(Cancellation);
        Assert.NotNull(restarted.Find(used));
        Assert.Null(restarted.Find(unused));
    }

    [Fact]
    public async Task Look_EndedByAnotherProcess_IsOverAndTold()
    {
        var id = await BeginAsync();
        using var other = Book();
        var told = 0;
        _book.Changed += () => told++;

        await other.EndAllAsync("ann", null, Cancellation);
        Assert.NotNull(_book.Find(id));
        await _book.RefreshAsync(Cancellation);

        Assert.Null(_book.Find(id));
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Look_ArchiveAway_LeavesTheSessionsAsTheyWere()
    {
        var id = await BeginAsync();
        _store.IsAway = true;

        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => _book.RefreshAsync(Cancellation));
        await Assert.ThrowsAsync<ArchiveUnavailableException>(BeginAsync);

        Assert.NotNull(_book.Find(id));
    }

    [Fact]
    public async Task ChangeRoles_OfAPerson_HoldsInEverySession()
    {
        var (one, other) = (await BeginAsync(), await BeginAsync());

        await _book.ChangeRolesAsync("ann", ["supervisor"], Cancellation);

        Assert.All([one, other], id => Assert.Equal(["supervisor"], _book.Find(id)!.Roles)); // it goes on
    }

    [Fact]
    public async Task End_ArchiveAway_HoldsAtOnceAfterARestartAndIsMadeUpFor()
    {
        var (gone, stays) = (await BeginAsync(), await BeginAsync());
        var told = 0;
        _book.Changed += () => told++;
        _store.IsAway = true;

        await _book.EndAsync(gone, Cancellation);

        Assert.Null(_book.Find(gone));
        Assert.NotNull(_book.Find(stays));
        Assert.DoesNotContain(_book.All, s => s.Id == gone);
        Assert.Equal(1, told); // open pages hear of it
        using var restarted = Book();
        _store.IsAway = false;
        await restarted.RefreshAsync(Cancellation);
        Assert.Null(restarted.Find(gone));
        Assert.Equal(stays, Assert.Single(_store.All).Id);
        Assert.Empty(_notes.Ids);
        await _book.RefreshAsync(Cancellation);
        Assert.Null(_book.Find(gone));
    }

    [Fact]
    public async Task EndAll_ArchiveAway_EndsAllOfThePersonButOne()
    {
        var (kept, gone) = (await BeginAsync(), await BeginAsync());
        _store.IsAway = true;

        await _book.EndAllAsync("ann", kept, Cancellation);

        Assert.NotNull(_book.Find(kept));
        Assert.Null(_book.Find(gone));
        _store.IsAway = false;
        await _book.TidyAsync(Cancellation);
        Assert.Equal(kept, Assert.Single(_store.All).Id);
    }

    public void Dispose() => _book.Dispose();

    private SessionRegistry Book() => new(_store, _notes, Options.Create(new SecurityOptions { IdleHours = 4, LongestHours = 10 }), _clock);

    private Task<string> BeginAsync() => _book.BeginAsync("ann", "Ann", ["viewer"], Cancellation);

    private sealed class FakeNotes : IEndedSessions
    {
        public ImmutableArray<string> Ids { get; private set; } = [];

        public ImmutableArray<string> Read() => Ids;

        public void Write(ImmutableArray<string> ids) => Ids = ids;
    }

    private sealed class FakeSessions : ISessionStore
    {
        public List<Session> All { get; } = [];

        public bool IsAway { get; set; }

        public Task<ImmutableArray<Session>> ListAsync(CancellationToken cancellationToken) => Do(() => { }, All.ToImmutableArray);

        public Task AddAsync(Session session, CancellationToken cancellationToken) => Do(() => All.Add(session), () => 0);

        public Task SeeAsync(ImmutableDictionary<string, DateTimeOffset> seen, CancellationToken cancellationToken) =>
            Do(() => Replace(s => seen.TryGetValue(s.Id, out var at) ? s with { SeenAt = at } : s), () => 0);

        public Task RemoveAsync(string id, CancellationToken cancellationToken) => Do(() => All.RemoveAll(s => s.Id == id), () => 0);

        public Task RemoveOfAsync(string person, string? except, CancellationToken cancellationToken) =>
            Do(() => All.RemoveAll(s => s.Person == person && s.Id != except), () => 0);

        public Task RemoveOldAsync(DateTimeOffset begunBefore, DateTimeOffset seenBefore, CancellationToken cancellationToken) =>
            Do(() => All.RemoveAll(s => s.Since < begunBefore || s.SeenAt < seenBefore), () => 0);

        public Task ChangeRolesAsync(string person, ImmutableArray<string> roles, CancellationToken cancellationToken) =>
            Do(() => Replace(s => s.Person == person ? s with { Roles = roles } : s), () => 0);

        private void Replace(Func<Session, Session> with)
        {
            for (var i = 0; i < All.Count; i++)
            {
                All[i] = with(All[i]);
            }
        }

        private Task<T> Do<T>(Action change, Func<T> answer)
        {
            if (IsAway)
            {
                return Task.FromException<T>(new ArchiveUnavailableException("The disk is away."));
            }
            change();
            return Task.FromResult(answer());
        }
    }
}
