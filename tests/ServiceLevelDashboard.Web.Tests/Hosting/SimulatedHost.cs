using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The whole dashboard without credentials, on the embedded simulator with twelve queues and a data folder of its own.</summary>
public abstract class SimulatedHost : WebApplicationFactory<DataOrigin>
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sld-host-");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Remove();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether it logs as it would outside of a test.</summary>
    protected virtual bool Logs => false;

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseContentRoot(DashboardHost.RepositoryRoot);
        if (!Logs)
        {
            builder.ConfigureLogging(static logging => logging.ClearProviders()); // nobody reads the console of a test
        }
        // a developer's own .env must not decide what is tested
        builder.UseSetting("GENESYS_CLIENT_ID", "");
        builder.UseSetting("GENESYS_URL", "");
        builder.UseSetting("Simulator:Queues", "12");
        builder.UseSetting("History:BackfillDays", "0"); // today is all that these tests look at
        builder.UseSetting("Storage:DataFolder", _data.FullName);
    }
}
