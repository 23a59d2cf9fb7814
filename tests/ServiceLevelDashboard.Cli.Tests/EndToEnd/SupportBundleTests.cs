using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>The file that is sent to whoever helps, and all that the shell says: a marker in place of every secret is nowhere in it.</summary>
[Trait("Length", "Long")]
public sealed class SupportBundleTests : IDisposable
{
    private const string Marker = "MARKER-7f3a-secret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-bundle-");

    [Theory]
    [InlineData(null)]
    [InlineData(FaultKind.Unauthorized)]
    [InlineData(FaultKind.Forbidden)]
    public async Task Bundle_MarkerForEverySecret_HoldsNone(FaultKind? fault)
    {
        await using var server = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                ClientSecret = Marker,
                Faults = fault is { } kind ? [new Fault(kind)] : [],
            }, TimeProvider.System, TestContext.Current.CancellationToken);
        var variables = Variables(server.Address.ToString());

        await AssertNothingSaidAsync(variables, "doctor", "--bundle", File("a.zip"));
        await AssertNothingSaidAsync(variables, "queues", "--format", "json");
        await AssertNothingSaidAsync(variables, "report", "--fresh");
        await AssertNothingSaidAsync(variables, "doctor", "--format", "json");

        var bundle = Contents(File("a.zip"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File("a.zip")));
        }
        Assert.Equal(["archive.json", "doctor.json", "doctor.txt", "program.json", "settings.json"], bundle.Keys.Order());
        Assert.All(bundle, entry => Assert.DoesNotContain(Marker, entry.Value, StringComparison.OrdinalIgnoreCase));
        var settings = JsonDocument.Parse(bundle["settings.json"]).RootElement;
        Assert.Equal("set", settings.GetProperty("GENESYS_CLIENT_SECRET").GetString());
        Assert.Equal("Europe/London", settings.GetProperty("Site:TimeZone").GetString());
        Assert.Equal(1, settings.GetProperty("Boards").GetInt32());
    }

    [Fact]
    public async Task Bundle_NothingReachable_IsWrittenAllTheSame()
    {
        var run = await ShellRun.OfAsync(Variables("http://127.0.0.1:9/"), "doctor", "--bundle", File("b.zip"));

        Assert.NotEqual(0, run.ExitCode);
        Assert.All(Contents(File("b.zip")), entry => Assert.DoesNotContain(Marker, entry.Value, StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Dictionary<string, string?> Variables(string url) => new()
    {
        ["GENESYS_CLIENT_ID"] = "simulator",
        ["GENESYS_CLIENT_SECRET"] = Marker,
        ["GENESYS_URL"] = url,
        ["Site:TimeZone"] = "Europe/London",
        ["Storage:DataFolder"] = Path.Combine(_folder.FullName, Marker), // a folder may bear a person's name
        ["Security:OpenId:ClientSecret"] = Marker,
        ["Security:OpenId:Authority"] = $"https://login.{Marker}.example",
        ["Security:SignIn"] = Marker + " with blanks",
        ["Https:PasswordFile"] = Marker,
        ["Refresh:IntervalsSeconds"] = Marker,
        ["Boards:" + Marker + ":Title"] = Marker,
        ["SOMEBODY_ELSES"] = Marker,
    };

    private static async Task AssertNothingSaidAsync(Dictionary<string, string?> variables, params string[] arguments)
    {
        var run = await ShellRun.OfAsync(variables, arguments);
        Assert.DoesNotContain(Marker, run.Out, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Marker, run.Error.Replace(arguments[^1], "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    private string File(string name) => Path.Combine(_folder.FullName, name);

    private static Dictionary<string, string> Contents(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }
}
