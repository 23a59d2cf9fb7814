using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;

namespace ServiceLevelDashboard.Analytics.Hosting;

/// <summary>Registers this room.</summary>
public static class AnalyticsServices
{
    /// <summary>
    /// Adds <see cref="ISnapshots"/>, <see cref="IHistory"/>, <see cref="DashboardSettings"/> and the services that keep them fresh and let the figures
    /// survive a restart. An <see cref="IContactCentre"/>, an <see cref="IPushedObservations"/>, the archive's ports, a <see cref="TimeProvider"/> and logging
    /// must be there.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">
    /// Holds the sections <c>Site</c>, <c>Refresh</c>, <c>ServiceLevel</c> and <c>History</c>. A value that cannot be used ends the start with a sentence that
    /// names the key and the fix.
    /// </param>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDashboardSettings(configuration);
        services.AddInstances(); // first: it stops last, and gives the lead back when nobody works any more
        services.AddDocuments();
        services.AddSingleton<IIntervalArchive>(static _ => new InMemoryIntervalArchive());
        services.AddSingleton<SnapshotStore>();
        services.AddSingleton<ISnapshots>(static provider => provider.GetRequiredService<SnapshotStore>());
        services.AddHistory(configuration); // before the collector: services stop in the reverse order, and the last figures are written after the last refresh
        services.AddForecasts();
        services.AddDocumentRepository(SwitchLedger.Kind);
        services.AddSingleton<Reconciler>();
        services.AddSingleton<IReconciliation>(static provider => provider.GetRequiredService<Reconciler>());
        services.AddHostedService<ReconciliationService>();
        services.AddCollector();
        services.AddAlerts();
        return services;
    }

    /// <summary>Adds <see cref="DashboardSettings"/> alone.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">
    /// Holds the sections <c>Site</c>, <c>Refresh</c> and <c>ServiceLevel</c>. A value that cannot be used is told when the settings are asked for, or at the
    /// start.
    /// </param>
    public static IServiceCollection AddDashboardSettings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<SiteOptions>().Bind(configuration.GetSection(SiteOptions.Section)).ValidateOnStart();
        services.AddOptions<RefreshOptions>().Bind(configuration.GetSection(RefreshOptions.Section)).ValidateOnStart();
        services.AddOptions<ServiceLevelOptions>().Bind(configuration.GetSection(ServiceLevelOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SiteOptions>>(provider => new SiteOptionsValidator(
            configuration.GetSection(RefreshOptions.Section), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IValidateOptions<RefreshOptions>, RefreshOptionsValidator>();
        services.AddSingleton<IValidateOptions<ServiceLevelOptions>, ServiceLevelOptionsValidator>();
        services.AddSingleton(static provider => DashboardSettings.From(
            provider.GetRequiredService<IOptions<SiteOptions>>().Value,
            provider.GetRequiredService<IOptions<RefreshOptions>>().Value,
            provider.GetRequiredService<IOptions<ServiceLevelOptions>>().Value));
        return services;
    }

    /// <summary>Who leads, and what instances tell each other. An archive that can have others replaces the ports.</summary>
    private static void AddInstances(this IServiceCollection services)
    {
        services.TryAddSingleton<ISignals, Alone>();
        services.TryAddSingleton<ILiveState, Alone>();
        services.TryAddSingleton<IArchiveClock, Alone>();
        services.TryAddSingleton(static _ => new InstanceName(LeaseHolder.NewInstance()));
        services.AddSingleton<SignalBoard>();
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<Leadership>(
            provider,
            (Func<bool, CancellationToken, Task>)((hasLease, token) => provider.GetRequiredService<Follower>().LookAsync(hasLease, token))));
        services.AddSingleton<ILeadership>(static provider => provider.GetRequiredService<Leadership>());
        services.AddHostedService<LeadershipService>();
        services.AddHostedService<SignalService>();
    }

    /// <summary>What people make that figures depend on.</summary>
    private static void AddDocuments(this IServiceCollection services)
    {
        services.AddDocuments(GroupRules.Kind);
        services.AddDocuments(Site.Documents);
        services.AddDocuments(Annotation.Documents);
        services.AddDocuments(TargetRules.Kind);
        services.AddDocuments(DefinitionVersion.Kind);
        services.AddDocuments(AlertRules.Kind);
        services.AddDocuments(AlertAcknowledgement.Kind);
        services.AddDocuments(AlertSilence.Kind);
        services.AddSingleton<DocumentVisibility>();
        services.AddSingleton<OpeningTimes>();
        services.AddSingleton<IContracts>(static provider => ActivatorUtilities.CreateInstance<ContractProvider>(
            provider, (Func<IQueueCalendars>)(() => provider.GetRequiredService<OpeningTimes>().Calendars)));
    }

    private static void AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HistoryOptions>().Bind(configuration.GetSection(HistoryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HistoryOptions>, HistoryOptionsValidator>();
        services.AddSingleton<IHistory, HistoryReader>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<IArchiveStatus>(static provider => provider.GetRequiredService<HistoryWriter>());
        services.AddHostedService<HistoryService>();
        services.AddDocumentRepository(BackfillRequest.Kind);
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<Backfiller>(provider, LeaseHolder.Dashboard));
        services.AddSingleton<IBackfillStatus>(static provider => provider.GetRequiredService<Backfiller>());
        services.AddHostedService<BackfillService>();
        services.AddSingleton<DaySumService>();
        services.AddSingleton<IDaySumming>(static provider => provider.GetRequiredService<DaySumService>());
        services.AddHostedService(static provider => provider.GetRequiredService<DaySumService>());
        services.AddSingleton<WarmStart>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<Follower>();
        services.AddHostedService<FollowerService>();
    }

    private static void AddForecasts(this IServiceCollection services)
    {
        services.AddSingleton<QueueModelStore>();
        services.AddSingleton<IQueueModels>(static provider => provider.GetRequiredService<QueueModelStore>());
        services.AddHostedService<ModelService>();
        services.AddDocumentRepository(TrackRecordJson.Kind);
        services.AddSingleton<TrackRecordStore>();
        services.AddSingleton<KeptTrackRecord>();
        services.AddSingleton<ITrackRecord>(static provider => provider.GetRequiredService<TrackRecordStore>());
        services.AddHostedService<TrackRecordService>();
        services.AddSingleton<IDrops, DropReader>();
    }

    private static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<AlertDocuments>();
        services.AddSingleton<AlertActions>();
        services.AddSingleton<OpenAlerts>();
        services.AddSingleton<SystemSources>();
        services.AddSingleton<IAlerts, AlertBook>();
        services.AddHostedService<AlertService>();
    }

    private static void AddCollector(this IServiceCollection services)
    {
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<Collector>(provider, (Func<double>)Random.Shared.NextDouble));
        foreach (var source in (RefreshSource[])[RefreshSource.Queues, RefreshSource.Intervals, RefreshSource.Observations])
        {
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<RefreshService>(provider, source));
        }

        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<PushListener>(provider, (Func<double>)Random.Shared.NextDouble));
        services.AddHostedService<PushService>();
    }
}
