using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage;

namespace ServiceLevelDashboard.StorageBench;

/// <summary>The archive as the product opens it.</summary>
internal static class ArchiveUnderTest
{
    public static async Task<(ServiceProvider Services, IDurableIntervalArchive Archive)> OpenAsync(string folder, string? postgreSql = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataFolder"] = folder,
            ["Storage:PostgreSql"] = postgreSql,
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddStorage(configuration);
        var provider = services.BuildServiceProvider();
        var archive = provider.GetRequiredService<IDurableIntervalArchive>();
        await archive.LastFetchAsync(Granularity.QuarterHour, CancellationToken.None); // the first question opens it: that is not what is measured
        return (provider, archive);
    }
}
