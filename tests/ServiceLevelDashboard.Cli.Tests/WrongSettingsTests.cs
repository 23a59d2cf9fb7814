using System.Net;
using System.Net.Sockets;

namespace ServiceLevelDashboard.Cli.Tests;

/// <summary>A setting that cannot be used ends every command with exit code 2 and a sentence that names it.</summary>
public sealed class WrongSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sld-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Storage:PostgreSql", "Hoost=x;Password=not-to-be-said", "backup {folder}/copy.db", "Storage:PostgreSql is no connection string")]
    [InlineData("Storage:RetentionMonths", "many", "backup {folder}/copy.db", "Storage__RetentionMonths is 'many'")]
    [InlineData("Genesys:Retries", "many", "queues", "Genesys__Retries is 'many'")]
    [InlineData("GENESYS_CLIENT_SECRET_FILE", "/none", "queues", "GENESYS_CLIENT_SECRET_FILE")]
    [InlineData("Site:TimeZone", "Mars/Base", "report --last 1h", "Site__TimeZone is 'Mars/Base'")]
    [InlineData("X", "1", "backup {folder}/copy.db", "There is no archive at")]
    [InlineData("X", "1", "simulate --port {port}", "address already in use")]
    [InlineData("X", "1", "simulate --zone Mars/Base", "--zone is 'Mars/Base'")]
    public async Task Run_WrongSetting_EndsWithTwoAndASentence(string key, string value, string command, string names)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var args = command.Replace("{folder}", _folder, StringComparison.Ordinal)
            .Replace("{port}", FormattableString.Invariant($"{((IPEndPoint)taken.LocalEndpoint).Port}"), StringComparison.Ordinal).Split(' ');
        var variables = new Dictionary<string, string?> { ["Storage:DataFolder"] = _folder, ["GENESYS_CLIENT_ID"] = "a", [key] = value };

        var run = await ShellRun.OfAsync(variables, args);

        Assert.True(run.ExitCode == 2, $"{run.ExitCode}: {run.Error}");
        Assert.Contains(names, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-said", run.Error, StringComparison.Ordinal);
    }
}
