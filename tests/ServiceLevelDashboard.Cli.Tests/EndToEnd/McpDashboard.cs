using Microsoft.AspNetCore.Hosting;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>A dashboard on a port of this machine, whose queues are called what an attacker would call them.</summary>
public sealed class McpDashboard : KeptDashboard
{
    public McpDashboard() => UseKestrel();

    /// <summary>Where it listens.</summary>
    internal int Port => ClientOptions.BaseAddress.Port;

    /// <inheritdoc/>
    internal override SimulatorOptions Options => base.Options with { HostileNames = true, Queues = 36 };

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Security:Proxies", "127.0.0.1");
    }
}
