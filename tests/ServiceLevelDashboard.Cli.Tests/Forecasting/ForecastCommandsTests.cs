using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.Forecasting;

/// <summary>What the shell says of days to come, from an archive of five simulated weeks.</summary>
public sealed class ForecastCommandsTests : IAsyncLifetime
{
    /// <summary>Noon of a Tuesday in London.</summary>
    private static readonly DateTimeOffset _noon = new(2026, 9, 1, 11, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-shell-");
    private readonly StoppedClock _clock = new();
    private SimulatorServer? _centre;

    public async ValueTask InitializeAsync() =>
        _centre = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 1 }, _clock, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_centre is not null)
        {
            await _centre.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Forecast_AtNoon_GivesTheRestTheClosingLevelAndTheChance()
    {
        Assert.Equal(0, (await RunAsync("backfill", "--last", "36d")).ExitCode);

        var run = await RunAsync("forecast", "--format", "json");
        var line = JsonDocument.Parse(run.Out).RootElement[0];

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Current Accounts", line.GetProperty("queue").GetString());
        Assert.InRange(line.GetProperty("restExpected").GetDouble(), line.GetProperty("restLow").GetInt32(), line.GetProperty("restHigh").GetInt32());
        Assert.InRange(line.GetProperty("closing").GetDouble(), line.GetProperty("closingLow80").GetDouble(), line.GetProperty("closingHigh80").GetDouble());
        Assert.InRange(line.GetProperty("chance").GetDouble(), 0, 1);
        Assert.Contains("Current Accounts", (await RunAsync("forecast")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_FiveWeeks_ScoresEveryDayAfterTheFirstFour()
    {
        await RunAsync("backfill", "--last", "36d");

        var run = await RunAsync("backtest", "--at", "12:00", "--format", "json");
        var score = JsonDocument.Parse(run.Out).RootElement;

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(score.GetProperty("cases").GetInt32(), 7, 8);
        Assert.Equal(10, score.GetProperty("calibration").GetArrayLength());
        Assert.Contains("Contacts still expected", (await RunAsync("backtest")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_NoArchive_SaysHowToGetOne()
    {
        var run = await RunAsync("forecast");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no archive to forecast from", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_PublishedCases_AreGiven()
    {
        var patient = await RunAsync("staff", "--contacts", "100", "--aht", "180", "--format", "json");
        var leaving = await RunAsync("staff", "--contacts", "100", "--aht", "180", "--patience", "300", "--shrinkage", "30", "--format", "json");

        Assert.Equal(14, JsonDocument.Parse(patient.Out).RootElement.GetProperty("agents").GetInt32());
        Assert.Equal(
            (13, 19),
            (
                JsonDocument.Parse(leaving.Out).RootElement.GetProperty("agents").GetInt32(),
                JsonDocument.Parse(leaving.Out).RootElement.GetProperty("rostered").GetInt32()));
        Assert.StartsWith("10 erlangs need 14 on queue", (await RunAsync("staff", "--contacts", "100", "--aht", "180")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaffGroup_DeclaredClosed_GivesEveryHalfHourOfTheDayFromTheArchive()
    {
        await RunAsync("backfill", "--last", "15d");
        await KeepAsync("accounts", new Group { Name = "Accounts", Rule = new GroupRule { NamePattern = "Current*" }, IsClosed = true });

        var run = await RunAsync("staff", "--group", "accounts", "--format", "json");
        var plan = JsonDocument.Parse(run.Out).RootElement;
        var slots = plan.GetProperty("slots").EnumerateArray().ToList();

        Assert.Equal((0, 1), (run.ExitCode, plan.GetProperty("queues").GetInt32()));
        Assert.InRange(plan.GetProperty("handleSeconds").GetDouble(), 60, 900);
        Assert.True(plan.GetProperty("handled").GetInt32() > 1000 && plan.GetProperty("abandoned").GetInt32() > 10);
        // the archive knows the day until nine: later hours have not settled yet
        Assert.Equal(0, slots.Single(s => s.GetProperty("from").GetString() == "08:00").GetProperty("expected").GetDouble());
        var afternoon = slots.Single(s => s.GetProperty("from").GetString() == "14:00");
        Assert.True(afternoon.GetProperty("came").GetDouble() == 0 && afternoon.GetProperty("expected").GetDouble() > 0);
        Assert.InRange(afternoon.GetProperty("agents").GetInt32(), 1, afternoon.GetProperty("agentsErlangC").GetInt32());
        var text = (await RunAsync("staff", "--group", "Accounts", "--aht", "180", "--shrinkage", "30")).Out;
        Assert.Contains("Accounts: closed group of 1 queue, voice, pooled. Its agents serve no other queues.", text, StringComparison.Ordinal);
        Assert.Contains("Assumed: handle time 180 s, patience", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaffGroup_NotClosedOrUnknown_SaysSo()
    {
        await RunAsync("backfill", "--last", "1d");
        await KeepAsync("accounts", new Group { Name = "Accounts", Rule = new GroupRule { NamePattern = "Current*" } });

        Assert.Contains("Accounts is not marked as closed", (await RunAsync("staff", "--group", "accounts")).Error, StringComparison.Ordinal);
        Assert.Contains("--group nobody is no group. There are: Accounts.", (await RunAsync("staff", "--group", "nobody")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "Give --contacts and --aht, or a closed group with --group.", (await RunAsync("staff", "--contacts", "5")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ContractThatWasSetInTheDashboard_IsTheDefaultAndMarksAreHonoured()
    {
        await RunAsync("backfill", "--last", "2d");
        await KeepAsync("2026-01-01", new DefinitionVersion { Formula = ServiceLevelFormula.Answered }, DefinitionVersion.Kind);
        await KeepAsync(
            "outage",
            new Annotation { Text = "carrier down", Start = _noon.AddHours(-3), End = _noon.AddHours(-1), LeftOutBecause = "the carrier's fault" },
            Annotation.Documents);

        var with = JsonDocument.Parse((await RunAsync("report", "--last", "24h", "--format", "json")).Out).RootElement;
        var without = JsonDocument.Parse((await RunAsync("report", "--last", "24h", "--format", "json", "--without-marked")).Out).RootElement;
        var asked = JsonDocument.Parse((await RunAsync("report", "--last", "24h", "--format", "json", "--definition", "offered")).Out).RootElement;

        Assert.Equal(("answered", "offered"), (with.GetProperty("definition").GetString(), asked.GetProperty("definition").GetString()));
        Assert.Equal(Offered(with), Offered(without) + without.GetProperty("leftOutContacts").GetInt32());
        Assert.True(Offered(without) < Offered(with));
        Assert.Equal("the carrier's fault", without.GetProperty("marked")[0].GetProperty("reason").GetString());
        Assert.Contains("Excluded: ", (await RunAsync("report", "--last", "24h", "--without-marked")).Error, StringComparison.Ordinal);

        static int Offered(JsonElement report) => report.GetProperty("totals").GetProperty("offered").GetInt32();
    }

    [Theory]
    [InlineData("--contacts is '-5'. Accepted: 0 to 1000000.", "staff", "--contacts", "-5", "--aht", "180")]
    [InlineData("--learn is 0. Accepted: 1 to 550 days.", "backtest", "--learn", "0")]
    [InlineData("--at is 'noon'. Accepted: a time such as 14:00.", "backtest", "--at", "noon")]
    public async Task Options_OutOfRange_NameWhatIsAccepted(string message, params string[] arguments)
    {
        await RunAsync("backfill", "--last", "1d");

        var run = await RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private Task KeepAsync(string key, Group group) => KeepAsync(key, group, GroupRules.Kind);

    /// <summary>Keeps what somebody made in the dashboard.</summary>
    private async Task KeepAsync<T>(string key, T value, DocumentKind<T> kind)
        where T : class
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Storage:DataFolder", (string?)_folder.FullName)]).Build();
        var shell = new Shell(new Terminal(Stream.Null, TextWriter.Null, false), configuration, _clock);
        await using var services = ArchiveAccess.Services(shell, null, _centre!.Address.ToString()); // set before every test
        using var book = new DocumentCache<T>(services.GetRequiredService<IDocumentStore>(), kind, _clock, NullLogger<DocumentCache<T>>.Instance);
        Assert.True((await book.SaveAsync(key, value, 0, Actor.Person("anna", "anna"), TestContext.Current.CancellationToken)).IsSaved);
    }

    private Task<ShellRun> RunAsync(params string[] arguments) => ShellRun.OfAsync(
        new Dictionary<string, string?>
        {
            ["GENESYS_URL"] = _centre!.Address.ToString(), // set before every test
            ["GENESYS_CLIENT_ID"] = _centre.ClientId,
            ["GENESYS_CLIENT_SECRET"] = _centre.ClientSecret,
            ["Storage:DataFolder"] = _folder.FullName,
            ["Site:TimeZone"] = "Europe/London",
        },
        _clock,
        TestContext.Current.CancellationToken,
        arguments);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => _noon;
    }
}
