using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.Forecasting;

/// <summary>The month of real contacts forecast day by day: the counts are printed and add up. Nobody judges them: fourteen days are too few.</summary>
[Trait("Length", "Long")]
public sealed partial class RealMonthBacktestTests : IDisposable
{
    private static readonly string[] _month = ["--from", "1999-02-01", "--to", "1999-03-01"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-month-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Backtest_RealMonth_PrintsHowManyDaysMetTheirTarget()
    {
        var path = Environment.GetEnvironmentVariable("SLD_CONTACTS_CSV");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "SLD_CONTACTS_CSV does not name the real month of contacts.");
        await using var centre = await SimulatorServer.StartAsync(
            new SimulatorOptions { ReplayFile = path, TimeZone = "Asia/Jerusalem" }, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync(centre, ["backfill", .. _month])).ExitCode);

        var text = (await RunAsync(centre, "backtest", "--learn", "14", "--until", "1999-03-01")).Out;
        var score = JsonDocument.Parse((await RunAsync(centre, "backtest", "--learn", "14", "--until", "1999-03-01", "--format", "json")).Out).RootElement;

        TestContext.Current.TestOutputHelper?.WriteLine(text);
        var bins = score.GetProperty("calibration").EnumerateArray().Where(b => b.GetProperty("said").GetInt32() > 0).ToList();
        Assert.Equal(
            bins.Select(b => (b.GetProperty("met").GetInt32(), b.GetProperty("said").GetInt32())),
            Counts().Matches(text).Select(m => (int.Parse(m.Groups[1].Value, null), int.Parse(m.Groups[2].Value, null))));
        Assert.All(bins, b => Assert.InRange(b.GetProperty("met").GetInt32(), 0, b.GetProperty("said").GetInt32()));
        var (days, cases) = (score.GetProperty("days").GetInt32(), score.GetProperty("cases").GetInt32());
        Assert.True(days >= 14 && cases <= 4 * days);
        Assert.InRange(bins.Sum(b => b.GetProperty("said").GetInt32()), 1, cases);
    }

    [GeneratedRegex(@"%: (\d+) of (\d+) days met target")]
    private static partial Regex Counts();

    private Task<ShellRun> RunAsync(SimulatorServer centre, params string[] arguments) => ShellRun.OfAsync(
        new Dictionary<string, string?>
        {
            ["GENESYS_URL"] = centre.Address.ToString(),
            ["GENESYS_CLIENT_ID"] = centre.ClientId,
            ["GENESYS_CLIENT_SECRET"] = centre.ClientSecret,
            ["Storage:DataFolder"] = _folder.FullName,
            ["Site:TimeZone"] = "Asia/Jerusalem",
        },
        arguments);
}
