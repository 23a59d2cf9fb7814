using System.Net;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The program started from a folder that is not its own, with a umask that lets everybody read and write.</summary>
[Trait("Length", "Long")]
public sealed class ForeignFolderTests : IDisposable
{
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("sld-work-"), _program = Directory.CreateTempSubdirectory("sld-program-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _work.Delete(recursive: true);
        _program.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_FromAnotherFolder_HasItsStylesAndSettingsAndMakesFilesForItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no umask; files have the rights of their folder.");
        await using var run = ProgramRun.Start(
            "ServiceLevelDashboard.Web",
            ["ASPNETCORE_URLS=http://127.0.0.1:0"],
            [],
            static folder => File.WriteAllText(Path.Combine(folder, ".env"), "Simulator__Queues=3\nHistory__BackfillDays=0\n"),
            shell: "umask 000");
        using var client = new HttpClient { BaseAddress = await run.AddressAsync(Cancellation) };

        using var style = await client.GetAsync(new Uri("/css/app.css", UriKind.Relative), Cancellation);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/");
        asked.Headers.Host = "attacker.example";
        using var foreign = await client.SendAsync(asked, Cancellation);
        var archive = Path.Combine(run.Folder, "data", "simulated-1-3-Europe-London", "archive.db");
        while (!run.Said.Contains("tables are up to date", StringComparison.Ordinal))
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }

        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode); // AllowedHosts of the program's own settings
        Assert.True(File.Exists(archive), "the data of this folder's .env");
        AssertOwn(Path.Combine(run.Folder, "data"));
        if (OperatingSystem.IsLinux())
        {
            // used-up watchers of the system cannot keep it from starting: it has none
            Assert.DoesNotContain(
                new DirectoryInfo($"/proc/{run.Id}/fd").EnumerateFileSystemInfos(),
                static f => f.LinkTarget?.Contains("inotify", StringComparison.Ordinal) == true);
        }
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData(".env", "", false)]
    [InlineData(".env", "data", false)]
    [InlineData("", ".env", true)]
    [InlineData("", "data", true)]
    public void Find_InstallationFolder_IsTheWorkingDirectoryUnlessTheProgramsAloneHasOne(string work, string program, bool isProgram)
    {
        Put(_work, work);
        Put(_program, program);

        Assert.Equal((isProgram ? _program : _work).FullName, InstallationFolder.Find(_work.FullName, _program.FullName));

        static void Put(DirectoryInfo folder, string what)
        {
            if (what == "data")
            {
                folder.CreateSubdirectory(what);
            }
            else if (what.Length > 0)
            {
                File.WriteAllText(Path.Combine(folder.FullName, what), "");
            }
        }
    }

    private static void AssertOwn(string folder)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] all = [folder, .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)];

        Assert.Contains(all, static path => path.EndsWith("archive.db-wal", StringComparison.Ordinal));
        Assert.Contains(all, static path => path.Contains("key-", StringComparison.Ordinal));
        Assert.DoesNotContain(all, static path => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0);
    }
}
