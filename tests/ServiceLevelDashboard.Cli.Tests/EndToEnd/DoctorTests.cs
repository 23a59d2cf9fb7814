using System.Text.Json;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>The doctor on one sound set-up and on broken ones: which check fails, and what it tells a person to do.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_SoundSetUp_FindsNothing()
    {
        await using var server = await StartAsync(new SimulatorOptions());

        var run = await ShellRun.OfAsync(Variables(server), "doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(" fail ", run.Out, StringComparison.Ordinal);
        Assert.Contains("A channel was opened, a queue's notifications were subscribed to, and a connection was made.", run.Out, StringComparison.Ordinal);
        Assert.Contains("40 queues in ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(server.ClientSecret, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoCredentials_SaysWhichVariablesToSet()
    {
        var checks = await DiagnoseAsync([]);

        Assert.Equal(["fail", "fail"], checks.Where(c => c.Name == "Configuration").Select(c => c.Status));
        Assert.Contains(checks, c => c.Cause.Contains("GENESYS_CLIENT_ID", StringComparison.Ordinal));
        Assert.Contains(checks, c => c.Cause.Contains("GENESYS_CLIENT_SECRET", StringComparison.Ordinal));
        Assert.Equal("skipped", Of(checks, "Reachable").Status);
        Assert.Equal("skipped", Of(checks, "Quota").Status);
    }

    [Fact]
    public async Task Doctor_WrongSecret_SaysToCheckIdSecretAndRegion()
    {
        await using var server = await StartAsync(new SimulatorOptions());
        var variables = Variables(server);
        variables["GENESYS_CLIENT_SECRET"] = "mistyped-secret";

        var checks = await DiagnoseAsync(variables);

        Assert.Equal("ok", Of(checks, "Reachable").Status);
        Assert.Equal("fail", Of(checks, "Credentials").Status);
        Assert.Contains("GENESYS_CLIENT_SECRET", Of(checks, "Credentials").Fix, StringComparison.Ordinal);
        Assert.Equal("skipped", Of(checks, "Permission: queues").Status);
        Assert.DoesNotContain(checks, c => c.ToString().Contains("mistyped-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("routing/queues", "Permission: queues", "routing:queue:view")]
    [InlineData("conversations/aggregates", "Permission: history", "analytics:conversationAggregate:view")]
    [InlineData("queues/observations", "Permission: live", "analytics:queueObservation:view")]
    public async Task Doctor_OnePermissionMissing_NamesItAndLeavesTheOthers(string path, string check, string permission)
    {
        await using var server = await StartAsync(new SimulatorOptions { Faults = [new Fault(FaultKind.Forbidden) { Path = path }] });

        var checks = await DiagnoseAsync(Variables(server));

        Assert.Equal([check], checks.Where(c => c.Status == "fail").Select(c => c.Name));
        Assert.Contains(permission, Of(checks, check).Fix, StringComparison.Ordinal);
        Assert.Equal("ok", Of(checks, "Credentials").Status);
    }

    [Fact]
    public async Task Doctor_NothingListens_SaysSoAndSkipsTheRest()
    {
        var checks = await DiagnoseAsync(new()
        {
            ["GENESYS_URL"] = "http://127.0.0.1:9",
            ["GENESYS_CLIENT_ID"] = "id",
            ["GENESYS_CLIENT_SECRET"] = "secret",
            ["Genesys:Retries"] = "0",
        });

        Assert.Equal("fail", Of(checks, "Reachable").Status);
        Assert.Contains("Nothing listens at 127.0.0.1:9", Of(checks, "Reachable").Cause, StringComparison.Ordinal);
        Assert.Equal("skipped", Of(checks, "Credentials").Status);
    }

    [Fact]
    public async Task Doctor_NoQueueVisible_HintsAtTheDivisionsOfTheRole()
    {
        var empty = Path.Combine(Directory.CreateTempSubdirectory("sld-").FullName, "none.csv");
        await File.WriteAllTextAsync(empty, "queue,offered_at,outcome,wait_seconds,handle_seconds\n", TestContext.Current.CancellationToken);
        await using var server = await StartAsync(new SimulatorOptions { ReplayFile = empty });

        var checks = await DiagnoseAsync(Variables(server));

        Assert.Equal("fail", Of(checks, "Queues and divisions").Status);
        Assert.Contains("division", Of(checks, "Queues and divisions").Cause, StringComparison.Ordinal);
        Assert.Contains("grant the role for every division", Of(checks, "Queues and divisions").Fix, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(empty)!, recursive: true); // not null: it has a directory
    }

    [Fact]
    public async Task Doctor_NoTargets_SaysThatAnswersCannotBeJudged()
    {
        await using var server = await StartAsync(new SimulatorOptions { ReplayFile = ContactsFile.Sample, ReplayTarget = null });

        var checks = await DiagnoseAsync(Variables(server));

        Assert.Equal("warn", Of(checks, "Targets").Status);
        Assert.Contains("0 of 6 queues", Of(checks, "Targets").Finding, StringComparison.Ordinal);
        Assert.Equal("warn", Of(checks, "Traffic").Status);
    }

    [Theory]
    [InlineData(120, "warn", "ahead of")]
    [InlineData(-600, "fail", "behind")]
    public async Task Doctor_ClockOff_SaysByHowMuch(int seconds, string status, string direction)
    {
        await using var server = await StartAsync(new SimulatorOptions { Faults = [new Fault(FaultKind.ClockSkew) { Value = seconds }] });

        var checks = await DiagnoseAsync(Variables(server));

        Assert.Equal(status, Of(checks, "Clock").Status);
        Assert.Contains(direction, Of(checks, "Clock").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_Throttled_SaysHowLongToWait()
    {
        await using var server = await StartAsync(new SimulatorOptions { Faults = [new Fault(FaultKind.TooManyRequests) { Value = 90, Path = "aggregates" }] });

        var checks = await DiagnoseAsync(Variables(server));

        Assert.Equal("fail", Of(checks, "Permission: history").Status);
        Assert.Contains("Wait 90 s", Of(checks, "Permission: history").Fix, StringComparison.Ordinal);
        Assert.Equal("warn", Of(checks, "Quota").Status);
    }

    private static async Task<Check[]> DiagnoseAsync(Dictionary<string, string?> variables)
    {
        var run = await ShellRun.OfAsync(variables, "doctor", "--format", "json");
        var root = JsonDocument.Parse(run.Out).RootElement;
        Check[] checks = [.. root.GetProperty("checks").EnumerateArray().Select(c => new Check(
            Text(c, "name"), Text(c, "status"), Text(c, "finding"), Text(c, "cause"), Text(c, "fix")))];
        var isHealthy = checks.All(c => c.Status != "fail");
        Assert.Equal(isHealthy, root.GetProperty("healthy").GetBoolean());
        Assert.Equal(isHealthy ? 0 : 8, run.ExitCode);
        return checks;
    }

    private static Check Of(Check[] checks, string name) => Assert.Single(checks, c => c.Name == name);

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? "";

    private static Task<SimulatorServer> StartAsync(SimulatorOptions options) =>
        SimulatorServer.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);

    private static Dictionary<string, string?> Variables(SimulatorServer server) => new()
    {
        ["GENESYS_URL"] = server.Address.ToString(),
        ["GENESYS_CLIENT_ID"] = server.ClientId,
        ["GENESYS_CLIENT_SECRET"] = server.ClientSecret,
        ["Genesys:Retries"] = "0",
        ["Site:TimeZone"] = "Europe/London",
    };

    private sealed record Check(string Name, string Status, string Finding, string Cause, string Fix);
}
