using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>
/// All documents of one kind, in memory, so that they can be read at any moment without waiting. Another process' edits are seen
/// within seconds (<see cref="DocumentService"/>), one's own at once. While the archive is away the documents stay as they were, and
/// a document that somebody broke by hand stays as it was before.
/// </summary>
/// <typeparam name="T">What a document holds; immutable.</typeparam>
/// <param name="store">Where they lie.</param>
/// <param name="kind">Which they are.</param>
/// <param name="clock">Dates the changes.</param>
/// <param name="logger">Hears of documents that cannot be used.</param>
public sealed partial class DocumentCache<T>(
    IDocumentStore store, DocumentKind<T> kind, TimeProvider clock, ILogger<DocumentCache<T>> logger) : IDocumentCache, IDisposable
    where T : class
{
    private readonly DocumentRepository<T> _repository = new(store, kind, clock);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile ImmutableSortedDictionary<string, Document<T>> _documents = ImmutableSortedDictionary.Create<string, Document<T>>(StringComparer.Ordinal);
    private ImmutableDictionary<string, StoredDocument> _stored = ImmutableDictionary<string, StoredDocument>.Empty;

    /// <inheritdoc/>
    public string Kind => kind.Name;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>All documents by key. The same object until something changes; empty before the first look.</summary>
    public ImmutableSortedDictionary<string, Document<T>> All => _documents;

    /// <summary>Whether they were ever read: before that nothing is known, and none is not none at all.</summary>
    public bool IsRead { get; private set; }

    /// <summary>A document, or null.</summary>
    public Document<T>? Find(string key) => _documents.GetValueOrDefault(key);

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool isNew;
        try
        {
            isNew = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }

        if (isNew)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Writes a document.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="value">What it is to hold.</param>
    /// <param name="expectedVersion">The version that was read; 0 when there must be none yet.</param>
    /// <param name="who">Who changes it.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    public Task<SaveResult> SaveAsync(string key, T value, int expectedVersion, Actor who, CancellationToken cancellationToken) =>
        SaveAllAsync([(key, value, expectedVersion)], who, cancellationToken);

    /// <summary>Writes several documents: all or none, whatever happens meanwhile. A conflict when somebody else has changed one of them.</summary>
    /// <param name="documents">Which, each at most once: what it is to hold, and the version that was read (0 when there must be none yet).</param>
    /// <param name="who">Who changes them.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    public Task<SaveResult> SaveAllAsync(
        ImmutableArray<(string Key, T Value, int ExpectedVersion)> documents, Actor who, CancellationToken cancellationToken) =>
        ChangeAsync(() => _repository.SaveAllAsync(documents, who, cancellationToken), cancellationToken);

    /// <summary>Removes a document; a conflict when there is none.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="who">Who removes it.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    public Task<SaveResult> RemoveAsync(string key, Actor who, CancellationToken cancellationToken) =>
        ChangeAsync(() => _repository.RemoveAsync(key, who, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<SaveResult> ChangeAsync(Func<Task<SaveResult>> change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        SaveResult result;
        bool isNew;
        try
        {
            result = await change().ConfigureAwait(false);
            isNew = result.Outcome != SaveOutcome.Invalid && await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveUnavailableException)
        {
            return SaveResult.Of(SaveOutcome.Unavailable);
        }
        catch (ChangeRefusedException e)
        {
            return new SaveResult(SaveOutcome.Invalid, [e.Message]);
        }
        finally
        {
            _one.Release();
        }

        if (isNew)
        {
            Changed?.Invoke();
        }
        return result;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await _repository.ListStoredAsync(cancellationToken).ConfigureAwait(false);
        var stored = found.ToImmutableDictionary(d => d.Key, StringComparer.Ordinal);
        IsRead |= stored.IsEmpty;
        if (stored.Count == _stored.Count && stored.All(d => _stored.TryGetValue(d.Key, out var known) && known == d.Value))
        {
            return false;
        }
        var documents = ImmutableSortedDictionary.CreateBuilder<string, Document<T>>(StringComparer.Ordinal);
        foreach (var document in found)
        {
            if (Parse(document) is { } parsed)
            {
                documents[parsed.Key] = parsed;
            }
            else if (_documents.TryGetValue(document.Key, out var before))
            {
                documents[document.Key] = before;
            }
        }

        _stored = stored;
        _documents = documents.ToImmutable();
        IsRead = true;
        return true;
    }

    private Document<T>? Parse(StoredDocument document)
    {
        try
        {
            return kind.Read(document);
        }
        catch (UnusableDocumentException e)
        {
            Log.Unusable(logger, kind.Name, document.Key, e.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The stored {Kind} {Key} is not used: {Problem}")]
        public static partial void Unusable(ILogger logger, string kind, string key, string problem);
    }
}

/// <summary>A book of documents, whatever it holds.</summary>
public interface IDocumentCache
{
    /// <summary>The name of their kind.</summary>
    string Kind { get; }

    /// <summary>Told after the documents have changed, on the thread that found out; do little in it.</summary>
    event Action? Changed;

    /// <summary>Reads the documents once. May fail while the archive is away; then all stay as they were.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);
}
