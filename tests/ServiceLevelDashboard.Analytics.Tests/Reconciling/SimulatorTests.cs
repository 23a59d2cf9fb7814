using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Analytics.Tests.Collecting;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Analytics.Tests.Reconciling;

/// <summary>The whole way over HTTP: somebody flips the switches in the contact centre while the collector runs.</summary>
public sealed class SimulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Switches_FlippedWhileRunning_AreDetectedDatedAndExplained()
    {
        var time = new SteppedTime(Given.Utc("15:07"));
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 12 }, time, Token).Soon();
        using var centre = new GenesysContactCentre(
            new GenesysOptions { ClientId = simulator.ClientId, ClientSecret = simulator.ClientSecret, Url = simulator.Address.ToString() },
            time, NullLoggerFactory.Instance);
        var settings = new DashboardSettings { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), JitterRatio = 0 };
        using var reconciler = new Reconciler(
            settings, time, NullLogger<Reconciler>.Instance, new DocumentRepository<SwitchLedger>(new FakeDurableArchive(), SwitchLedger.Kind, time));
        var collector = Collectors.New(centre, new SnapshotStore(time, NullLogger<SnapshotStore>.Instance), settings, time, reconciler: reconciler);

        await MergeAsync();
        var first = reconciler.Current;
        Assert.Equal([new GenesysSwitches()], first.Inference!.Fitting);
        Assert.Empty(first.Today!.Mismatches);
        Assert.True(first.Today.Compared > 200);

        await FlipAsync(simulator, """{"includeFlowOuts":true,"includeShortAbandons":false}""");
        time.Step(TimeSpan.FromSeconds(30));
        await MergeAsync();

        var flipped = new GenesysSwitches(true, false, true);
        var change = Assert.Single(reconciler.Current.Changes);
        Assert.Contains(flipped, reconciler.Current.Possible);
        Assert.Equal((first.At, reconciler.Current.At), (change.LastSeenBefore, change.SeenAt));
        // Rows of the trailing three hours were read again; those before them show the old setting until the day is read again.
        Assert.InRange(change.FirstInterval, Given.Utc("11:00"), Given.Utc("12:00"));
        Assert.Empty(reconciler.Current.Today!.Mismatches);

        time.Step(TimeSpan.FromSeconds(30));
        await MergeAsync();
        var restated = reconciler.Current;
        // In three hours nothing flowed out; the day says it.
        Assert.Equal(change with { Before = new GenesysSwitches(), After = flipped }, Assert.Single(restated.Changes));
        Assert.Equal([flipped], restated.Inference!.Fitting);
        Assert.Null(restated.Inference.Change);
        Assert.Equal(
            (SwitchReading.On, SwitchReading.Off, SwitchReading.On),
            (restated.Inference.Abandons.Reading, restated.Inference.ShortAbandons.Reading, restated.Inference.FlowOuts.Reading));
        Assert.NotNull(restated.Inference.FlowOuts.Example);
        Assert.Empty(restated.Today!.Mismatches);

        async Task MergeAsync()
        {
            await collector.RefreshIntervalsAsync(Token).Soon();
            await reconciler.TurnAsync(hasOthers: false, learns: true, Token).Soon();
        }
    }

    private static async Task FlipAsync(SimulatorServer simulator, string switches)
    {
        using var client = new HttpClient { BaseAddress = simulator.Address };
        client.DefaultRequestHeaders.Add("X-Control-Token", simulator.ControlToken);
        using var body = new StringContent(switches, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/_control/switches", UriKind.Relative), body, Token).Soon();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Real timers, and a clock that moves when the test says so.</summary>
    private sealed class SteppedTime(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Step(TimeSpan by) => _now += by;
    }
}
