using System.Text.Json;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>The shell against a simulator that replays a file, over real HTTP; expectations are counted from the file.</summary>
public sealed class ReportEndToEndTests : IDisposable
{
    private static readonly string[] February = ["--from", "1999-02-01", "--to", "1999-03-01", "--zone", "Asia/Jerusalem"];

    private static readonly string[] SampleDays = ["--from", "2024-03-04", "--to", "2024-03-10", "--zone", "Europe/Berlin"];

    private readonly string _directory = Directory.CreateTempSubdirectory("sld-").FullName;

    public static TheoryData<string, decimal> RealMonth => new()
    {
        { "offered", .5208m }, { "answered", .5968m }, { "abandons-negative", .5208m }, { "short-excluded", .5254m },
        { "abandoned-within-excluded", .5427m }, { "abandons-positive", .5612m }, { "genesys", .5208m },
    };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(RealMonth))]
    public async Task Report_RealMonthOfContacts_GivesThePublishedFigures(string definition, decimal published)
    {
        var path = Environment.GetEnvironmentVariable("SLD_CONTACTS_CSV");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "SLD_CONTACTS_CSV does not name the real month of contacts.");
        await using var server = await StartAsync(path!, "Asia/Jerusalem"); // not null: skipped otherwise

        var run = await RunAsync(server, ["report", .. February, "--threshold", "20", "--short-abandon", "5", "--definition", definition, "--format", "json"]);

        Assert.Equal(0, run.ExitCode);
        var totals = Totals(run);
        Assert.Equal(31_125, totals.GetProperty("offered").GetInt32());
        Assert.Equal(published, decimal.Round(totals.GetProperty("serviceLevel").GetDecimal(), 4));
    }

    [Theory]
    [InlineData("genesys")]
    [InlineData("offered")]
    [InlineData("answered")]
    [InlineData("abandons-negative")]
    [InlineData("short-excluded")]
    [InlineData("abandoned-within-excluded")]
    [InlineData("abandons-positive")]
    [InlineData("short-positive")]
    public async Task Report_SampleContacts_EqualsCountingTheFile(string definition)
    {
        await using var server = await StartAsync(ContactsFile.Sample, "Europe/Berlin");
        var rows = ContactsFile.Read(ContactsFile.Sample);

        // 25 s is not the queues' own threshold, 7 s not the organisation's short-abandon limit.
        var run = await RunAsync(
            server, ["report", .. SampleDays, "--threshold", "25", "--short-abandon", "7", "--definition", definition, "--format", "json"]);

        Assert.Equal(0, run.ExitCode);
        var report = JsonDocument.Parse(run.Out).RootElement;
        foreach (var queue in report.GetProperty("queues").EnumerateArray())
        {
            AssertCounted(queue, rows.Where(row => row.Queue == queue.GetProperty("name").GetString()).ToArray(), definition);
        }
        AssertCounted(report.GetProperty("totals"), rows, definition);
        Assert.Equal(definition == "genesys", report.TryGetProperty("restated", out _));
    }

    [Fact]
    public async Task Report_OneQueueByName_IsThatQueueAlone()
    {
        await using var server = await StartAsync(ContactsFile.Sample, "Europe/Berlin");
        var rows = ContactsFile.Read(ContactsFile.Sample).Where(row => row.Queue == "NW").ToArray();

        var run = await RunAsync(server, ["report", "--queue", "nw", .. SampleDays]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Total Interactions Offered: {rows.Length}\n", run.Out, StringComparison.Ordinal);
        Assert.Contains($"Total Interactions Answered: {rows.Count(r => r.IsAnswered)}\n", run.Out, StringComparison.Ordinal);
        Assert.Contains($"Total Answered Within Threshold: {rows.Count(r => r.IsAnswered && r.Wait <= 20)}\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("Service Level Percentage: ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("PS  ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_QueueOfTheVariable_IsTheDefault()
    {
        await using var server = await StartAsync(ContactsFile.Sample, "Europe/Berlin");
        var variables = Variables(server);
        variables["GENESYS_QUEUE_ID"] = "TT";

        var run = await ShellRun.OfAsync(variables, ["report", .. SampleDays, "--format", "json"]);

        Assert.Equal("TT", Assert.Single(JsonDocument.Parse(run.Out).RootElement.GetProperty("queues").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("text", "No data found\n", "")]
    [InlineData("json", "{", "No data found")]
    [InlineData("csv", "start,end,", "No data found")]
    public async Task Report_NoContacts_SaysSoWithItsOwnExitCode(string format, string output, string error)
    {
        await using var server = await StartAsync(ContactsFile.Sample, "Europe/Berlin");

        var run = await RunAsync(server, ["report", "--from", "2024-02-01", "--to", "2024-02-02", "--format", format]);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith(output, run.Out, StringComparison.Ordinal);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OutputFile_IsWrittenWholeAndLeavesNothingBeside()
    {
        await using var server = await StartAsync(ContactsFile.Sample, "Europe/Berlin");
        var file = Path.Combine(_directory, "out", "report.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // not null: it has a directory
        await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);

        var run = await RunAsync(server, ["report", .. SampleDays, "--format", "json", "--output", file]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Equal(2030, Totals(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).GetProperty("offered").GetInt32());
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!)); // not null: as above
    }

    [Fact]
    public async Task Report_Interrupted_LeavesTheOldFileAndSaysSo()
    {
        await using var server = await StartAsync(ContactsFile.Sample, "Europe/Berlin");
        var file = Path.Combine(_directory, "report.json");
        await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);

        var run = await ShellRun.OfAsync(
            Variables(server), TimeProvider.System, new CancellationToken(canceled: true), ["report", .. SampleDays, "--output", file]);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("old", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Queues_Json_NamesQueuesAndTargets()
    {
        await using var server = await StartAsync(ContactsFile.Sample, "Europe/Berlin");

        var run = await RunAsync(server, ["queues", "--format", "json"]);

        var queues = JsonDocument.Parse(run.Out).RootElement.EnumerateArray().ToArray();
        Assert.Equal(["IN", "NE", "NW", "PE", "PS", "TT"], queues.Select(q => q.GetProperty("name").GetString()));
        Assert.Equal(20, queues[0].GetProperty("targets").GetProperty("voice").GetProperty("thresholdSeconds").GetInt32());
    }

    private static void AssertCounted(JsonElement figures, IReadOnlyCollection<ContactsFile.Row> rows, string definition)
    {
        var answered = rows.Count(r => r.IsAnswered);
        var within = rows.Count(r => r.IsAnswered && r.Wait <= 25);
        var abandonedWithin = rows.Count(r => !r.IsAnswered && r.Wait <= 25);
        var shortAbandoned = rows.Count(r => !r.IsAnswered && r.Wait <= 7);
        var (numerator, denominator) = definition switch
        {
            "answered" => (within, answered),
            "short-excluded" => (within, rows.Count - shortAbandoned),
            "abandoned-within-excluded" => (within, rows.Count - abandonedWithin),
            "abandons-positive" => (within + abandonedWithin, rows.Count),
            "short-positive" => (within + shortAbandoned, rows.Count),
            _ => (within, rows.Count), // nobody flows out in this file, so offered is answered and abandoned
        };
        Assert.Equal(
            (rows.Count, answered, within, rows.Count - answered, abandonedWithin, shortAbandoned, numerator, denominator),
            (
                Count("offered"),
                Count("answered"),
                Count("answeredWithinThreshold"),
                Count("abandoned"),
                Count("abandonedWithinThreshold"),
                Count("shortAbandoned"),
                Count("numerator"),
                Count("denominator")));
        Assert.Equal((decimal)numerator / denominator, figures.GetProperty("serviceLevel").GetDecimal());

        int Count(string member) => figures.GetProperty(member).GetInt32();
    }

    private static Task<SimulatorServer> StartAsync(string replay, string zone) =>
        SimulatorServer.StartAsync(new SimulatorOptions { ReplayFile = replay, TimeZone = zone }, TimeProvider.System, TestContext.Current.CancellationToken);

    private Dictionary<string, string?> Variables(SimulatorServer server) => new()
    {
        ["GENESYS_URL"] = server.Address.ToString(),
        ["GENESYS_CLIENT_ID"] = server.ClientId,
        ["GENESYS_CLIENT_SECRET"] = server.ClientSecret,
        ["Storage:DataFolder"] = _directory, // no archive that lies about is read
    };

    private Task<ShellRun> RunAsync(SimulatorServer server, string[] args) => ShellRun.OfAsync(Variables(server), args);

    private static JsonElement Totals(ShellRun run) => Totals(run.Out);

    private static JsonElement Totals(string json) => JsonDocument.Parse(json).RootElement.GetProperty("totals");
}
