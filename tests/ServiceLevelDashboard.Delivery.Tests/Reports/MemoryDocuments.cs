using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

/// <summary>Documents in memory.</summary>
internal sealed class MemoryDocuments : IDocumentStore
{
    private readonly Dictionary<(string Kind, string Key), StoredDocument> _documents = [];

    public Task<StoredDocument?> ReadAsync(string kind, string key, CancellationToken cancellationToken) =>
        Task.FromResult(_documents.GetValueOrDefault((kind, key)));

    public Task<ImmutableArray<StoredDocument>> ListAsync(string kind, CancellationToken cancellationToken) =>
        Task.FromResult(_documents.Where(d => d.Key.Kind == kind).Select(d => d.Value).OrderBy(d => d.Key, StringComparer.Ordinal).ToImmutableArray());

    public Task<ImmutableDictionary<string, string>> FingerprintsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // caches of documents are read at once here

    public Task<bool> WriteAllAsync(string kind, ImmutableArray<DocumentWrite> documents, Change change, CancellationToken cancellationToken)
    {
        foreach (var (key, json, version) in documents)
        {
            _documents[(kind, key)] = new StoredDocument(key, json, version + 1, change.At);
        }

        return Task.FromResult(true);
    }

    public Task<bool> RemoveAsync(string kind, string key, Change change, CancellationToken cancellationToken) =>
        Task.FromResult(_documents.Remove((kind, key)));
}

/// <summary>An archive of which only the time to settle is asked.</summary>
internal sealed class SettledAfterThreeHours : IDurableIntervalArchive
{
    public TimeSpan SettlesAfter => TimeSpan.FromHours(3);

    public Task<DateTimeOffset?> LastFetchAsync(Granularity granularity, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it

    public Task<long> CorrectionsAsync(Interval range, CancellationToken cancellationToken) => throw new NotSupportedException(); // schedules do not ask for it

    public Task<ImmutableArray<Coverage>> CoverageAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it

    public Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it

    public Task MergeAsync(Coverage fetched, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // schedules do not ask for it
}
