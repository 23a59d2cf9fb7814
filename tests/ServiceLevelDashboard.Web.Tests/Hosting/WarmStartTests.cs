using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>What a restart loses: nothing.</summary>
public sealed class WarmStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-warm-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithTheNetworkOff_ShowsTheLastSnapshotWithItsAgeAndCatchesUpWhenItIsBack()
    {
        var centre = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 12 }, TimeProvider.System, Cancel);
        var address = centre.Address;
        Snapshot last;
        await using (var first = new Host(_folder.FullName, address))
        {
            last = await SnapshotAsync(first, s => s.ObservedAt is not null);
        }
        await centre.DisposeAsync();

        await using var second = new Host(_folder.FullName, address);
        using var client = second.CreateClient();
        var restored = await SnapshotAsync(second, _ => true);
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancel);

        Assert.Equal(last.Day, restored.Day);
        Assert.Equal(last.DataUntil.ToUnixTimeSeconds(), restored.DataUntil.ToUnixTimeSeconds());
        Assert.Equal(last.Queues.Sum(q => q.Day.Offered), restored.Queues.Sum(q => q.Day.Offered));
        Assert.Contains(last.Queues[0].Queue.Name, System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);

        await using var back = await SimulatorServer.StartAsync(
            new SimulatorOptions { Queues = 12, Port = address.Port }, TimeProvider.System, Cancel);
        await second.Services.GetRequiredService<Collector>().RefreshQueuesAsync(Cancel); // as it does by itself half a minute after the failure
        var caughtUp = await SnapshotAsync(second, s => s.DataUntil > restored.DataUntil);
        Assert.All(
            caughtUp.Queues.SelectMany(q => q.Intervals.Zip(q.Intervals.Skip(1))),
            pair => Assert.Equal(pair.First.Interval.End, pair.Second.Interval.Start));
    }

    [Fact]
    public async Task Start_ArchiveCannotBeOpened_ShowsFiguresFromMemoryAndSaysSo()
    {
        await using var centre = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 12 }, TimeProvider.System, Cancel);
        // A folder stands where the file should be: nobody, not even root, can open it as a database.
        Directory.CreateDirectory(Path.Combine(_folder.FullName, $"simulated-port-{centre.Address.Port}", "archive.db"));

        await using var host = new Host(_folder.FullName, centre.Address);
        using var client = host.CreateClient();
        await SnapshotAsync(host, s => !s.Queues.IsEmpty);

        var archive = host.Services.GetRequiredService<IArchiveStatus>();
        Assert.True(archive.Current.IsFailing);
        Assert.Contains("\"status\":\"Degraded\"", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.Contains("t being saved", await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Remove();
    }

    private static Task<Snapshot> SnapshotAsync(Host host, Func<Snapshot, bool> isWanted) =>
        host.Services.GetRequiredService<ISnapshots>().FirstAsync(isWanted, Cancel);

    private sealed class Host(string folder, Uri centre) : WebApplicationFactory<DataOrigin>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseContentRoot(DashboardHost.RepositoryRoot);
            builder.ConfigureLogging(static logging => logging.ClearProviders());
            builder.UseSetting("GENESYS_CLIENT_ID", "simulator");
            builder.UseSetting("GENESYS_CLIENT_SECRET", "not-a-secret");
            builder.UseSetting("GENESYS_URL", centre.ToString());
            builder.UseSetting("Security:SignIn", "Never");
            builder.UseSetting("Genesys:Retries", "0");
            builder.UseSetting("Site:TimeZone", "Europe/London");
            builder.UseSetting("Refresh:IntervalsSeconds", "2");
            builder.UseSetting("Refresh:ObservationsSeconds", "2");
            builder.UseSetting("History:BackfillDays", "0");
            builder.UseSetting("Storage:DataFolder", folder);
        }
    }
}
