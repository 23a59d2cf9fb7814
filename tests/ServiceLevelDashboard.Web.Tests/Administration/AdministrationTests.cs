using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Instances;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Storage;
using ServiceLevelDashboard.Web.Administration;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Reconciling;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Administration;

public sealed class AdministrationTests : BunitContext
{
    private const string Secret = "a-secret-that-no-page-shows";

    private readonly FakeSnapshots _snapshots = new(QueueSamples.State(QueueSamples.BillingMorning()));

    private readonly FakeInstances _instances = new();
    private readonly ArchiveOf _archive = new();

    private readonly PastOf _past = new();

    public AdministrationTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GENESYS_CLIENT_ID"] = "0f6d3c1e-5d6a-4f0e-9a53-0b1c2d3e4f01",
            ["GENESYS_CLIENT_SECRET"] = Secret,
            ["GENESYS_REGION"] = "eu-west-1",
        }).Build();
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now.AddSeconds(8)));
        Services.AddSingleton<ISnapshots>(_snapshots);
        Services.AddLiveUpdates();
        Services.AddSingleton(new DashboardSettings { Zone = QueueSamples.London });
        Services.AddSingleton(new DataOrigin(false, false));
        Services.AddLogging();
        Services.AddSingleton<IArchiveStatus>(_archive);
        Services.AddSingleton<IReconciliation>(new FakeReconciliation { Current = FakeReconciliation.After(5) });
        Services.AddSingleton<IBackfillStatus>(_past);
        Services.AddSingleton<IHostedService, FailingWork>();
        Services.AddSingleton<InstanceBoard>();
        Services.AddStorage(configuration);
        Services.AddGenesys(configuration);
        Services.AddSingleton<ILeadership>(_instances);
        Services.AddSingleton<ISignals>(_instances);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Page_OneInstance_SpeaksOfNoOthers()
    {
        Assert.DoesNotContain("Leads", Render<AdministrationPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_AnotherInstanceLeads_SaysWhich()
    {
        (_instances.HasOthers, _instances.Current, _instances.Holder) = (true, null, "the dashboard on blue (process 7)");

        Assert.Contains("the dashboard on blue (process 7); this instance follows", Render<AdministrationPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_AllWell_SaysSoWithAges()
    {
        var page = Render<AdministrationPage>();

        Assert.Equal("All sources are working.", page.Find(".lead").TextContent);
        var first = page.FindAll("tbody tr")[0].TextContent;
        Assert.Contains("Live", first, StringComparison.Ordinal);
        Assert.Contains("08:52:00", first, StringComparison.Ordinal);
        Assert.Contains("8 s", first, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".failure"));
    }

    [Fact]
    public void Page_NoOthers_ShowsNoInstances() => Assert.Empty(Render<AdministrationPage>().FindAll("#instances-title"));

    [Fact]
    public void Page_SeveralInstances_SaysWhoLeadsAndWhichThisIs()
    {
        var board = Services.GetRequiredService<InstanceBoard>();
        ConnectedScreen Screen(string id) => new(id, QueueSamples.Now, null, null);
        board.Learn(
        [
            board.Row(QueueSamples.Now, new InstanceFacts(true, 3, null, [Screen("a"), Screen("b")])),
            new InstanceRow(
                "other", "hall-2 (process 7)", "1.1", QueueSamples.Now.AddHours(-1), QueueSamples.Now.AddSeconds(-4),
                new InstanceFacts(true, 0, null, []).Write()),
        ]);
        _instances.Current = new Term(1, CancellationToken.None);

        var rows = Render<AdministrationPage>().FindAll("section[aria-labelledby=instances-title] tbody tr")
            .Select(static r => r.Children.Select(static c => c.TextContent.Trim()).ToArray()).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Equal(("hall-2 (process 7)", "Follows", "1.1", "0", "0"), (rows[0][0], rows[0][1], rows[0][2], rows[0][4], rows[0][5]));
        Assert.Equal(("Leads", "2", "3"), (rows[1][1], rows[1][4], rows[1][5]));
        Assert.EndsWith("(this one)", rows[1][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WorkInTheBackgroundFails_NamesIt()
    {
        await ((FailingWork)Services.GetRequiredService<IHostedService>()).RunTurnAsync(Xunit.TestContext.Current.CancellationToken);

        var card = Render<AdministrationPage>().Find("section[aria-labelledby=work-title]").TextContent;

        Assert.Contains("Collecting past data", card, StringComparison.Ordinal);
        Assert.Contains("failing since", card, StringComparison.Ordinal);
        Assert.DoesNotContain("the broom is gone", card, StringComparison.Ordinal); // for the log
    }

    [Fact]
    public void Page_Credentials_AreMaskedAndTheSecretNeverShown()
    {
        var page = Render<AdministrationPage>();

        Assert.Contains("0f6d…4f01", page.Markup, StringComparison.Ordinal);
        Assert.Contains("set by GENESYS_CLIENT_SECRET", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("5d6a-4f0e", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Connection_NamesRegionAndHosts()
    {
        var facts = Facts(Render<AdministrationPage>());

        Assert.Equal("eu-west-1", facts["Region"]);
        Assert.Equal("api.mypurecloud.ie", facts["API host"]);
        Assert.Equal("login.mypurecloud.ie", facts["Login host"]);
        Assert.Equal("real organisation", facts["Data source"]);
    }

    [Fact]
    public void Page_Agreement_TellsTodayAndTheSwitches()
    {
        var facts = Facts(Render<AdministrationPage>());

        Assert.Equal("matches Genesys Cloud in 4 of 4 intervals today, with inferred settings", facts["Today"]);
        Assert.Equal("Inferred, not confirmed.", facts["Status"]);
    }

    [Fact]
    public void Page_Quota_TellsShareAndCounts()
    {
        _snapshots.State = _snapshots.State with
        {
            Pace = new RefreshPace(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), 2, 1),
        };

        var facts = Facts(Render<AdministrationPage>());

        Assert.Equal("6", facts["Calls in the last minute"]);
        Assert.Equal("150 a minute", facts["Own rate limit"]);
        Assert.Equal("300 a minute", facts["Genesys Cloud limit"]);
        Assert.Equal("2\u202f%", facts["Current share of limit"]);
        Assert.Equal("8.0 a minute, 3\u202f% of the limit", facts["At this rate (queues: 1)"]);
    }

    [Fact]
    public void Page_LiveUpdates_TellTheLastSignOfLifeAndWhatDiffered()
    {
        _snapshots.State = _snapshots.State with
        {
            Push = new PushState
            {
                Status = PushStatus.Live,
                ConnectedAt = QueueSamples.Now.AddMinutes(-5),
                ProvenAt = QueueSamples.Now.AddSeconds(5),
                Traffic = new PushTraffic(2, 1100, 3, 5000, 7),
                Checks = new PushChecks(QueueSamples.Now, 900, 1, 4, 2),
            },
        };

        var facts = Facts(Render<AdministrationPage>());

        Assert.Equal("live; polling only as a check", facts["Waiting contacts and agents"]);
        Assert.Equal("3 s", facts["Last message"]);
        Assert.Equal("Channels: 2, queues: 1,100, rejected: 3", facts["Channels and queues"]);
        Assert.Equal("5,000, 7 skipped", facts["Messages received"]);
        Assert.Equal("1 of 900 values", facts["Differences at the last check"]);
        Assert.Equal("2 in 4 checks", facts["Differences since start"]);
    }

    [Fact]
    public void Page_LiveUpdatesOff_SaysBySetting() =>
        Assert.Equal("polling; live updates are off (Refresh:Push)", Facts(Render<AdministrationPage>())["Waiting contacts and agents"]);

    [Fact]
    public void Page_LiveConnectionLost_SaysWhyAndWhenItIsTriedAgain()
    {
        _snapshots.State = _snapshots.State with
        {
            Push = new PushState { Status = PushStatus.Connecting, Failure = Failure(FailureKind.Unavailable) with { Source = RefreshSource.Push } },
        };

        var page = Render<AdministrationPage>();

        Assert.StartsWith("Live updates:", page.Find(".failure h3").TextContent, StringComparison.Ordinal);
        Assert.Equal("All sources are working.", page.Find(".lead").TextContent);
    }

    [Fact]
    public void Page_ArchiveAway_SaysThatFiguresAreInMemoryAlone()
    {
        Assert.Contains(AdministrationText.ArchiveWorking, Render<AdministrationPage>().Markup, StringComparison.Ordinal);
        _archive.Current = _archive.Current with { FailingSince = QueueSamples.Now, Message = "The disk is full." };
        Assert.Contains(AdministrationText.ArchiveFailing, Render<AdministrationPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_PastBeingFetched_TellsHowFarAndWhyItWaits()
    {
        Assert.Contains(AdministrationText.PastWhole, Render<AdministrationPage>().Markup, StringComparison.Ordinal);
        _past.Current = new BackfillState(3, 25, null, 6, "The quota is in use; live figures go first.");
        Assert.Contains("Days collected: 3, left: 25; waiting: The quota is in use", Render<AdministrationPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_PermissionMissing_SaysWhereToAddIt()
    {
        _snapshots.State = _snapshots.State with { Failures = [Failure(FailureKind.Permission, "analytics:conversationAggregate:view")] };

        var page = Render<AdministrationPage>();

        Assert.Equal("1 of 3 sources are failing.", page.Find(".lead").TextContent);
        var failure = page.Find(".failure").TextContent;
        Assert.Contains("Analytics › Conversation Aggregate › View (analytics:conversationAggregate:view)", failure, StringComparison.Ordinal);
        Assert.Contains("Admin › Integrations › OAuth", failure, StringComparison.Ordinal);
        Assert.Contains("corr-1", failure, StringComparison.Ordinal);
        Assert.Contains("08:52:30", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.Authentication, "GENESYS_CLIENT_ID")]
    [InlineData(FailureKind.Permission, "Conversation Aggregate")]
    [InlineData(FailureKind.Throttled, "next attempt waits")]
    [InlineData(FailureKind.Unavailable, "HTTPS_PROXY")]
    public void FailureAdvice_EveryKind_SaysWhatToDo(FailureKind kind, string word) =>
        Assert.Contains(FailureAdvice.For(Failure(kind)), step => step.Contains(word, StringComparison.Ordinal));

    [Fact]
    public void Page_NothingYet_SaysThatItWaits()
    {
        _snapshots.State = QueueSamples.Empty;

        Assert.Equal("Waiting for the first response.", Render<AdministrationPage>().Find(".lead").TextContent);
    }

    [Fact]
    public void Page_Notices_AreListed()
    {
        _snapshots.State = _snapshots.State with { Notices = ["PT15M was refused."] };

        Assert.Contains("PT15M was refused.", Render<AdministrationPage>().Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, "8 s")]
    [InlineData(720, "12 min")]
    [InlineData(11_100, "3 h 5 min")]
    [InlineData(352_800, "4 d 2 h")]
    public void Span_OfSeconds_ReadsAsAPersonSaysIt(int seconds, string text) =>
        Assert.Equal(text, Format.Span(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.5, "0.5 s")]
    [InlineData(30, "30 s")]
    [InlineData(150, "2 min 30 s")]
    [InlineData(900, "15 min")]
    [InlineData(14_400, "4 h")]
    [InlineData(5_400, "1 h 30 min")]
    public void ExactSpan_OfASetting_IsInUnitsForPeople(double seconds, string text) =>
        Assert.Equal(text, Format.ExactSpan(TimeSpan.FromSeconds(seconds)));

    private static RefreshFailure Failure(FailureKind kind, params ImmutableArray<string> missing) => new(
        RefreshSource.Intervals,
        kind,
        "The question for intervals was refused.",
        "corr-1",
        missing,
        QueueSamples.Now.AddMinutes(-2),
        QueueSamples.Now,
        4,
        QueueSamples.Now.AddSeconds(30));

    private static Dictionary<string, string> Facts(IRenderedComponent<AdministrationPage> page) =>
        page.FindAll(".facts > div").ToDictionary(d => d.Children[0].TextContent, d => d.Children[1].TextContent);

    private sealed class FailingWork(TimeProvider clock) : PeriodicService(clock, NullLogger.Instance)
    {
        public override string Name => "backfill";

        public override Task<TimeSpan> TurnAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("the broom is gone");
    }

    private sealed class ArchiveOf : IArchiveStatus
    {
        public ArchiveState Current { get; set; } = new("SQLite, /data/archive.db", QueueSamples.Now, null, null);
    }

    private sealed class PastOf : IBackfillStatus
    {
        public BackfillState Current { get; set; } = new(0, 0, null, 0, null);
    }
}
