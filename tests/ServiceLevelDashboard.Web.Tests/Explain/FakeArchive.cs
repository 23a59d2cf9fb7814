using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Explain;

/// <summary>What is kept, as a test sets it: rows with their coverage, versions of queues, documents; all of it can be away.</summary>
internal sealed class FakeArchive : IQueueHistory, IDocumentStore, IHistory
{
    private readonly SortedDictionary<(string Kind, string Key), StoredDocument> _documents = [];

    public bool IsAway { get; set; }

    public ImmutableArray<QueueInterval> Rows { get; set; } = [];

    public ImmutableArray<Coverage> Covered { get; set; } = [];

    public ImmutableArray<QueueVersion> Versions { get; set; } = [];

    /// <summary>How often intervals or days were read.</summary>
    public int Reads { get; private set; }

    /// <summary>Whether days are answered as sums, as those that have settled are.</summary>
    public bool SumsDays { get; set; }

    public TimeSpan SettlesAfter => TimeSpan.FromHours(3);

    public async IAsyncEnumerable<KeptHistory> ReadDaysAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var day in days)
        {
            yield return SumsDays ? await SumAsync(day, queues, cancellationToken) : await ReadAsync(day, queues, cancellationToken);
        }
    }

    public Task<KeptHistory> ReadAsync(Interval range, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(new KeptHistory(
            range,
            [.. Rows.Where(r => r.Interval.Overlaps(range) && (queues.IsEmpty || queues.Contains(r.Key.Queue)))],
            [.. Covered.Where(c => c.Range.Overlaps(range))],
            []));
    }

    private async Task<KeptHistory> SumAsync(Interval day, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var kept = await ReadAsync(day, queues, cancellationToken);
        return kept with
        {
            Rows = [.. kept.Rows.GroupBy(static r => r.Key).Select(rows => new QueueInterval(rows.Key, day, ContactCounts.Sum(rows.Select(r => r.Counts))))],
        };
    }

    Task<ImmutableArray<QueueVersion>> IQueueHistory.ReadAsync(Interval range, CancellationToken cancellationToken) =>
        IsAway ? throw new ArchiveUnavailableException("locked") : Task.FromResult(Versions);

    Task<StoredDocument?> IDocumentStore.ReadAsync(string kind, string key, CancellationToken cancellationToken) =>
        IsAway ? throw new ArchiveUnavailableException("locked") : Task.FromResult(_documents.GetValueOrDefault((kind, key)));

    public Task<bool> WriteAllAsync(string kind, ImmutableArray<DocumentWrite> documents, Change change, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new ArchiveUnavailableException("locked");
        }
        var isNext = documents.All(d => (_documents.GetValueOrDefault((kind, d.Key))?.Version ?? 0) == d.ExpectedVersion);
        foreach (var (key, json, version) in isNext ? documents : [])
        {
            _documents[(kind, key)] = new StoredDocument(key, json, version + 1, change.At);
        }
        return Task.FromResult(isNext);
    }

    /// <summary>Changes a document behind the program's back.</summary>
    public void Tamper(string kind, string key, Func<string, string> change) =>
        _documents[(kind, key)] = _documents[(kind, key)] with { Json = change(_documents[(kind, key)].Json) };

    public Task RecordAsync(ImmutableArray<Domain.Targets.Queue> queues, DateTimeOffset at, CancellationToken cancellationToken) =>
        throw new NotSupportedException("not asked here");

    public Task<ImmutableArray<StoredDocument>> ListAsync(string kind, CancellationToken cancellationToken) =>
        IsAway
            ? throw new ArchiveUnavailableException("locked")
            : Task.FromResult<ImmutableArray<StoredDocument>>([.. _documents.Where(d => d.Key.Kind == kind).Select(d => d.Value)]);

    public Task<ImmutableDictionary<string, string>> FingerprintsAsync(CancellationToken cancellationToken) => IsAway
        ? throw new ArchiveUnavailableException("locked")
        : Task.FromResult(_documents.GroupBy(static d => d.Key.Item1).ToImmutableDictionary(
            static g => g.Key,
            static g => string.Join(',', g.OrderBy(static d => d.Key.Item2, StringComparer.Ordinal).Select(static d => (d.Key.Item2, d.Value.Version)))));

    public Task<bool> RemoveAsync(string kind, string key, Change change, CancellationToken cancellationToken) =>
        IsAway ? throw new ArchiveUnavailableException("locked") : Task.FromResult(_documents.Remove((kind, key)));
}
