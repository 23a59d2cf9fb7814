using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys;

/// <summary>Puts the Genesys client into a container.</summary>
public static class GenesysServices
{
    /// <summary>
    /// Adds one <see cref="GenesysContactCentre"/> as the <see cref="IContactCentre"/> and the <see cref="IPushedObservations"/>. Options are read from the
    /// configuration when
    /// the first caller asks and checked when the host starts.
    /// </summary>
    public static IServiceCollection AddGenesys(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<GenesysOptions>().Configure(options => options.Read(configuration)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GenesysOptions>, GenesysOptionsRules>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new GenesysContactCentre(
            provider.GetRequiredService<IOptions<GenesysOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton<IContactCentre>(provider => provider.GetRequiredService<GenesysContactCentre>());
        services.TryAddSingleton<IPushedObservations>(provider => provider.GetRequiredService<GenesysContactCentre>());
        return services;
    }
}
