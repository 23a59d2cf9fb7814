using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Screens;

namespace ServiceLevelDashboard.Access.Tests.Screens;

/// <summary>One process that looks after the screens of an archive, by a clock that the test turns.</summary>
internal sealed class FleetUnderTest : IScreenHours
{
    private readonly FakeTimeProvider _clock;

    private FleetUnderTest(IDocumentStore store, DocumentCache<Screen> documents, FakeTimeProvider clock, int darkAfterMinutes, MemoryOrders orders)
    {
        _clock = clock;
        Screens = new ScreenRegistry(documents, new DocumentRepository<Screen>(store, Screen.Kind, clock), clock, NullLogger<ScreenRegistry>.Instance);
        Seats = new ScreenSeats(Screens, orders, clock);
        Watch = new OutageWatch(
            Screens,
            Seats,
            new DocumentRepository<ScreenOutages>(store, ScreenOutages.Kind, clock),
            new DocumentRepository<ScreensHeard>(store, ScreensHeard.Kind, clock),
            this,
            Options.Create(new ScreenOptions { DarkAfterMinutes = darkAfterMinutes }),
            clock,
            NullLogger<OutageWatch>.Instance);
        Watch.Noticed += notice => Notices.Add((notice.Place, notice.Outage));
    }

    public ScreenRegistry Screens { get; }

    public ScreenSeats Seats { get; }

    public OutageWatch Watch { get; }

    /// <summary>What was told to whoever tells people.</summary>
    public List<(string Place, Outage Outage)> Notices { get; } = [];

    /// <summary>Why every screen may be dark; null when none may.</summary>
    public DarkReason? Reason { get; set; }

    public static Person Anna { get; } = new(Actor.Person("anna", "anna"), Rank.Supervisor, Visibility.Everything) { Roles = ["supervisor"] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A process that has just started.</summary>
    public static async Task<FleetUnderTest> StartAsync(
        IDocumentStore store, FakeTimeProvider clock, int darkAfterMinutes = 10, MemoryOrders? orders = null)
    {
        var documents = new DocumentCache<Screen>(store, Screen.Kind, clock, NullLogger<DocumentCache<Screen>>.Instance);
        await documents.RefreshAsync(Cancellation);
        return new FleetUnderTest(store, documents, clock, darkAfterMinutes, orders ?? new MemoryOrders());
    }

    public DarkReason? ReasonAt(Screen screen, DateTimeOffset now) => Reason;

    /// <summary>A screen that has its credential.</summary>
    public async Task<string> HangAsync(string place)
    {
        var id = ScreenToken.NewScreen();
        Assert.True((await Screens.EnrolAsync(id, new(place, ["all"], null), Anna, Cancellation)).IsSaved);
        Assert.NotNull(await Screens.IssueFirstAsync(id, Cancellation));
        return id;
    }

    /// <summary>Time passes in turns of the watch, while these screens ask for the time.</summary>
    public async Task PassAsync(TimeSpan time, params string[] lit)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += OutageWatch.LookAgain)
        {
            _clock.Advance(OutageWatch.LookAgain);
            Array.ForEach(lit, Seats.See);
            await Watch.TurnAsync(Cancellation);
        }
    }

    /// <summary>The outages of a screen as the archive has them, in minutes from a moment; null while one lasts.</summary>
    public async Task<IEnumerable<(double Since, double? Until)>> OutagesAsync(string screen, DateTimeOffset from) =>
        (await Watch.OutagesOfAsync(screen, Cancellation)).Outages.Select(o => ((o.Since - from).TotalMinutes, (o.Until - from)?.TotalMinutes));
}
