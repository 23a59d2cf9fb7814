using ServiceLevelDashboard.Web.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>A dashboard over the same contact centre that the shell asks.</summary>
public class ApiDashboard : WebApplicationFactory<DataOrigin>, IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sld-api-");
    private SimulatorServer? _centre;

    /// <summary>What the contact centre is like.</summary>
    internal virtual SimulatorOptions Options => new() { Queues = 12 };

    /// <summary>The contact centre.</summary>
    internal SimulatorServer Centre => _centre ?? throw new InvalidOperationException("Not started.");

    /// <summary>Where its archive is.</summary>
    internal string DataFolder => _data.FullName;

    /// <summary>Variables with which the shell asks it.</summary>
    internal IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        ["GENESYS_CLIENT_ID"] = Centre.ClientId,
        ["GENESYS_CLIENT_SECRET"] = Centre.ClientSecret,
        ["GENESYS_URL"] = Centre.Address.ToString(),
        ["Security:SignIn"] = "Never",
        ["Site:TimeZone"] = "Europe/London",
    };

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        _centre = await SimulatorServer.StartAsync(Options, TimeProvider.System, CancellationToken.None);
        StartServer();
        await Services.GetRequiredService<ISnapshots>().UntilAsync(static snapshot => snapshot.Listed.Count > 0);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_centre is not null)
        {
            await _centre.DisposeAsync();
        }
        _data.Remove();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseContentRoot(RepositoryRoot());
        builder.ConfigureLogging(static logging => logging.ClearProviders());
        foreach (var (key, value) in Variables)
        {
            builder.UseSetting(key, value);
        }
        builder.UseSetting("History:BackfillDays", "0");
        builder.UseSetting("Storage:DataFolder", _data.FullName);
    }

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ServiceLevelDashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
        return folder.FullName;
    }
}
