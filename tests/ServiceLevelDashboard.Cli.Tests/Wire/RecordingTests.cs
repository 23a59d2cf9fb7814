using System.Text.Json.Nodes;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.Wire;

/// <summary>What <c>sld doctor --record</c> writes: what the service says, and nothing of whose it is; and that the simulator answers from it.</summary>
public sealed class RecordingTests : IDisposable
{
    private const int Volume = 748_391;

    private readonly string _folder = Directory.CreateTempSubdirectory("sld-recording-").FullName;

    [Fact]
    public async Task Record_OrganisationWithMarkers_LeavesNoneOfThemInTheFolder()
    {
        await using var service = await MarkedAsync();
        service.Aggregates = question => WireService.Asks(question, "tShortAbandon")
            ? new WireError(400, "invalid.value", "Value [tShortAbandon] is not valid for Marker-Queue-Zanzibar of Marker-Division-Quito")
            : null;

        service.Queues.Add(new WireQueue(2, "Zanzibar") { Division = "UK" });
        service.Rejection = ("The queue Marker-Queue-Zanzibar of UK is not yours.", "analytics:queueObservation:view");

        var run = await RecordAsync(service);
        var files = Directory.GetFiles(_folder);
        var written = string.Join('\n', files.Select(File.ReadAllText).Concat(files));

        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(files);
        foreach (var marker in new[]
        {
            "Zanzibar", "Quito", "Marker", " UK ", WireService.Id(1), WireService
                .Id(900), $"{Volume}", "1234567", "wire-secret", "wire-client", "wire-token", service.Variables["GENESYS_URL"]!,
        })
        {
            Assert.DoesNotContain(marker, written, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("tShortAbandon", written, StringComparison.Ordinal);
        Assert.Contains("CustomerFirst", written, StringComparison.Ordinal);
        Assert.Contains("oServiceLevel", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_IdsAndNames_AreReplacedConsistentlyAndSumsStillAddUp()
    {
        await using var service = await MarkedAsync();
        await RecordAsync(service);
        var calls = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Select(file => JsonNode.Parse(File.ReadAllText(file))!).ToList();

        var list = calls.First(call => (string?)call["path"] == "/api/v2/routing/queues")["response"]!;
        var figures = calls.First(call => ((string?)call["path"])!.EndsWith("aggregates/query", StringComparison.Ordinal))["response"]!;
        var observed = calls.First(call => ((string?)call["path"])!.EndsWith("observations/query", StringComparison.Ordinal));
        var id = (string?)list["entities"]![0]!["id"];

        Assert.Equal(id, (string?)figures["results"]![0]!["group"]!["queueId"]);
        Assert.Equal(id, (string?)observed["request"]!["filter"]!["predicates"]![0]!["value"]);
        Assert.Equal(id, (string?)observed["response"]!["results"]![0]!["group"]!["queueId"]);
        var metrics = figures["results"]![0]!["data"]![0]!["metrics"]!.AsArray().ToDictionary(m => (string)m!["metric"]!, m => m!["stats"]!);
        Assert.Equal((long)metrics["tAnswered"]["count"]! + (long)metrics["tAbandon"]["count"]!, (long)metrics["oServiceLevel"]["denominator"]!);
        Assert.Equal(0, (long)metrics["nOffered"]["count"]! % Volume);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replay_OfARecording_TellsTheDoctorTheSame(bool isRejected)
    {
        await using var service = await MarkedAsync();
        service.Rejection = isRejected ? ("A permission is missing.", "analytics:queueObservation:view") : null;
        service.Aggregates = question =>
            WireService.Asks(question, "tShortAbandon") ? new WireError(400, "invalid.value", "Value [tShortAbandon] is not valid.") : null;
        var first = await RecordAsync(service, "--format", "json");
        await using var simulator = await SimulatorServer.StartAsync(
            new SimulatorOptions { RecordingFolder = _folder }, TimeProvider.System, TestContext.Current.CancellationToken);
        var variables = service.Variables;
        (
            variables["GENESYS_URL"],
            variables["GENESYS_CLIENT_ID"],
            variables["GENESYS_CLIENT_SECRET"]) = (simulator.Address.ToString(), simulator.ClientId, simulator.ClientSecret);

        var second = await ShellRun.OfAsync(variables, "doctor", "--format", "json");

        string[] same =
        [
            "Permission: queues",
            "Permission: live",
            "Permission: notifications",
            "Live answers",
            "Queues and divisions",
            "Targets",
            "Metrics",
            "Genesys' own service level",
        ];
        Assert.All(same, name => Assert.Equal(Finding(first, name), Finding(second, name)));
        Assert.StartsWith("Queues by whom a callback calls first: the agent 0, the customer 1", Finding(second, "Callbacks"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Simulate_FolderWithoutARecording_SaysWhatIsWrong(bool hasAFile)
    {
        if (hasAFile)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "001-queues.json"), "{}", TestContext.Current.CancellationToken);
        }

        var run = await ShellRun.OfAsync([], "simulate", "--port", "0", "--recording", _folder);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--recording", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Finding(ShellRun run, string name) =>
        (string)JsonNode.Parse(run.Out)!["checks"]!.AsArray().Single(check => (string?)check!["name"] == name)!["finding"]!;

    private Task<ShellRun> RecordAsync(WireService service, params string[] more) =>
        ShellRun.OfAsync(service.Variables, ["doctor", "--record", _folder, .. more]);

    private static async Task<WireService> MarkedAsync()
    {
        var service = await WireService.StartAsync();
        service.Queues[0] = new WireQueue(1, "Marker-Queue-Zanzibar") { CallbackMode = "CustomerFirst", Division = "Marker-Division-Quito" };
        var hour = TimeProvider.System.GetUtcNow().AddHours(-2);
        var at = new DateTimeOffset(hour.Year, hour.Month, hour.Day, hour.Hour, 0, 0, TimeSpan.Zero);
        service.Rows.Add(new WireRow(1, "voice", at)
        {
            Offered = Volume,
            Answered = [1000, 2000, 1_234_567],
            Abandoned = [40_000],
            Over = 1,
            Level = (2, 4),
        });
        service.Rows.Add(new WireRow(1, "callback", at) { Offered = 31, Waits = [1720] });
        return service;
    }
}
