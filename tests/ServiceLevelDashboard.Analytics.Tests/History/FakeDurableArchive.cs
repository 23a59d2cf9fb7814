using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.Alerts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.History;

/// <summary>An archive in memory that can be away.</summary>
internal sealed class FakeDurableArchive : IDurableIntervalArchive, IDailyArchive, IQueueHistory, IObservationArchive, IDocumentStore, IArchiveMaintenance,
ILeases
{
    private readonly InMemoryIntervalArchive _rows = new(TimeSpan.FromDays(100));
    private DateTimeOffset? _lastFetch;

    public bool IsAway { get; set; }

    /// <summary>The kinds of documents that were listed.</summary>
    public List<string> Lists { get; } = [];

    /// <summary>The ranges that were read.</summary>
    public List<Interval> Reads { get; } = [];

    /// <summary>Asked before each write; may refuse it.</summary>
    public Action<string>? Guard { get; set; }

    public int Merges { get; private set; }

    /// <summary>What it answers for its day; null for no sums.</summary>
    public DailySums? Sums { get; set; }

    public ImmutableArray<Queue> Listed { get; private set; } = [];

    public List<ObservedInterval> Observed { get; } = [];

    public string Description => "a fake";

    public TimeSpan SettlesAfter => TimeSpan.FromHours(3);

    public Dictionary<(string Kind, string Key), StoredDocument> Documents { get; } = [];

    public Task<long> CorrectionsAsync(Interval range, CancellationToken cancellationToken) => Task.FromResult(0L);

    public async Task MergeAsync(Coverage coverage, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken)
    {
        Check();
        Guard?.Invoke("rows");
        Merges++;
        await _rows.MergeAsync(coverage, rows, cancellationToken);
        if (_lastFetch is null || coverage.FetchedAt > _lastFetch)
        {
            _lastFetch = coverage.FetchedAt;
        }
    }

    public Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, CancellationToken cancellationToken)
    {
        Check();
        Reads.Add(range);
        return _rows.ReadAsync(range, granularity, cancellationToken);
    }

    public Task<ImmutableArray<Coverage>> CoverageAsync(Interval range, Granularity granularity, CancellationToken cancellationToken)
    {
        Check();
        return _rows.CoverageAsync(range, granularity, cancellationToken);
    }

    public Task<DateTimeOffset?> LastFetchAsync(Granularity granularity, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult(_lastFetch);
    }

    public Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);

    Task<ImmutableArray<DailySums>> IDailyArchive.ReadAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult<ImmutableArray<DailySums>>(Sums is { } sums && days.Contains(sums.Coverage.Range) ? [sums] : []);
    }

    Task<ImmutableArray<Interval>> IDailyArchive.UnsummedAsync(SiteCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<Interval>>([]);

    Task<bool> IDailyArchive.SumAsync(Interval day, TimeZoneInfo zone, CancellationToken cancellationToken) => Task.FromResult(false);

    Task<int> IDailyArchive.KeepOnlyAsync(ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken) => Task.FromResult(0);

    Task IQueueHistory.RecordAsync(ImmutableArray<Queue> queues, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Check();
        Guard?.Invoke("queues");
        Listed = queues;
        return Task.CompletedTask;
    }

    Task<ImmutableArray<QueueVersion>> IQueueHistory.ReadAsync(Interval range, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<QueueVersion>>([.. Listed.Select(q => new QueueVersion(q, range.Start, null))]);

    Task IObservationArchive.AddAsync(ImmutableArray<ObservedInterval> samples, CancellationToken cancellationToken)
    {
        Check();
        Observed.AddRange(samples);
        return Task.CompletedTask;
    }

    Task<ImmutableArray<ObservedInterval>> IObservationArchive.ReadAsync(QueueId queue, Interval range, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<ObservedInterval>>([.. Observed.Where(o => o.Queue == queue)]);

    Task<StoredDocument?> IDocumentStore.ReadAsync(string kind, string key, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult(Documents.GetValueOrDefault((kind, key)));
    }

    Task<ImmutableArray<StoredDocument>> IDocumentStore.ListAsync(string kind, CancellationToken cancellationToken)
    {
        Lists.Add(kind);
        return Task.FromResult<ImmutableArray<StoredDocument>>([.. Documents.Where(d => d.Key.Kind == kind).Select(d => d.Value)]);
    }

    Task<ImmutableDictionary<string, string>> IDocumentStore.FingerprintsAsync(CancellationToken cancellationToken) => Task.FromResult(
        Documents.GroupBy(static d => d.Key.Kind).ToImmutableDictionary(
            static g => g.Key,
            static g => string.Join(',', g.OrderBy(static d => d.Key.Key, StringComparer.Ordinal).Select(static d => (d.Key.Key, d.Value.Version)))));

    Task<bool> IDocumentStore.WriteAllAsync(string kind, ImmutableArray<DocumentWrite> documents, Change change, CancellationToken cancellationToken)
    {
        Check();
        if (documents.Any(d => (Documents.GetValueOrDefault((kind, d.Key))?.Version ?? 0) != d.ExpectedVersion))
        {
            return Task.FromResult(false);
        }
        foreach (var (key, json, version) in documents)
        {
            Documents[(kind, key)] = new StoredDocument(key, json, version + 1, change.At);
        }
        return Task.FromResult(true);
    }

    Task<bool> IDocumentStore.RemoveAsync(string kind, string key, Change change, CancellationToken cancellationToken) =>
        Task.FromResult(Documents.Remove((kind, key)));

    Task<Lease> ILeases.TakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken) => Task.FromResult(new Lease(holder, 1));

    Task ILeases.ReleaseAsync(string name, string holder, CancellationToken cancellationToken) => Task.CompletedTask;

    private void Check()
    {
        if (IsAway)
        {
            throw new ArchiveUnavailableException("No space left on device.");
        }
    }
}

/// <summary>Registers a fake as every port of the archive.</summary>
internal static class FakeArchiveServices
{
    public static void AddArchive(this IServiceCollection services, FakeDurableArchive archive)
    {
        services.AddSingleton<IDurableIntervalArchive>(archive);
        services.AddSingleton<IDailyArchive>(archive);
        services.AddSingleton<IQueueHistory>(archive);
        services.AddSingleton<IObservationArchive>(archive);
        services.AddSingleton<IDocumentStore>(archive);
        services.AddSingleton<IArchiveMaintenance>(archive);
        services.AddSingleton<ILeases>(archive);
        var alerts = new FakeAlertArchive();
        services.AddSingleton<IAlertStore>(alerts);
        services.AddSingleton<IOutbox>(alerts);
    }
}
