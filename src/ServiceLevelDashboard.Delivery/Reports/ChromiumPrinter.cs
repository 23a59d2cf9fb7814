using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>
/// Prints by a Chromium that is on this machine: a fresh process with a folder of its own for each PDF, without network, ended when it takes too
/// long or too much memory. The page is a file that loads nothing and runs no script, by its own policy, so that it is drawn when it is loaded.
/// </summary>
internal sealed class ChromiumPrinter(IOptions<ReportOptions> options, TimeProvider clock) : IReportPrinter, IDisposable
{
    /// <summary>The largest PDF in bytes: mail servers seldom take more than 10 MB with what else is attached.</summary>
    public const int LargestPdf = 5 * 1024 * 1024;

    private const long MostMemory = 1024L * 1024 * 1024;
    private const int LargestPage = 8 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge", "microsoft-edge"];

    // one at a time: each takes a core and some hundred megabytes
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <inheritdoc/>
    public async Task<(byte[]? Pdf, string? Problem)> PrintAsync(string html, CancellationToken cancellationToken)
    {
        if (Find(options.Value.Chromium) is not { } program)
        {
            return (null, ReportText.PdfNoChromium);
        }
        if (html.Length > LargestPage)
        {
            return (null, ReportText.PdfTooLarge);
        }
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("sld-report-");
        try
        {
            return await PrintAsync(program, html, folder.FullName, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return (null, ReportText.PdfFailed);
        }
        finally
        {
            _one.Release();
            Remove(folder);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>The program: as it is set, else the first that is found on PATH; null for none.</summary>
    internal static string? Find(string setting)
    {
        if (setting == ReportOptions.NoChromium)
        {
            return null;
        }
        if (setting.Length > 0 && Path.IsPathRooted(setting))
        {
            return File.Exists(setting) ? setting : null;
        }
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return (from name in setting.Length > 0 ? [setting] : Names
                from folder in folders
                let path = Path.Combine(folder, name + suffix)
                where File.Exists(path)
                select path).FirstOrDefault();
    }

    private async Task<(byte[]? Pdf, string? Problem)> PrintAsync(string program, string html, string folder, CancellationToken cancellationToken)
    {
        var (page, pdf) = (Path.Combine(folder, "report.html"), Path.Combine(folder, "report.pdf"));
        await File.WriteAllTextAsync(page, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken).ConfigureAwait(false);
        using var process = Start(program, page, pdf, folder);
        try
        {
            var from = clock.GetTimestamp();
            while (!process.HasExited)
            {
                if (clock.GetElapsedTime(from) > Longest)
                {
                    return (null, ReportText.PdfTooLong);
                }
                if (MemoryOf(process) > MostMemory)
                {
                    return (null, ReportText.PdfTooMuchMemory);
                }
                await Task.WhenAny(process.WaitForExitAsync(cancellationToken), Task.Delay(Look, clock, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Kill(process);
        }

        var made = new FileInfo(pdf);
        return !made.Exists || made.Length == 0 ? (null, ReportText.PdfFailed)
            : made.Length > LargestPdf ? (null, ReportText.PdfTooLarge)
            : (await File.ReadAllBytesAsync(pdf, cancellationToken).ConfigureAwait(false), null);
    }

    private static Process Start(string program, string page, string pdf, string folder)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync", "--disable-background-networking",
            "--disable-component-update", "--disable-dev-shm-usage", "--metrics-recording-only", "--renderer-process-limit=1",
            // nothing that it could ask for is reached
            "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND",
            $"--user-data-dir={Path.Combine(folder, "profile")}", "--no-pdf-header-footer", $"--print-to-pdf={pdf}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            start.ArgumentList.Add("--no-sandbox"); // it does not start for root with one; the page is ours, and holds no script
        }
        start.ArgumentList.Add(new Uri(page).AbsoluteUri);
        start.Environment["HOME"] = folder;
        start.Environment["XDG_CONFIG_HOME"] = start.Environment["XDG_CACHE_HOME"] = folder;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        // what it says is of no use, and a full pipe would stop it
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>The memory of the process and its children, what they share counted once for each; 0 where the system does not say it.</summary>
    private static long MemoryOf(Process process)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }
        var (parents, sizes) = (new Dictionary<int, int>(), new Dictionary<int, long>());
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Stat(folder) is { } stat)
            {
                (parents[id], sizes[id]) = (stat.Parent, stat.Pages * Environment.SystemPageSize);
            }
        }

        return sizes.Where(s => IsOf(s.Key)).Sum(static s => s.Value);

        bool IsOf(int id)
        {
            for (var depth = 0; depth < 10; depth++)
            {
                if (id == process.Id)
                {
                    return true;
                }
                if (!parents.TryGetValue(id, out id))
                {
                    return false;
                }
            }

            return false;
        }
    }

    private static (int Parent, long Pages)? Stat(string folder)
    {
        try
        {
            // behind the name, which may hold anything: state, parent, … and as the 22nd the pages in memory
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null; // it has ended meanwhile
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(TimeSpan.FromSeconds(5));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it has ended meanwhile
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a child still writes into it; the system clears its temporary folder
        }
    }
}
