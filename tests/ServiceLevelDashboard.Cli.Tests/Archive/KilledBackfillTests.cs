using System.Diagnostics;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.Archive;

/// <summary>The short form of <c>bench/storage kill</c>: the process dies in the middle, twice, and the next one goes on.</summary>
[Trait("Length", "Long")]
public sealed class KilledBackfillTests : IDisposable
{
    private static readonly string[] Range = ["--from", "2024-03-04", "--to", "2024-03-09", "--zone", "Europe/London"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-killed-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backfill_KilledTwice_GoesOnAndEndsWithEveryRowOnce()
    {
        await using var centre = await SimulatorServer.StartAsync(new SimulatorOptions { ReplayFile = Sample.Path }, TimeProvider.System, Cancel);

        await KillWhenAsync(centre, "Fetching 2 of 5");
        await KillWhenAsync(centre, "Fetching 2 of ");
        var last = await ShellRun.OfAsync(Variables(centre), ["backfill", .. Range]);
        var kept = await ShellRun.OfAsync(Variables(centre), ["report", .. Range, "--format", "json"]);
        var fresh = await ShellRun.OfAsync(Variables(centre), ["report", .. Range, "--format", "json", "--fresh"]);

        Assert.Equal(0, last.ExitCode);
        Assert.Contains("Read from the archive only", kept.Error, StringComparison.Ordinal);
        Assert.Equal(fresh.Out, kept.Out);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
    }

    private async Task KillWhenAsync(SimulatorServer centre, string line)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sld.dll"), "backfill", .. Range])
        {
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables(centre))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        using var process = Process.Start(start)!; // a new process is always started for a command
        while (await process.StandardError.ReadLineAsync(Cancel) is { } said && !said.Contains(line, StringComparison.Ordinal))
        {
            // read on
        }

        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    private Dictionary<string, string?> Variables(SimulatorServer centre) => new()
    {
        ["GENESYS_URL"] = centre.Address.ToString(),
        ["GENESYS_CLIENT_ID"] = centre.ClientId,
        ["GENESYS_CLIENT_SECRET"] = centre.ClientSecret,
        ["Storage:DataFolder"] = _folder.FullName,
    };
}
