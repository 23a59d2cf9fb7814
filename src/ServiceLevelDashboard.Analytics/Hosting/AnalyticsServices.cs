using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Annotations;
using ServiceLevelDashboard.Analytics.Archiving;
using ServiceLevelDashboard.Analytics.Causes;
using ServiceLevelDashboard.Analytics.Collecting;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Groups;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.History;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Analytics.Sites;
using ServiceLevelDashboard.Analytics.Snapshots;

namespace ServiceLevelDashboard.Analytics.Hosting;

/// <summary>Registers this room.</summary>
public static class AnalyticsServices
{
    /// <summary>
    /// Adds <see cref="ISnapshots"/>, <see cref="DashboardSettings"/>, an <see cref="IIntervalArchive"/> in memory unless there is one already, and the
    /// service that keeps the snapshot fresh. An <see cref="IContactCentre"/>, an <see cref="IPushedObservations"/>, a <see cref="TimeProvider"/> and logging must be there.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Holds the sections <c>Site</c>, <c>Refresh</c> and <c>ServiceLevel</c>. A value that cannot be used ends the start with a sentence that names the key and the fix.</param>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, IConfiguration configuration)
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

        services.TryAddSingleton<IIntervalArchive>(static _ => new InMemoryIntervalArchive());
        services.TryAddSingleton<QueueModelStore>();
        services.TryAddSingleton<IQueueModels>(static provider => provider.GetRequiredService<QueueModelStore>());
        services.TryAddSingleton<TrackRecordStore>();
        services.TryAddSingleton<ITrackRecord>(static provider => provider.GetRequiredService<TrackRecordStore>());
        services.AddSingleton<SnapshotStore>();
        services.AddSingleton<ISnapshots>(static provider => provider.GetRequiredService<SnapshotStore>());
        services.AddSingleton(static provider => new Collector(
            provider.GetRequiredService<IContactCentre>(),
            provider.GetRequiredService<IIntervalArchive>(),
            provider.GetRequiredService<SnapshotStore>(),
            provider.GetRequiredService<DashboardSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Collector>>(),
            Random.Shared.NextDouble,
            provider.GetService<HistoryWriter>(),
            provider.GetRequiredService<Reconciler>(),
            provider.GetRequiredService<IContracts>(),
            provider.GetRequiredService<IQueueModels>(),
            provider.GetRequiredService<OpeningTimes>()));
        services.AddSingleton(static provider => new OpeningTimes(
            provider.GetRequiredService<DashboardSettings>(), provider.GetService<DocumentCache<Site>>(), provider.GetService<DocumentCache<Group>>()));
        services.AddSingleton<IContracts>(static provider => new ContractProvider(
            provider.GetRequiredService<DashboardSettings>(),
            provider.GetService<DocumentCache<TargetOverride>>(),
            provider.GetService<DocumentCache<DefinitionVersion>>(),
            provider.GetService<DocumentCache<Group>>(),
            () => provider.GetRequiredService<OpeningTimes>().Calendars));
        services.AddSingleton<Reconciler>();
        services.AddSingleton<IReconciliation>(static provider => provider.GetRequiredService<Reconciler>());
        services.AddHostedService<ReconciliationService>();
        services.AddSingleton<IHistory, HistoryReader>();
        services.AddSingleton(static provider => new PushListener(
            provider.GetRequiredService<IPushedObservations>(),
            provider.GetRequiredService<Collector>(),
            provider.GetRequiredService<DashboardSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PushListener>>(),
            Random.Shared.NextDouble));
        services.AddHostedService<PushService>();
        services.AddHostedService(static provider => new CollectorService(
            provider.GetRequiredService<Collector>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<WarmStart>()));
        return services;
    }

    /// <summary>
    /// Lets the figures survive a restart: what the collector learns goes to the archive, whose ports must be there, and its last day is
    /// shown at the start. To be called before <see cref="AddAnalytics"/>, so that the last figures are written after the collector has stopped.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Holds the section <c>History</c>.</param>
    public static IServiceCollection AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<HistoryOptions>().Bind(configuration.GetSection(HistoryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HistoryOptions>, HistoryOptionsValidator>();
        services.AddSingleton(static provider => new Backfiller(
            provider.GetRequiredService<IContactCentre>(),
            provider.GetRequiredService<IDurableIntervalArchive>(),
            provider.GetRequiredService<ILeases>(),
            provider.GetRequiredService<IDocumentStore>(),
            LeaseHolder.Dashboard,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Backfiller>>()));
        services.AddSingleton<IBackfillStatus>(static provider => provider.GetRequiredService<Backfiller>());
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<IArchiveStatus>(static provider => provider.GetRequiredService<HistoryWriter>());
        services.AddSingleton<WarmStart>();
        services.AddHostedService<HistoryService>();
        services.AddHostedService<BackfillService>();
        services.AddSingleton<DayRecutService>();
        services.AddSingleton<IDayRecut>(static provider => provider.GetRequiredService<DayRecutService>());
        services.AddHostedService(static provider => provider.GetRequiredService<DayRecutService>());
        services.AddDocuments(GroupRules.Kind);
        services.AddDocuments(Site.Documents);
        services.AddDocuments(Annotation.Documents);
        services.AddHostedService<ModelService>();
        services.AddHostedService<TrackRecordService>();
        services.AddSingleton<IDrops, DropReader>();
        services.AddDocuments(TargetRules.Kind);
        services.AddDocuments(DefinitionVersion.Kind);
        return services;
    }
}
