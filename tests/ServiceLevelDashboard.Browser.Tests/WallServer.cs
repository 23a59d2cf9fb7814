using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The program itself as a process at an address that stays, to be killed, frozen and started again.</summary>
internal sealed partial class WallServer : IAsyncDisposable, IEvidence
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sld-wall-");
    private readonly int _port = LoopbackPort.Free();
    private readonly string[] _settings;
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _program;

    private WallServer(string[] settings) => _settings = settings;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public static async Task<WallServer> StartAsync(params string[] settings)
    {
        var server = BrowserTest.Opened(new WallServer(settings));
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory); // bin/CONFIGURATION/FRAMEWORK: the program was built into one of the same names
        var program = Path.Combine(Repository.Root, "src", "ServiceLevelDashboard.Web", "bin", built.Parent!.Name, built.Name, "ServiceLevelDashboard.Web.dll");
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet", [program, $"--urls={Address}", $"--Storage:DataFolder={_data.FullName}", "--Refresh:IntervalsSeconds=5", "--Refresh:ObservationsSeconds=5",
            "--History:BackfillDays=0", "--Simulator:Queues=16", .. _settings])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        _program = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        _program.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } text)
            {
                return;
            }

            _said.Enqueue(text);
            if (Listening().IsMatch(text))
            {
                listening.TrySetResult();
            }
        };
        _program.BeginOutputReadLine();
        await listening.Task.Soon(); // a laden machine takes its time
    }

    public Task KeepAsync(string path, DateTimeOffset since) => File.WriteAllLinesAsync(path + ".server.log", _said);

    /// <summary>Memory of the program, in KB.</summary>
    public long MemoryKilobytes
    {
        get
        {
            _program!.Refresh();
            return _program.WorkingSet64 / 1024;
        }
    }

    /// <summary>Ends it without a goodbye.</summary>
    public async Task KillAsync()
    {
        _program!.Kill();
        await _program.WaitForExitAsync();
    }

    /// <summary>Freezes it: its sockets stay open and it says nothing.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_program is { HasExited: false })
        {
            await KillAsync();
        }
        _program?.Dispose();
        _data.Remove();
    }

    private async Task SignalAsync(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that freezes a process.");
        using var kill = Process.Start("kill", ["-" + signal, _program!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    [GeneratedRegex("Listening on http")]
    private static partial Regex Listening();
}
