using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The dashboard on a free port, over a simulated contact centre whose faults the test decides, on a Tuesday at 11:42 in London.</summary>
internal sealed class DashboardUnderTest : WebApplicationFactory<DataOrigin>
{
    private readonly TimeProvider _clock;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sld-browser-");

    private DashboardUnderTest(SimulatorServer centre, TimeProvider clock)
    {
        Centre = centre;
        _clock = clock;
        UseKestrel(0);
    }

    /// <summary>The contact centre.</summary>
    public SimulatorServer Centre { get; }

    /// <summary>Where the dashboard listens.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    public static async Task<DashboardUnderTest> StartAsync(CancellationToken cancellationToken)
    {
        var clock = new ShiftedClock(new DateTimeOffset(2026, 9, 1, 10, 42, 10, TimeSpan.Zero));
        var centre = await SimulatorServer.StartAsync(new SimulatorOptions { Seed = 7, Queues = 40 }, clock, cancellationToken);
        var dashboard = new DashboardUnderTest(centre, clock);
        dashboard.StartServer();
        return dashboard;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Centre.DisposeAsync();
        _data.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(Repository.Root);
        builder.UseSetting("GENESYS_CLIENT_ID", Centre.ClientId);
        builder.UseSetting("GENESYS_CLIENT_SECRET", Centre.ClientSecret);
        builder.UseSetting("GENESYS_URL", Centre.Address.ToString());
        builder.UseSetting("Site:TimeZone", "Europe/London");
        builder.UseSetting("Refresh:IntervalsSeconds", "2");
        builder.UseSetting("Storage:DataFolder", _data.FullName);
        builder.UseSetting("Refresh:ObservationsSeconds", "2");
        builder.ConfigureTestServices(services => services.AddSingleton(_clock));
    }
}
