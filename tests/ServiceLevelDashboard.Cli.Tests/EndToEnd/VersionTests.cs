using System.Diagnostics;
using System.Reflection;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>What <c>sld --version</c> brings into its process: it is asked for by scripts, and costs what an empty program does.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task Sld_VersionAlone_LoadsNothingButItself()
    {
        var (loaded, output) = await RunAsync("--version");

        var version = typeof(Sld).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion; // every build sets it
        Assert.Equal(version + "\n", output);
        Assert.Contains("sld", loaded);
        Assert.DoesNotContain(loaded, static name => name.StartsWith("Microsoft.", StringComparison.Ordinal) && name != "Microsoft.Win32.Primitives");
        Assert.DoesNotContain(loaded, static name => name is "System.CommandLine" or "System.Linq" or "System.Console");
        Assert.DoesNotContain(loaded, static name => name.StartsWith("ServiceLevelDashboard.", StringComparison.Ordinal) && name != OwnName);
    }

    [Fact]
    public async Task Sld_VersionAmongOthers_IsTakenByTheShell()
    {
        var (loaded, output) = await RunAsync("report", "--version");

        Assert.Contains("System.CommandLine", loaded);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Sld_VersionIntoAFile_LeavesThePlaceBehindIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A shell of Linux.");
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("sh", ["-c", "(dotnet \"$0\" --version; echo more) > \"$1\"", Path.Combine(AppContext.BaseDirectory, "sld.dll"), file]);
            using var process = Process.Start(start)!; // as below
            await process.WaitForExitAsync(Cancellation);

            Assert.EndsWith("\nmore\n", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("report", "--last", "1h")]
    [InlineData("export", "--data", "nowhere")]
    public async Task Sld_AskedForAnythingElse_LoadsNoFormatOfFiles(params string[] args)
    {
        var (loaded, _) = await RunAsync(args);

        Assert.Contains("System.CommandLine", loaded);
        Assert.DoesNotContain(loaded, static name => name is "Parquet" or "CsvHelper" or "ZstdSharp");
        Assert.DoesNotContain(loaded, static name => name.StartsWith("ModelContextProtocol", StringComparison.Ordinal));
    }

    private static string OwnName => typeof(VersionTests).Assembly.GetName().Name!; // it is a file

    /// <summary>Runs the shell with this assembly as its startup hook, which tells what was loaded when it ends.</summary>
    private static async Task<(string[] Loaded, string Output)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sld.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_STARTUP_HOOKS"] = typeof(VersionTests).Assembly.Location },
        };
        using var process = Process.Start(start)!; // a new process is always started for a command
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        var loaded = (await error).Split('\n').Where(static line => line.StartsWith(StartupHook.Heading, StringComparison.Ordinal));
        return ([.. loaded.Select(static line => line[StartupHook.Heading.Length..])], await output);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
