using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;
using ServiceLevelDashboard.Storage.People;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage;

/// <summary>Registers this room.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the ports of the archive (<see cref="IDurableIntervalArchive"/>, <see cref="IDailyArchive"/>, <see cref="IQueueHistory"/>,
    /// <see cref="IObservationArchive"/>,
    /// <see cref="IDocumentStore"/>, <see cref="IChangeLog"/>, <see cref="ILeases"/>, <see cref="ILiveState"/>,
    /// <see cref="ISignals"/>, <see cref="IArchiveClock"/>, <see cref="IArchiveMaintenance"/>, <see cref="IAlertStore"/>,
    /// <see cref="IOutbox"/>), <see cref="IArchiveFiles"/>,
    /// <see cref="ISessionStore"/>, <see cref="IEndedSessions"/>, <see cref="IScreenOrders"/>, <see cref="IInstances"/>, <see cref="IKeyStore"/>
    /// and <see cref="IAccountArchive"/>. Nothing is opened before it is used. A <see cref="TimeProvider"/> and logging must be there.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">
    /// Holds the section <c>Storage</c>. A value that cannot be used ends the start with a sentence that names the key and the fix.
    /// </param>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton(static provider => new ArchiveDatabase(provider.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton<ArchiveOpening>();
        services.AddSingleton<IArchiveCheck>(static provider => provider.GetRequiredService<ArchiveOpening>());
        services.AddSingleton<ArchiveExecutor>();
        services.AddSingleton<IArchiveFiles, ArchiveBackup>();
        services.AddSingleton<IArchiveExaminer, ArchiveExaminer>();
        services.AddSingleton<IArchiveMaintenance, ArchiveMaintenance>();
        services.AddSingleton<IDurableIntervalArchive, IntervalArchive>();
        services.AddSingleton<IDailyArchive, DailyArchive>();
        services.AddSingleton<IQueueHistory, QueueHistory>();
        services.AddSingleton<IObservationArchive, ObservationArchive>();
        services.AddSingleton<IDocumentStore, DocumentStore>();
        services.AddSingleton<IChangeLog, ChangeLog>();
        services.AddSingleton<ILeases, Leases>();
        services.AddSingleton<ILiveState, LiveState>();
        services.AddSingleton<ISignals, Signals>();
        services.AddSingleton<IArchiveClock, ArchiveClock>();
        services.AddSingleton<IAlertStore, AlertStore>();
        services.AddSingleton<IOutbox, Outbox>();
        services.AddSingleton<AccessGuard>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<IAccountArchive, AccountArchive>();
        services.AddSingleton<IEndedSessions, EndedSessionsFile>();
        services.AddSingleton<IScreenOrders, ScreenOrders>();
        services.AddSingleton<IInstances, InstanceRows>();
        services.AddSingleton<IKeyStore, KeyStore>();
        services.AddScoped(static provider => provider.GetRequiredService<ArchiveDatabase>().Open());
        services.AddScoped<IUserStore<Account>, AccountStore>();
        return services;
    }

    private sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options)
        {
            var problems = options.Problems().ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
