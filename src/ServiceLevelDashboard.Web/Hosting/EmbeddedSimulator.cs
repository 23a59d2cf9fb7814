using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>The contact centre that is shown when no credentials are given.</summary>
internal static class EmbeddedSimulator
{
    /// <summary>Set by the program alone: what tells one embedded contact centre from another.</summary>
    public const string NameKey = "Simulator:Name";

    /// <summary>
    /// Starts a simulated contact centre on a free loopback port and points the configuration at it, unless a client id or an
    /// address is configured: then nothing is started.
    /// </summary>
    /// <returns>The running simulator, to be disposed after the host; null when none is needed.</returns>
    public static async Task<SimulatorServer?> StartSimulatorWithoutCredentialsAsync(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (new[] { "GENESYS_CLIENT_ID", "GENESYS_URL" }.Any(key => !string.IsNullOrWhiteSpace(configuration[key])))
        {
            return null;
        }
        var zone = configuration["Site:TimeZone"] is { Length: > 0 } given ? given : "Europe/London";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new StartRefusedException(
                $"Site__TimeZone is '{zone}', which is no time zone known here. Set it to a name like Europe/Berlin or America/New_York.");
        }
        var options = new SimulatorOptions
        {
            TimeZone = zone,
            Seed = configuration.GetValue("Simulator:Seed", 1),
            Queues = configuration.GetValue("Simulator:Queues", 40),
            EnableControl = false,
        };
        if (options.Queues is < 1 or > SimulatorOptions.MostQueues)
        {
            throw new StartRefusedException(
                FormattableString.Invariant($"Simulator__Queues is {options.Queues}; it must be 1 to {SimulatorOptions.MostQueues}."));
        }
        var simulator = await StartApartAsync(options);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GENESYS_CLIENT_ID"] = simulator.ClientId,
            ["GENESYS_CLIENT_SECRET"] = simulator.ClientSecret,
            ["GENESYS_CLIENT_SECRET_FILE"] = null,
            ["GENESYS_URL"] = simulator.Address.ToString(),
            ["Site:TimeZone"] = zone,
            [NameKey] = StorageOptions.SubfolderForEmbedded(options.Seed, options.Queues, zone),
        });
        return simulator;
    }

    /// <summary>
    /// Starts it in an execution context of its own: the simulator is a web host too, and what waits for this program's host (tests, tools)
    /// would take the first one that is built.
    /// </summary>
    private static Task<SimulatorServer> StartApartAsync(SimulatorOptions options)
    {
        using var apart = ExecutionContext.SuppressFlow();
        return Task.Run(() => SimulatorServer.StartAsync(options, TimeProvider.System, CancellationToken.None));
    }
}
