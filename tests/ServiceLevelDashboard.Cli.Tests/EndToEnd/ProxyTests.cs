using System.Diagnostics;
using ServiceLevelDashboard.Genesys.Tests;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>Which way calls take: the environment is read once in a process, so each case is a process of its own.</summary>
[Trait("Length", "Long")]
public sealed class ProxyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task Doctor_ProxyInTheEnvironment_AsksItForEveryHost(string variable)
    {
        await using var proxy = new ConnectProxy();

        var run = await RunAsync(new() { [variable] = proxy.Address, ["GENESYS_REGION"] = "eu-west-1" }, "doctor");

        Assert.Contains("CONNECT login.mypurecloud.ie:443 HTTP/1.1", proxy.Asked);
        Assert.Contains("CONNECT api.mypurecloud.ie:443 HTTP/1.1", proxy.Asked);
        Assert.Contains("The proxy refused the connection", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_HostInNoProxy_IsAskedDirectly()
    {
        await using var proxy = new ConnectProxy();

        // No loopback address, so that the rule for those does not decide, and no other machine: nobody is there.
        var run = await RunAsync(new() { ["HTTPS_PROXY"] = proxy.Address, ["NO_PROXY"] = "0.0.0.0", ["GENESYS_URL"] = "https://0.0.0.0:9" }, "doctor");

        Assert.Contains("0.0.0.0:9 does not answer", run.Out, StringComparison.Ordinal);
        Assert.Empty(proxy.Asked);
    }

    [Fact]
    public async Task Doctor_SimulatorOnThisMachine_NeverAsksAProxy()
    {
        await using var proxy = new ConnectProxy();
        await using var centre = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 4 }, TimeProvider.System, Cancel);

        var run = await RunAsync(
            new()
            {
                ["http_proxy"] = proxy.Address,
                ["HTTPS_PROXY"] = proxy.Address,
                ["ALL_PROXY"] = proxy.Address,
                ["GENESYS_URL"] = centre.Address.ToString(),
                ["GENESYS_CLIENT_ID"] = centre.ClientId,
                ["GENESYS_CLIENT_SECRET"] = centre.ClientSecret,
            },
            "doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("and a connection was made", run.Out, StringComparison.Ordinal); // the WebSocket too
        Assert.Empty(proxy.Asked);
    }

    private static async Task<ShellRun> RunAsync(Dictionary<string, string?> variables, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sld.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY" })
        {
            start.Environment.Remove(name);
            start.Environment.Remove(name.ToLowerInvariant());
        }

        (start.Environment["GENESYS_CLIENT_ID"], start.Environment["GENESYS_CLIENT_SECRET"]) = ("id", "a-secret-of-a-test");
        (start.Environment["Genesys__Retries"], start.Environment["Site__TimeZone"]) = ("0", "Europe/London");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // a new process is always started for a command
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel).Soon();
        return new ShellRun(process.ExitCode, await output, await error);
    }
}
