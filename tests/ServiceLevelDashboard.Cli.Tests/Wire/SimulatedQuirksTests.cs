using System.Globalization;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.Wire;

/// <summary>Every quirk that live organisations were seen to have, shown by <c>sld simulate --fault</c>, and what the shell says of it.</summary>
[Trait("Length", "Long")]
public sealed class SimulatedQuirksTests
{
    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);

    [Theory]
    [InlineData("customer-first", "report --media callback", "Service Level Percentage: not measured")]
    [InlineData("customer-first=Callback Desk", "doctor", "the customer 1")]
    [InlineData("agents-by-queue", "doctor", "240 of 240 queues answered, 240 of them with agents")]
    [InlineData("nothing-by-media", "doctor", "240 of 240 queues answered, 240 of them with agents")]
    [InlineData("unobserved=Fraud Line", "doctor", "39 of 40 queues answered")]
    [InlineData("refused-metric=tShortAbandon", "report", "refuses the metric tShortAbandon for this organisation: left out")]
    [InlineData("refused-metric=oUserRoutingStatuses", "doctor", "Refused: oUserRoutingStatuses.")]
    [InlineData("429-message=9,path=aggregates", "report", "asks to wait 9 s.")]
    [InlineData("coarse=30", "report", "Genesys Cloud refused intervals of PT15M: PT30M is used.")]
    [InlineData("no-level=0.5", "report", "gave no service level for")]
    [InlineData("504=0.3", "report", "Service Level Percentage: ")]
    [InlineData("hidden-queues=2", "queues", "names a total of 42 and shows 40")]
    [InlineData("hidden-queues=2", "doctor", "names a total of 42 and shows 40")]
    [InlineData("odd-level=0.001", "doctor", " fit")]
    [InlineData("403,path=oauth/token", "report", "does not let this OAuth client in: 403")]
    [InlineData("odd-rows", "report --media all", "(workitem)")]
    [InlineData("odd-rows", "report", "Rows without a queue were skipped (")]
    [InlineData("unexplained-messages", "report --media message", "Service Level Percentage: ")]
    [InlineData("push-forbidden", "doctor", "Missing: analytics:queueObservation:view.")]
    public async Task Shell_OnAQuirk_SaysWhatItMeans(string fault, string command, string said)
    {
        var run = await RunAsync(fault, command, Today.AddDays(-1), Today);

        Assert.Contains(said, run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_RangeBeyondWhatIsRemembered_IsSaidToBeBeyondTheReach()
    {
        var start = Today.AddMonths(-15);

        var run = await RunAsync("forgotten=13", "report", start, start.AddDays(1));

        Assert.Contains("beyond the reach of Genesys Cloud", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ShortSecret_ComparesBeforeItRedacts()
    {
        var run = await RunAsync("coarse=30", "report", Today.AddDays(-1), Today, secret: "y");

        Assert.Contains("PT30M is used", run.Error, StringComparison.Ordinal);
    }

    private static async Task<ShellRun> RunAsync(string fault, string command, DateTimeOffset from, DateTimeOffset to, string secret = "a-secret-of-a-test")
    {
        Assert.True(FaultParser.TryParse(fault, out var parsed, out var error), error);
        // More queues than one question may name, where that is what it is about.
        var queues = parsed.Kind is FaultKind.AgentsByQueueAlone or FaultKind.NothingByMediaType ? 240 : 40;
        await using var centre = await SimulatorServer.StartAsync(
            new SimulatorOptions { Queues = queues, TimeZone = "UTC", ClientSecret = secret, Faults = [parsed] },
            TimeProvider.System, TestContext.Current.CancellationToken);
        var words = command.Split(' ');
        string[] range = words[0] == "report" ? ["--from", Date(from), "--to", Date(to), "--zone", "UTC", "--fresh"] : [];
        return await ShellRun.OfAsync(
            new Dictionary<string, string?>
            {
                ["GENESYS_URL"] = centre.Address.ToString(),
                ["GENESYS_CLIENT_ID"] = centre.ClientId,
                ["GENESYS_CLIENT_SECRET"] = secret,
                ["Genesys:Retries"] = "0",
                ["Site:TimeZone"] = "UTC",
                ["Storage:DataFolder"] = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            },
            [.. words, .. range]);
    }

    private static string Date(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
