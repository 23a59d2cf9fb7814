using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The dashboard or the shell as a process of its own, in a folder of its own, with the variables of a test alone.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private static readonly string[] _machine = ["PATH", "HOME", "DOTNET_ROOT", "DOTNET_ROOT_X64", "TMPDIR", "LANG", "SystemRoot", "TEMP", "USERPROFILE"];

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramRun(DirectoryInfo folder, Process process) => (_folder, _process) = (folder, process);

    /// <summary>The folder that it was started in; removed with it.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>All that it has said so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its assembly's name: <c>ServiceLevelDashboard.Web</c> or <c>sld</c>.</param>
    /// <param name="variables">Its variables, as <c>NAME=value</c>; {folder} is the folder that it runs in.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="prepare">Puts into the folder what it is to find there.</param>
    /// <param name="shell">A line of <c>sh</c> before it, such as <c>umask 000</c>; null for none.</param>
    public static ProgramRun Start(
        string program, IEnumerable<string> variables, IEnumerable<string> arguments, Action<string>? prepare = null, string? shell = null)
    {
        var folder = Directory.CreateTempSubdirectory("sld-run-");
        prepare?.Invoke(folder.FullName);
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. arguments];
        var start = shell is null
            ? new ProcessStartInfo(command[0], command[1..])
            : new ProcessStartInfo("sh", ["-c", $"{shell}; exec \"$@\"", "sh", .. command]);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder.FullName, true, true);
        foreach (var name in start.Environment.Keys.Except(_machine, StringComparer.OrdinalIgnoreCase).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach (var variable in variables.Select(v => v.Replace("{folder}", folder.FullName, StringComparison.Ordinal).Split('=', 2)))
        {
            start.Environment[variable[0]] = variable[1];
        }

        var run = new ProgramRun(folder, new Process { StartInfo = start });
        run._process.OutputDataReceived += run.Hear;
        run._process.ErrorDataReceived += run.Hear;
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Where it listens, once it says so; fails when it ends before.</summary>
    public async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        Assert.True(await Task.WhenAny(_address.Task, ended) == _address.Task, Said);
        return await _address.Task;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public void Ask(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
        _folder.Remove();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } text)
        {
            return;
        }
        lock (_said)
        {
            _said.AppendLine(text);
        }
        const string Listening = "Listening on ";
        if (text.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(new Uri(text[(at + Listening.Length)..].Split(',')[0]));
        }
    }
}
