using System.Diagnostics;
using System.Globalization;

namespace ServiceLevelDashboard.Chaos;

/// <summary>The dashboard in a process of its own.</summary>
/// <param name="environment">Its settings.</param>
/// <param name="log">The file of what it says.</param>
/// <param name="findings">Takes an end by itself.</param>
internal sealed class DashboardProcess(IReadOnlyDictionary<string, string> environment, string log, Findings findings) : IDisposable
{
    private Process? _process;
    private volatile bool _mayEnd = true;

    /// <summary>Its resident memory in megabytes; 0 when it does not run.</summary>
    public long Megabytes
    {
        get
        {
            try
            {
                _process?.Refresh();
                return _process is { HasExited: false } running ? running.WorkingSet64 / 1024 / 1024 : 0;
            }
            catch (InvalidOperationException)
            {
                return 0; // it has just ended
            }
        }
    }

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ServiceLevelDashboard.Web.dll"));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        _mayEnd = false;
        var process = _process;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) =>
        {
            if (!_mayEnd)
            {
                findings.Broken($"the process ended by itself with {process.ExitCode}");
            }
        };
        var writer = TextWriter.Synchronized(new StreamWriter(log, append: true) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task KillAsync()
    {
        _mayEnd = true;
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    /// <returns>How it ended.</returns>
    public async Task<int> StopAsync()
    {
        _mayEnd = true;
        Signal("TERM");
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Sends a signal: STOP and CONT freeze and thaw it.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        _mayEnd = true;
        if (_process is { HasExited: false } running)
        {
            running.Kill();
        }
        _process?.Dispose();
    }
}
