using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Analytics.Tests.History;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

/// <summary>Collectors with everything that one needs.</summary>
internal static class Collectors
{
    /// <summary>A collector over an archive that holds nothing, unless one is given.</summary>
    public static Collector New(
        IContactCentre centre, SnapshotStore store, DashboardSettings settings, TimeProvider clock,
        IIntervalArchive? memory = null, FakeDurableArchive? durable = null, Reconciler? reconciler = null, IContracts? contracts = null,
        ILeadership? leadership = null)
    {
        memory ??= new InMemoryIntervalArchive();
        durable ??= new FakeDurableArchive();
        var hours = Hours(settings, durable, clock);
        var writer = new HistoryWriter(memory, durable, durable, durable, durable, clock, NullLogger<HistoryWriter>.Instance);
        return new Collector(
            centre, memory, store, settings, clock, NullLogger<Collector>.Instance, static () => 0,
            writer,
            reconciler
                ?? new Reconciler(settings, clock, NullLogger<Reconciler>.Instance, new DocumentRepository<SwitchLedger>(durable, SwitchLedger.Kind, clock)),
            contracts ?? new ContractProvider(
                settings, Documents(TargetRules.Kind), Documents(DefinitionVersion.Kind), Documents(GroupRules.Kind), () => hours.Calendars),
            new QueueModelStore(),
            hours,
            leadership ?? new FakeLeadership(),
            new LiveFeed(new Alone(), new Alone(), writer));

        DocumentCache<T> Documents<T>(DocumentKind<T> kind)
            where T : class => Of(kind, durable, clock);
    }

    /// <summary>What reads the last day back at the start.</summary>
    public static WarmStart WarmStart(Collector collector, DashboardSettings settings, TimeProvider clock)
    {
        var durable = new FakeDurableArchive();
        return new WarmStart(
            durable, durable, new InMemoryIntervalArchive(), collector, settings, Hours(settings, durable, clock), [], NullLogger<WarmStart>.Instance);
    }

    private static OpeningTimes Hours(DashboardSettings settings, FakeDurableArchive durable, TimeProvider clock) =>
        new(settings, Of(Site.Documents, durable, clock), Of(GroupRules.Kind, durable, clock));

    private static DocumentCache<T> Of<T>(DocumentKind<T> kind, FakeDurableArchive durable, TimeProvider clock)
        where T : class => new(durable, kind, clock, NullLogger<DocumentCache<T>>.Instance);
}
