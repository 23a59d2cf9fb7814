using System.Text.Json;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.Archive;

/// <summary>The shell on an archive of its own, over real HTTP: five replayed days.</summary>
public sealed class ArchiveCommandsTests : IAsyncLifetime
{
    private static readonly string[] Days = ["--from", "2024-03-04", "--to", "2024-03-09", "--zone", "Europe/London"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-shell-");
    private SimulatorServer? _centre;

    public async ValueTask InitializeAsync() => _centre = await SimulatorServer.StartAsync(
        new SimulatorOptions { ReplayFile = Sample.Path }, TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_centre is not null)
        {
            await _centre.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Backfill_ThenReport_GivesTheSameFiguresWithoutAQuestionForIntervals()
    {
        var fresh = await RunAsync(["report", .. Days, "--format", "json", "--fresh"]);
        var first = await RunAsync(["backfill", .. Days]);
        var second = await RunAsync(["backfill", .. Days]);
        var kept = await RunAsync(["report", .. Days, "--format", "json"]);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("5 stretches fetched in 5 calls", first.Error, StringComparison.Ordinal);
        Assert.Contains("0 stretches fetched in 0 calls", second.Error, StringComparison.Ordinal);
        Assert.Contains("Read from the archive only", kept.Error, StringComparison.Ordinal);
        Assert.Equal(2030, JsonDocument.Parse(kept.Out).RootElement.GetProperty("totals").GetProperty("offered").GetInt32());
        Assert.Equal(fresh.Out, kept.Out);
    }

    [Fact]
    public async Task Restore_AfterABackup_BringsTheArchiveBack()
    {
        var copy = Path.Combine(_folder.FullName, "copy");
        await RunAsync(["backfill", .. Days]);
        Assert.Equal(0, (await RunAsync(["backup", copy])).ExitCode);
        foreach (var file in Directory.GetFiles(_folder.FullName, "archive.db*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        Assert.Equal(0, (await RunAsync(["restore", copy])).ExitCode);
        Assert.Contains("Read from the archive only", (await RunAsync(["report", .. Days])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_ForeignBytesInItsMiddle_IsNamedByTheDoctorAndRestored()
    {
        var copy = Path.Combine(_folder.FullName, "copy");
        await RunAsync(["backfill", .. Days]);
        var before = await RunAsync(["report", .. Days]);
        await RunAsync(["backup", copy]);
        Assert.Contains("rows of figures, fetched until", (await RunAsync(["doctor"])).Out, StringComparison.Ordinal);
        var archive = Directory.GetFiles(_folder.FullName, "archive.db", SearchOption.AllDirectories)[0];
        var bytes = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        Array.Fill(bytes, (byte)0x5A, 4096, bytes.Length - 8192);
        await File.WriteAllBytesAsync(archive, bytes, TestContext.Current.CancellationToken);

        var doctor = await RunAsync(["doctor"]);
        var report = await RunAsync(["report", .. Days]);

        Assert.NotEqual(0, doctor.ExitCode);
        Assert.Contains("sld restore FILE", doctor.Out, StringComparison.Ordinal);
        Assert.True(report.ExitCode != 0 || report.Out == before.Out, report.Out + report.Error); // an error, or asked for again
        var restored = await RunAsync(["restore", copy]);
        Assert.Equal((0, ""), (restored.ExitCode, restored.Out));
        Assert.Contains("fetched until", restored.Error, StringComparison.Ordinal);
        Assert.Equal(before.Out, (await RunAsync(["report", .. Days])).Out);
    }

    [Fact]
    public async Task Restore_NoSuchFile_SaysWhereItLooked()
    {
        var run = await RunAsync(["restore", Path.Combine(_folder.FullName, "absent")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no backup at", run.Error, StringComparison.Ordinal);
    }

    private Task<ShellRun> RunAsync(string[] arguments) => ShellRun.OfAsync(
        new Dictionary<string, string?>
        {
            ["GENESYS_URL"] = _centre!.Address.ToString(), // set before every test
            ["GENESYS_CLIENT_ID"] = _centre.ClientId,
            ["GENESYS_CLIENT_SECRET"] = _centre.ClientSecret,
            ["Storage:DataFolder"] = _folder.FullName,
        },
        arguments);
}
