using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Instances;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.Tests.Screens;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Screens;

namespace ServiceLevelDashboard.Access.Tests.Instances;

public sealed class InstanceServiceTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly FakeArchive _archive = new();
    private readonly MemoryOrders _shared = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Order_ForAScreenOfAnotherInstance_ReachesItOnce()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (screen, told) = await ConnectAsync(other);
        await one.LookAsync();
        await one.Fleet.Screens.FindNewestAsync(screen, Cancellation);

        Assert.True(await one.Fleet.Seats.IdentifyAsync(screen, Cancellation));
        await other.LookAsync();
        await other.LookAsync();
        _clock.Advance(InstanceService.LookAgain);
        await other.LookAsync();

        Assert.Equal([new ScreenOrder(ScreenOrderKind.Identify, "Hall")], told);
    }

    [Fact]
    public async Task Order_ForAScreenThatMovesFromOneToTheOther_ReachesEachStreamOnce()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (screen, there) = await ConnectAsync(other);
        await one.LookAsync();
        List<ScreenOrder> here = [];
        using var seat = one.Fleet.Seats.Take(screen, "all", here.Add);

        await one.Fleet.Seats.ReloadAsync(screen, Cancellation);
        await other.LookAsync();
        await one.LookAsync(); // its own order comes back

        Assert.Equal((1, 1), (here.Count, there.Count));
    }

    [Fact]
    public async Task Order_ForAScreenOfNoInstance_IsNotSent()
    {
        var one = await StartAsync();
        var screen = await one.Fleet.HangAsync("Hall");
        await one.LookAsync();

        Assert.False(await one.Fleet.Seats.ReloadAsync(screen, Cancellation));
        Assert.Empty(_shared.Sent);
    }

    [Fact]
    public async Task Order_WhileTheArchiveIsAway_IsSaidToBeLost()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (screen, _) = await ConnectAsync(other);
        await one.LookAsync();
        _shared.IsAway = true;

        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => one.Fleet.Seats.ReloadAsync(screen, Cancellation));
    }

    [Fact]
    public async Task Screen_OfAnotherInstance_IsConnectedWithWhatItSays()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (screen, _) = await ConnectAsync(other);
        other.Fleet.Seats.Hear(screen, "abc.3840x2160.1772438400000");
        other.Fleet.Seats.HearPage(screen, "1920x1080_2_60_-12_35", "");
        _clock.Advance(InstanceService.TellAgain);
        await other.LookAsync();
        await one.LookAsync();

        Assert.Contains(screen, one.Fleet.Seats.Connected);
        Assert.Empty(one.Fleet.Seats.ConnectedHere);
        Assert.Equal(other.Fleet.Seats.ReportOf(screen), one.Fleet.Seats.ReportOf(screen));
        Assert.Equal(other.Fleet.Seats.PageOf(screen), one.Fleet.Seats.PageOf(screen));
        Assert.Equal(other.Fleet.Seats.HeardAt(screen), one.Fleet.Seats.HeardAt(screen));
    }

    [Fact]
    public async Task Screen_HeardByAnotherInstanceAlone_IsDarkOnNone()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (screen, _) = await ConnectAsync(other);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(20); passed += OutageWatch.LookAgain)
        {
            other.Fleet.Seats.See(screen);
            await other.LookAsync();
            await one.LookAsync();
            await one.Fleet.PassAsync(OutageWatch.LookAgain);
        }

        Assert.Null(one.Fleet.Watch.Of(screen));
        Assert.Empty(one.Fleet.Notices);
    }

    [Fact]
    public async Task Instance_ThatSaysNothingForAMinute_IsForgottenWithItsScreens()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (screen, _) = await ConnectAsync(other);
        await one.LookAsync();
        Assert.Equal(2, one.Board.All.Count);

        _clock.Advance(InstanceService.ForgetAfter + TimeSpan.FromSeconds(1));
        await one.LookAsync();

        Assert.Equal(one.Board.Id, Assert.Single(one.Board.All).Row.Id);
        Assert.DoesNotContain(screen, one.Fleet.Seats.Connected);
    }

    [Fact]
    public async Task Instance_ThatEnds_IsGoneAtOnce()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await other.LookAsync();

        await other.Service.StopAsync(Cancellation);
        await one.LookAsync();

        Assert.Equal(one.Board.Id, Assert.Single(one.Board.All).Row.Id);
    }

    [Fact]
    public async Task Instance_ThatBeginsToLead_SaysSoWithItsNextLook()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await one.LookAsync();
        one.Leads = true;
        _clock.Advance(InstanceService.LookAgain);
        await one.LookAsync();
        await other.LookAsync();

        Assert.Equal([true, false], other.Board.All.OrderBy(i => i.Row.Id != one.Board.Id).Select(static i => i.Facts.Leads));
    }

    [Fact]
    public async Task SetUp_OnAnotherConsole_IsKnownByItsHash()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        other.Board.SetUp = "abc";
        await other.LookAsync();
        await one.LookAsync();

        Assert.True(one.Board.IsSetUpElsewhere("abc"));
        Assert.False(one.Board.IsSetUpElsewhere("abd"));
        Assert.False(other.Board.IsSetUpElsewhere("abc")); // its own is not another's
    }

    [Fact]
    public void Facts_ThatAnotherVersionWrote_AreNone() => Assert.Equal(InstanceFacts.None, InstanceFacts.Read("what is this?"u8.ToArray()));

    [Fact]
    public async Task Order_OfWhichASignalTells_IsObeyedAtOnce()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (screen, _) = await ConnectAsync(other);
        var told = Channel.CreateUnbounded<ScreenOrder>();
        using var seat = other.Fleet.Seats.Take(screen, "all", order => told.Writer.TryWrite(order));
        await one.LookAsync();
        await other.Service.StartAsync(Cancellation);
        for (var i = 0; i < 3; i++)
        {
            await one.Fleet.Seats.ReloadAsync(screen, Cancellation);
            other.Heard.Raise(Signal.Orders); // the clock stands still
            await told.Reader.ReadAsync(Cancellation).AsTask().Soon();
        }

        await other.Service.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Turn_WithoutOthers_IsTheLast()
    {
        var alone = await StartAsync(hasOthers: false);

        Assert.Equal(Timeout.InfiniteTimeSpan, await alone.Service.TurnAsync(Cancellation));
        Assert.Empty(await _shared.ListAsync(Cancellation));
    }

    private async Task<InstanceUnderTest> StartAsync(bool hasOthers = true) =>
        new(await FleetUnderTest.StartAsync(_archive, _clock, orders: _shared), _shared, _clock, hasOthers);

    /// <summary>A screen that follows a stream of an instance, which has said so.</summary>
    private static async Task<(string Screen, List<ScreenOrder> Told)> ConnectAsync(InstanceUnderTest instance)
    {
        var screen = await instance.Fleet.HangAsync("Hall");
        List<ScreenOrder> told = [];
        instance.Fleet.Seats.Take(screen, "all", told.Add);
        instance.Fleet.Seats.See(screen);
        await instance.LookAsync();
        return (screen, told);
    }

    /// <summary>One instance.</summary>
    private sealed class InstanceUnderTest : ISignals, ILeadership
    {
        public InstanceUnderTest(FleetUnderTest fleet, MemoryOrders shared, FakeTimeProvider clock, bool hasOthers)
        {
            (Fleet, HasOthers, Board, Heard) = (fleet, hasOthers, new InstanceBoard(clock), new SignalBoard(clock));
            Service = new InstanceService(this, Heard, shared, shared, Board, fleet.Seats, this, clock, NullLogger<InstanceService>.Instance);
        }

        public event Action? Changed
        {
            add { }
            remove { }
        }

        public FleetUnderTest Fleet { get; }

        public InstanceBoard Board { get; }

        public SignalBoard Heard { get; }

        public InstanceService Service { get; }

        public bool Leads { get; set; }

        public bool HasOthers { get; }

        public Term? Current => Leads ? new Term(1, CancellationToken.None) : null;

        public string? Holder => null;

        public void End(Term term) => throw new NotSupportedException("not asked here");

        public Task LookAsync() => Service.LookAsync(Cancellation);

        public Task<Term> WaitAsync(CancellationToken cancellationToken) => throw new NotSupportedException("not asked here");

        public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }
    }
}
