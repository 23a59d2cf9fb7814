using System.Text.Json;
using ServiceLevelDashboard.Simulator;

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
        if (_centre is not null) await _centre.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
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
        Assert.Contains("ours", (await RunAsync("backtest")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_NoArchive_SaysHowToGetOne()
    {
        var run = await RunAsync("forecast");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no archive to learn from", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_PublishedCases_AreGiven()
    {
        var patient = await RunAsync("staff", "--contacts", "100", "--aht", "180", "--format", "json");
        var leaving = await RunAsync("staff", "--contacts", "100", "--aht", "180", "--patience", "300", "--shrinkage", "30", "--format", "json");

        Assert.Equal(14, JsonDocument.Parse(patient.Out).RootElement.GetProperty("agents").GetInt32());
        Assert.Equal((13, 19), (JsonDocument.Parse(leaving.Out).RootElement.GetProperty("agents").GetInt32(), JsonDocument.Parse(leaving.Out).RootElement.GetProperty("rostered").GetInt32()));
        Assert.StartsWith("10 erlangs need 14 agents", (await RunAsync("staff", "--contacts", "100", "--aht", "180")).Out, StringComparison.Ordinal);
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
