using System.Collections.Immutable;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Instances;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Tests.People;

/// <summary>What is decided on one instance holds on another, which the first knows by the archive alone.</summary>
public sealed class TwoInstancesTests : IAsyncLifetime
{
    private static readonly Actor Root = Actor.Person("1", "root");
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow()); // the library's lock-out has the system's
    private ArchiveFixture _fixture = null!; // set before each test
    private InstanceGraph _one = null!, _other = null!; // likewise

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await ArchiveFixture.OpenAsync(DatabaseKind.PostgreSql);
        (_one, _other) = (new InstanceGraph(_fixture, _clock), new InstanceGraph(_fixture, _clock));
    }

    public async ValueTask DisposeAsync()
    {
        if (_fixture is null)
        {
            return; // skipped
        }
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Session_EndedOnOne_EndsTheStayOnTheOtherAtItsNextLook()
    {
        var (session, stay) = await StayAsync("viewer");

        await _one.Get<SessionRegistry>().EndAsync(session, Cancel);
        Assert.False(stay.Ended.IsCancellationRequested);
        await _other.Work<SessionService>().TurnAsync(Cancel);

        Assert.True(stay.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Session_EndedOnOne_EndsTheStayOnTheOtherByTheSignalAlone()
    {
        var ((first, firstStay), (second, secondStay)) = (await StayAsync("viewer"), await StayAsync("viewer"));
        await _other.ListenAsync();
        await _other.Work<SessionService>().StartAsync(Cancel);

        await _one.Get<SessionRegistry>().EndAsync(first, Cancel);
        await EndOf(firstStay); // by its first look, perhaps
        await _one.Get<SessionRegistry>().EndAsync(second, Cancel);
        await EndOf(secondStay); // its clock stands still

        await _other.Work<SessionService>().StopAsync(Cancel);
    }

    [Fact]
    public async Task Role_ChangedOnOne_EndsTheStayOnTheOther()
    {
        var roles = _one.Get<DocumentCache<Role>>();
        Assert.True((await roles.SaveAsync("night", new Role { Rank = Rank.Supervisor, SeesEverything = true }, 0, Root, Cancel)).IsSaved);
        await _other.LookAtDocumentsAsync();
        var (_, stay) = await StayAsync("night");

        Assert.True((await roles.SaveAsync("night", new Role { Rank = Rank.Viewer, SeesEverything = true }, 1, Root, Cancel)).IsSaved);
        Assert.False(stay.Ended.IsCancellationRequested);
        await _other.LookAtDocumentsAsync();

        Assert.True(stay.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Token_RevokedOnOne_IsRefusedOnTheOther()
    {
        var (_, token) = await _one.Get<ApiTokens>().MakeAsync("wallboard", "viewer", ApiToken.AllScopes, TimeSpan.FromDays(1), Root, Cancel);
        await _other.LookAtDocumentsAsync();
        Assert.NotNull(_other.Get<ApiTokens>().Present(token!)); // made

        await _one.Get<ApiTokens>().RevokeAsync(_one.Get<ApiTokens>().All.Single().Key, Root, Cancel);
        await _other.LookAtDocumentsAsync();

        Assert.Null(_other.Get<ApiTokens>().Present(token!));
    }

    [Fact]
    public async Task Screen_RevokedOnOne_LosesItsStreamOnTheOther()
    {
        var (screen, _, seat) = await SeatAsync();

        await _one.Get<ScreenRegistry>().RevokeAsync(screen, Root, isCopied: false, Cancel);
        Assert.False(seat.Ended.IsCancellationRequested);
        await _other.LookAtDocumentsAsync();

        Assert.True(seat.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Document_ChangedOnOne_IsToldToTheOther()
    {
        await _other.ListenAsync();
        var told = _other.Get<SignalBoard>().Next(Signal.Documents);

        await _one.Get<DocumentCache<Role>>().SaveAsync("night", new Role { Rank = Rank.Viewer, SeesEverything = true }, 0, Root, Cancel);

        await told.Soon();
    }

    [Fact]
    public async Task Order_GivenOnOne_ReachesTheScreenOnTheOtherByTheSignalAlone()
    {
        var (screen, told, _) = await SeatAsync();
        await _other.Work<InstanceService>().TurnAsync(Cancel);
        await _one.Work<InstanceService>().TurnAsync(Cancel);
        await _other.ListenAsync();
        await _other.Work<InstanceService>().StartAsync(Cancel);
        for (var i = 0; i < 2; i++)
        {
            Assert.True(await _one.Get<ScreenSeats>().IdentifyAsync(screen, Cancel));
            var order = await told.ReadAsync(Cancel).AsTask().Soon(); // its clock stands still
            Assert.Equal(new ScreenOrder(ScreenOrderKind.Identify, "Hall"), order);
        }

        await _other.Work<InstanceService>().StopAsync(Cancel);
        Assert.False(told.TryRead(out _));
    }

    [Fact]
    public async Task Password_WrongFiveTimesOverBoth_LocksOnBoth()
    {
        var made = await _one.Get<Access.Accounts.People>().AddAsync("anna", "viewer", Root, Cancel);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://localhost/" + made.Invitation!).Query); // a new name
        Assert.True((await _other.Get<Access.Accounts.People>().AcceptAsync(query["person"], query["token"], GuardedArchive.Password, Cancel)).IsDone);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await (i % 2 == 0 ? _one : _other).Get<Access.Accounts.People>().SignInAsync("anna", "wrong", Cancel));
        }

        Assert.Null(await _one.Get<Access.Accounts.People>().SignInAsync("anna", GuardedArchive.Password, Cancel));
        Assert.Null(await _other.Get<Access.Accounts.People>().SignInAsync("anna", GuardedArchive.Password, Cancel));
    }

    [Fact]
    public async Task FirstAdministrator_MadeOnBothAtOnce_IsOne()
    {
        var made = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(
                i => (i % 2 == 0 ? _one : _other).Get<Access.Accounts.People>().AddFirstAsync($"root {i}", GuardedArchive.Password, Cancel)));

        Assert.Single(made, static m => m is { IsDone: true });
        Assert.Single(await _one.Get<Access.Accounts.People>().ListAsync(Cancel));
    }

    [Fact]
    public async Task FirstAdministrator_AtTheAddressOfOneConsole_IsMadeOnTheOther()
    {
        await _one.Work<SessionService>().TurnAsync(Cancel); // shows it
        await _one.Work<InstanceService>().TurnAsync(Cancel);
        await _other.Work<InstanceService>().TurnAsync(Cancel);
        var (code, there) = (_one.Get<Access.Accounts.SetUp>().Code, _other.Get<Access.Accounts.SetUp>());

        Assert.Null(await there.MakeFirstAsync(new string('0', code.Length), "root", GuardedArchive.Password, Cancel));
        Assert.True((await there.MakeFirstAsync(code, "root", GuardedArchive.Password, Cancel))!.IsDone); // nobody was first
        Assert.False(await _one.Get<Access.Accounts.SetUp>().IsOpenAsync(Cancel));
    }

    [Fact]
    public async Task WaitingScreen_DecidedOnBothAtOnce_IsDecidedOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            var (secret, screen) = (await _one.Get<EnrolmentDesk>().EnterAsync(IPAddress.Loopback, "", Cancel))!.Value; // not too often
            Assert.NotNull(await _other.Get<EnrolmentDesk>().FindAsync(screen.Code, Cancel));

            var outcomes = await Task.WhenAll(
                _one.Get<EnrolmentDesk>().DecideAsync(screen.Code, "one", Cancel), _other.Get<EnrolmentDesk>().DecideAsync(screen.Code, "other", Cancel));

            Assert.Equal([SaveOutcome.Saved, SaveOutcome.Conflict], outcomes.Order());
            await _other.LookAtDocumentsAsync();
            Assert.Equal(outcomes[0] == SaveOutcome.Saved ? "one" : "other", (await _other.Get<EnrolmentDesk>().AskAsync(secret, Cancel))!.Id);
        }

        Assert.Empty(await _one.Get<IChangeLog>().ReadAsync(null, 10, Cancel)); // who approves stands in the trail with the screen
    }

    [Fact]
    public async Task Screen_EnrolledOnOneAMomentAgo_IsFoundOnTheOther()
    {
        var id = await HangAsync();

        Assert.Null(_other.Get<ScreenRegistry>().Find(id));
        Assert.Equal("Hall", (await _other.Get<ScreenRegistry>().FindNewestAsync(id, Cancel))!.Place);
    }

    [Fact]
    public async Task Orders_OlderThanAMinute_AreForgotten()
    {
        var orders = _one.Get<IScreenOrders>();
        var now = _clock.GetUtcNow();
        await orders.SendAsync(new SentOrder("1", now, "s", "Reload", ""), Cancel);
        await orders.SendAsync(new SentOrder("2", now.AddSeconds(30), "s", "Reload", ""), Cancel);
        Assert.Equal(["1", "2"], (await orders.ReadSinceAsync(now.AddSeconds(-1), Cancel)).Select(static o => o.Id));
        Assert.Equal(["2"], (await orders.ReadSinceAsync(now.AddSeconds(10), Cancel)).Select(static o => o.Id));

        await orders.SendAsync(new SentOrder("3", now.AddSeconds(70), "s", "Reload", ""), Cancel);

        Assert.Equal(["2", "3"], (await orders.ReadSinceAsync(now.AddSeconds(-1), Cancel)).Select(static o => o.Id));
    }

    [Fact]
    public async Task Keys_Added_AreReadOnTheOther()
    {
        await _one.Get<IKeyStore>().AddAsync("key-2", "<b/>", Cancel);
        await _one.Get<IKeyStore>().AddAsync("key-1", "<a/>", Cancel);

        Assert.Equal(["key-1", "key-2"], await _other.Get<IKeyStore>().ListAsync(Cancel));
        Assert.Equal(["<a/>", "<b/>"], (await _other.Get<IKeyStore>().ReadAsync(Cancel)).Order());
    }

    /// <summary>Somebody who signed in on the one and stays on the other.</summary>
    private async Task<(string Session, ViewerLease Stay)> StayAsync(string role)
    {
        var session = await _one.Get<SessionRegistry>().BeginAsync("anna", "anna", [role], Cancel);
        await _other.Work<SessionService>().TurnAsync(Cancel);
        var viewer = new Viewer(_other.Get<PrincipalResolver>().Of);
        viewer.Become(Principals.OfSession(session));
        return (session, _other.Get<ViewerLeases>().Begin(viewer));
    }

    private static async Task EndOf(ViewerLease stay)
    {
        var ended = new TaskCompletionSource();
        await using var registration = stay.Ended.Register(ended.SetResult);
        await ended.Task.Soon();
    }

    private async Task<string> HangAsync()
    {
        var id = ScreenToken.NewScreen();
        var anna = new Person(Root, Rank.Supervisor, Visibility.Everything) { Roles = ImmutableArray.Create("supervisor") };
        Assert.True((await _one.Get<ScreenRegistry>().EnrolAsync(id, new("Hall", ["all"], null), anna, Cancel)).IsSaved);
        return id;
    }

    /// <summary>A screen that follows a stream of the other.</summary>
    private async Task<(string Screen, ChannelReader<ScreenOrder> Told, Seat Seat)> SeatAsync()
    {
        var id = await HangAsync();
        await _other.LookAtDocumentsAsync();
        await _other.Work<ScreenWatch>().StartAsync(Cancel);
        var told = Channel.CreateUnbounded<ScreenOrder>();
        return (id, told.Reader, _other.Get<ScreenSeats>().Take(id, "all", order => told.Writer.TryWrite(order)));
    }
}
