using System.Diagnostics;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>The shell as it is started with standard streams that are closed, full or no longer read.</summary>
[Trait("Length", "Long")]
public sealed class ClosedStreamsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-closed-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sld report 2>&-", ExitCode.Usage)] // no client: said to nobody
    [InlineData("sld report 2>/dev/full", ExitCode.Usage)]
    [InlineData("sld boards check nothing.yaml <&- >&- 2>&-", ExitCode.Usage)]
    [InlineData("sld boards check - <&-", ExitCode.CheckFailed)] // nothing is no boards
    [InlineData("sld --version >&-", ExitCode.Usage)]
    [InlineData("sld --version 2>&- >&-", ExitCode.Usage)]
    [InlineData("sld --help | head -1; exit ${PIPESTATUS[0]}", ExitCode.Ok)]
    public async Task Sld_StreamsThatNobodyHas_EndsByItsExitCode(string line, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Closed streams are told from others on Linux.");
        var start = new ProcessStartInfo("bash", ["-c", $"ulimit -c 0; sld() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "sld.dll")}' \"$@\"; }}; {line}"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!; // a new process is always started for a command
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(exitCode, process.ExitCode);
        Assert.DoesNotContain("   at ", await error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", await output, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
