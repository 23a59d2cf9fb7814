namespace ServiceLevelDashboard.Cli.Tests;

/// <summary>What the shell says to wrong use: the option or variable and what is accepted, before anything is sent.</summary>
public sealed class SldTests
{
    private static readonly Dictionary<string, string?> Nothing = [];

    private static readonly Dictionary<string, string?> Unused = new()
    {
        // Nothing listens there: a test that reached the network would fail with another exit code.
        ["GENESYS_URL"] = "http://127.0.0.1:9",
        ["GENESYS_CLIENT_ID"] = "id",
        ["GENESYS_CLIENT_SECRET"] = "very-secret",
        ["Genesys:Retries"] = "0",
    };

    [Theory]
    [InlineData("--granularity PT10M", "--granularity is 'PT10M'. Accepted: PT5M, PT15M, PT30M, PT1H.")]
    [InlineData("--definition best", "--definition is 'best'. Accepted: genesys, offered, answered, abandons-negative, short-excluded, abandoned-within-excluded, abandons-positive, short-positive.")]
    [InlineData("--threshold 0", "--threshold is '0'. Accepted: a whole number of seconds, 1 to 86400, for instance 20.")]
    [InlineData("--short-abandon five", "--short-abandon is 'five'. Accepted: a whole number of seconds, 1 to 86400, for instance 20.")]
    [InlineData("--last 24", "--last is '24'. Accepted: a whole number of minutes, hours, days or weeks, for instance 30m, 24h, 7d or 4w.")]
    [InlineData("--format xml", "--format is 'xml'. Accepted: text, json, csv.")]
    [InlineData("--zone Mars/Base", "--zone is 'Mars/Base', which is no time zone known here. Accepted: an IANA name")]
    [InlineData("--from yesterday", "--from is 'yesterday'. Accepted: a date (2026-09-01) or a time (2026-09-01T08:00) of the zone")]
    [InlineData("--to 2026-09-01", "--to needs --from")]
    [InlineData("--last 24h --from 2026-09-01", "--last and --from exclude each other")]
    [InlineData("--from 2026-09-02 --to 2026-09-01", "--to 2026-09-01 is not after --from 2026-09-02")]
    [InlineData("--from 2098-01-01", "--from 2098-01-01 lies in the future")]
    [InlineData("--from 2999-01-01", "--from is '2999-01-01'. Accepted:")]
    [InlineData(
        "--from 2026-03-29T02:30 --zone Europe/Berlin",
        "--from 2026-03-29T02:30 does not exist in Europe/Berlin: the clocks go forward over it, at 2026-03-29T01:00Z.")]
    [InlineData("--colour red", "'--colour'")]
    public async Task Report_BadInput_NamesTheOptionAndWhatIsAccepted(string options, string message)
    {
        var run = await ShellRun.OfAsync(Unused, ["report", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Commands_EachByItsName_AreFoundAndListedInTheHelp()
    {
        var help = await ShellRun.OfAsync(Nothing, "--help");
        foreach (var (name, _) in Commands.All)
        {
            var own = await ShellRun.OfAsync(Nothing, name, "--help");
            Assert.Matches($@"Usage:\s+\S+ {name}\b", own.Out);
            Assert.Contains($"\n  {name} ", help.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("report")]
    [InlineData("queues")]
    public async Task AnyCommand_NoCredentials_SaysWhichVariablesToSet(string command)
    {
        var run = await ShellRun.OfAsync(Nothing, command);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("GENESYS_CLIENT_ID", run.Error, StringComparison.Ordinal);
        Assert.Contains("GENESYS_CLIENT_SECRET", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Theory]
    [InlineData("--port 70000", "--port is '70000'. Accepted: a whole number, 0 to 65535.")]
    [InlineData("--queues none", "--queues is 'none'. Accepted: a whole number, 1 to 10000.")]
    [InlineData("--zone Mars/Base", "--zone is 'Mars/Base'")]
    [InlineData("--replay missing.csv", "--replay is 'missing.csv', which is no file.")]
    [InlineData("--shift-to-today", "--shift-to-today needs --replay")]
    [InlineData("--fault fire", "--fault: 'fire' is not a fault. Accepted: 401")]
    public async Task Simulate_BadInput_NamesTheOptionAndWhatIsAccepted(string options, string message)
    {
        var run = await ShellRun.OfAsync(Nothing, ["simulate", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfTheRoot_DocumentsExitCodesAndVariables()
    {
        var run = await ShellRun.OfAsync(Nothing, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no data found", run.Out, StringComparison.Ordinal);
        Assert.Contains("130", run.Out, StringComparison.Ordinal);
        Assert.Contains("GENESYS_CLIENT_SECRET", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "--short-abandon")]
    [InlineData("queues", "--format")]
    [InlineData("doctor", "--url")]
    [InlineData("simulate", "--shift-to-today")]
    public async Task Help_OfACommand_ListsItsOptions(string command, string option)
    {
        var run = await ShellRun.OfAsync(Nothing, command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(option, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Unreachable_HasItsOwnExitCodeAndNoSecret()
    {
        var run = await ShellRun.OfAsync(Unused, "report");

        Assert.Equal(7, run.ExitCode);
        Assert.DoesNotContain("very-secret", run.Error + run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }
}
