using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Schedules;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Schedules;

public sealed class SchedulePageTests : PageContext
{
    private static readonly Schedule Morning = new()
    {
        Name = "Morning",
        Cron = "30 7 * * 1-5",
        Zone = "Europe/London",
        Role = "viewer",
        Routes = ["office"],
        Addresses = ["anna@example.org", "ben@example.org"],
        WaitHours = 3,
    };

    private readonly FakeArchive _archive = new();
    private readonly DocumentCache<Schedule> _book;
    private readonly DocumentCache<Route> _routes;
    private readonly ListedOutbox _outbox = new();
    private Person _person = new(Actor.Person("anna", "anna"), Rank.Supervisor, Visibility.Everything);

    public SchedulePageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(new Viewer(_ => _person));
        Services.AddSingleton(DashboardSettings.From(new SiteOptions { TimeZone = "Europe/London" }, new RefreshOptions(), new ServiceLevelOptions()));
        var groups = Services.AddBook(GroupRules.Kind, _archive);
        _book = Services.AddBook(ScheduleRules.Kind, _archive);
        _routes = Services.AddBook(Route.Documents, _archive);
        Services.AddSingleton(new RoleRegistry(Books.Of(Role.Kind, _archive), groups));
        Services.AddSingleton<IOutbox>(_outbox);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Editor_NewSchedule_IsKeptAndSaysItsNextTimes()
    {
        var page = Render<SchedulePage>();
        await page.Field(ScheduleText.Name).ChangeAsync("Monday report");
        await page.ChooseAsync(ScheduleText.Rhythm, Rhythm.Mondays);
        await page.ChooseAsync(ScheduleText.Range, ReportSpan.LastWeek);
        await page.Field(ScheduleText.Addresses).ChangeAsync("anna@example.org\nben@example.org");

        Assert.Equal(3, page.FindAll(".times li").Count);
        Assert.All(page.FindAll(".times li"), time => Assert.Matches("^Mon .*08:00$", time.TextContent));
        await page.Find("form").SubmitAsync();

        var schedule = Assert.Single(_book.All).Value.Value;
        Assert.Equal(
            ("Monday report", "0 8 * * 1", "Europe/London", ReportSpan.LastWeek, "viewer", 6),
            (schedule.Name, schedule.Cron, schedule.Zone, schedule.Range, schedule.Role, schedule.WaitHours));
        Assert.Equal(["anna@example.org", "ben@example.org"], schedule.Addresses.AsEnumerable());
        Assert.EndsWith("/schedules", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_WrongFields_AreNamedAndNothingIsKept()
    {
        var page = Render<SchedulePage>();
        await page.ChooseAsync(ScheduleText.Rhythm, Rhythm.Own);
        await page.Field(ScheduleText.Cron).ChangeAsync("0 0 31 2 *");
        await page.Field(ScheduleText.Addresses).ChangeAsync("Anna <anna@example.org>");
        await page.Find("form").SubmitAsync();

        Assert.Equal([ScheduleText.NameWrong, ScheduleText.CronWrong, ScheduleText.AddressWrong], page.Problems());
        Assert.Empty(page.FindAll(".times li"));
        Assert.Empty(_book.All);
    }

    [Fact]
    public async Task Editor_Kept_ShowsItAsItIsAndWritesItBackUnchanged()
    {
        await _book.SaveAsync("morning", Morning, 0, Actor.Program, Cancellation);
        await _routes.SaveAsync("office", new Route { Name = "The office", Kind = RouteKind.Mail, To = ["office@example.org"] }, 0, Actor.Program, Cancellation);
        var page = Render<SchedulePage>(p => p.Add(s => s.Key, "morning"));

        Assert.Equal("Morning", page.Field(ScheduleText.Name).GetAttribute("value"));
        Assert.Contains("The office", page.Markup, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();

        var kept = _book.Find("morning")!;
        Assert.Equal(2, kept.Version);
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(Morning, ScheduleRules.Kind.Json),
            System.Text.Json.JsonSerializer.Serialize(kept.Value, ScheduleRules.Kind.Json));
    }

    [Fact]
    public async Task Editor_RoleThatIsNotOnesOwn_IsNotThere()
    {
        await _book.SaveAsync("morning", Morning with { Role = "administrator" }, 0, Actor.Program, Cancellation);
        _person = _person with { Sees = Visibility.Of([], [], [QueueSamples.Billing.Queue]), Roles = ["viewer"] };

        Assert.Contains(ScheduleText.Gone, Render<SchedulePage>(p => p.Add(s => s.Key, "morning")).Markup, StringComparison.Ordinal);
        Assert.Contains(ScheduleText.None, Render<SchedulesPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_SaveInAnotherRole_IsRefused()
    {
        _person = _person with { Sees = Visibility.Of([], [], [QueueSamples.Billing.Queue]), Roles = ["viewer"] };
        var page = Render<SchedulePage>();
        await page.Field(ScheduleText.Name).ChangeAsync("Mine");
        await page.Field(ScheduleText.Addresses).ChangeAsync("anna@example.org");
        await page.ChooseAsync(ScheduleText.Role, "administrator");
        await page.Find("form").SubmitAsync();

        Assert.Empty(_book.All);
        Assert.Contains(LayoutText.PartRefused, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Pause_IsKept()
    {
        await _book.SaveAsync("morning", Morning, 0, Actor.Program, Cancellation);
        var page = Render<SchedulesPage>();

        await page.Button(ScheduleText.Pause).ClickAsync();

        Assert.False(_book.Find("morning")!.Value.IsEnabled);
        Assert.Contains(ScheduleText.Paused, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_SentWaitingAndGivenUp_SayWhatCameOfThem()
    {
        await _book.SaveAsync("morning", Morning, 0, Actor.Program, Cancellation);
        _outbox.Keep(Morning, OutboxState.GivenUp, "550 no such mailbox");
        _outbox.Keep(Morning with { Routes = [] }, OutboxState.Sent, "250 taken", "other");
        var history = Render<ScheduleHistory>(p => p.Add(h => h.Key, "morning"));

        var rows = history.FindAll("tbody tr");
        Assert.Equal(2, rows.Count); // of this schedule alone
        Assert.All(rows, row => Assert.Contains("550 no such mailbox", row.TextContent, StringComparison.Ordinal));
        Assert.Contains(ScheduleText.OwnAddresses, history.Markup, StringComparison.Ordinal);

        await history.Button(ScheduleText.SendNow).ClickAsync();

        Assert.Equal(["office", "schedule:morning"], _outbox.Added.Select(m => m.Route));
        Assert.Contains(ScheduleText.Entered, history.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void History_ArchiveAway_SaysSo()
    {
        _outbox.IsAway = true;

        Assert.Contains(LayoutText.ErrorArchiveTitle, Render<ScheduleHistory>(p => p.Add(h => h.Key, "morning")).Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 8 * * *", Rhythm.Daily)]
    [InlineData("30 7 * * 1-5", Rhythm.Weekdays)]
    [InlineData("0 8 * * 1", Rhythm.Mondays)]
    [InlineData("0 8 1 * *", Rhythm.FirstOfMonth)]
    [InlineData("0 8 * * 2", Rhythm.Own)]
    [InlineData("0 25 * * *", Rhythm.Own)]
    [InlineData("*/5 8 * * *", Rhythm.Own)]
    public void Draft_OfACron_WritesTheSameBack(string cron, object rhythm)
    {
        var draft = ScheduleDraft.Of(Morning with { Cron = cron });

        Assert.Equal((rhythm, cron), (draft.Rhythm, draft.Cron));
    }

    /// <summary>An outbox of which only reading and entering is asked.</summary>
    private sealed class ListedOutbox : IOutbox
    {
        private readonly List<OutboxEntry> _entries = [];

        public bool IsAway { get; set; }

        public List<OutboxMessage> Added { get; } = [];

        public void Keep(Schedule schedule, OutboxState state, string answer, string key = "morning")
        {
            foreach (var message in ReportMessage.Of(key, schedule, QueueSamples.Now, QueueSamples.Now))
            {
                _entries.Add(new OutboxEntry(message, state, 1, answer, QueueSamples.Now));
            }
        }

        public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken)
        {
            Added.AddRange(messages);
            return Task.CompletedTask;
        }

        public Task<ImmutableArray<OutboxEntry>> ReadAsync(OutboxKind? kind, string? route, int count, CancellationToken cancellationToken) =>
            IsAway ? throw new ArchiveUnavailableException("away") : Task.FromResult(_entries.ToImmutableArray());

        public Task<ImmutableArray<OutboxEntry>> TakeAsync(
            string holder, DateTimeOffset now, DateTimeOffset until, int count, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task FinishAsync(string id, string holder, OutboxOutcome outcome, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
