using System.Net;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.Reconciling;

/// <summary><c>sld reconcile</c> against the simulator over HTTP, with its switches in every position.</summary>
public sealed class ReconcileCommandTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 3, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    public async Task Reconcile_SimulatedDay_AgreesAndTellsTheSwitches(bool abandons, bool shortAbandons, bool flowOuts)
    {
        await using var simulator = await StartAsync(new GenesysSwitches(abandons, shortAbandons, flowOuts));
        var run = await RunAsync(simulator, "reconcile", "--from", "2026-09-02", "--to", "2026-09-03", "--format", "json");

        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        Assert.True(root.GetProperty("compared").GetInt32() > 100);
        Assert.Equal(root.GetProperty("compared").GetInt32(), root.GetProperty("agreeing").GetInt32());
        Assert.InRange(root.GetProperty("usedToInfer").GetInt32(), 1, 5);
        Assert.Equal(abandons ? "on" : "off", Reading(root, "abandons"));
        Assert.Equal(!abandons ? "moot" : shortAbandons ? "on" : "off", Reading(root, "shortAbandons"));
        Assert.Equal(flowOuts ? "on" : "off", Reading(root, "flowOuts"));
    }

    [Fact]
    public async Task Reconcile_SwitchesFlippedWhileRunning_ReadsTheNewSettingOfThePastToo()
    {
        await using var simulator = await StartAsync(new GenesysSwitches());
        using var client = new HttpClient { BaseAddress = simulator.Address };
        client.DefaultRequestHeaders.Add("X-Control-Token", simulator.ControlToken);
        using var body = new StringContent("""{"includeFlowOuts":true,"includeShortAbandons":false}""", Encoding.UTF8, "application/json");
        using var turned = await client.PostAsync(new Uri("/_control/switches", UriKind.Relative), body, Token);
        Assert.Equal(HttpStatusCode.OK, turned.StatusCode);

        var run = await RunAsync(simulator, "reconcile", "--from", "2026-09-02", "--to", "2026-09-03");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "Settings:      abandons count, short abandons do not count, flow-outs count (inferred: no other setting fits)", run.Out, StringComparison.Ordinal);
        Assert.Contains("Flow-outs:      count, shown by ", run.Out, StringComparison.Ordinal);
        Assert.Contains(", 0 differ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_OneNumeratorAltered_IsOneNamedRow()
    {
        var counts = new ContactCounts { AnswerWait = new DurationStatistics(10, 10, 1), OverSla = 2, Genesys = new GenesysServiceLevel(9, 10, 0.8m) };
        var row = new QueueInterval(new QueueMedia(new QueueId("q"), MediaType.Voice), new Interval(Now, Now.AddMinutes(15)), counts);
        var result = Cli.Reconciling.ReconcileResult.Of(row.Interval, [row], [Queue.Unlisted(row.Key.Queue) with { Name = "Billing" }]);
        using var text = new StringWriter { NewLine = "\n" };
        Cli.Reconciling.ReconcileText.Write(text, result, new ReportZone(TimeZoneInfo.Utc, "test"));

        Assert.Contains("Billing  voice  2026-09-03 12:00  8 of 10  9 of 10\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("0 agree, 1 differ", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("Flow-outs:      unknown: no interval shows whether on or off", text.ToString(), StringComparison.Ordinal);
    }

    private static string? Reading(JsonElement root, string name) =>
        root.GetProperty("switches").GetProperty(name).GetProperty("reading").GetString();

    private static Task<SimulatorServer> StartAsync(GenesysSwitches switches) =>
        SimulatorServer.StartAsync(new SimulatorOptions { Queues = 6, Switches = switches }, new StoppedClock(), Token);

    private static async Task<ShellRun> RunAsync(SimulatorServer simulator, params string[] args)
    {
        using var bounded = Patience.Bound(Token);
        return await ShellRun.OfAsync(
            new Dictionary<string, string?>
            {
                ["GENESYS_URL"] = simulator.Address.ToString(),
                ["GENESYS_CLIENT_ID"] = simulator.ClientId,
                ["GENESYS_CLIENT_SECRET"] = simulator.ClientSecret,
            },
            new StoppedClock(), bounded.Token, args);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
