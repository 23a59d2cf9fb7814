using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>
/// The documents of one kind where they lie: for those who read them now and then. Who reads them at any moment, or tells people of changes, takes a
/// <see cref="DocumentCache{T}"/>. Every call may throw <see cref="ArchiveUnavailableException"/>.
/// </summary>
/// <typeparam name="T">What a document holds; immutable.</typeparam>
/// <param name="store">Where they lie.</param>
/// <param name="kind">Which they are.</param>
/// <param name="clock">Dates the changes.</param>
public sealed class DocumentRepository<T>(IDocumentStore store, DocumentKind<T> kind, TimeProvider clock)
    where T : class
{
    /// <summary>A document, or null when there is none.</summary>
    /// <exception cref="UnusableDocumentException">It cannot be used; the message says why.</exception>
    public async Task<Document<T>?> ReadAsync(string key, CancellationToken cancellationToken) =>
        await store.ReadAsync(kind.Name, key, cancellationToken).ConfigureAwait(false) is { } stored ? kind.Read(stored) : null;

    /// <summary>All documents by key, but for those that cannot be used.</summary>
    public async Task<ImmutableArray<Document<T>>> ListAsync(CancellationToken cancellationToken)
    {
        var documents = ImmutableArray.CreateBuilder<Document<T>>();
        foreach (var stored in await store.ListAsync(kind.Name, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                documents.Add(kind.Read(stored));
            }
            catch (UnusableDocumentException)
            {
                // Somebody broke it by hand: the others can be used.
            }
        }

        return documents.ToImmutable();
    }

    /// <summary>Writes a document.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="value">What it is to hold.</param>
    /// <param name="expectedVersion">The version that was read; 0 when there must be none yet.</param>
    /// <param name="who">Who changes it.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    public Task<SaveResult> SaveAsync(string key, T value, int expectedVersion, Actor who, CancellationToken cancellationToken) =>
        SaveAllAsync([(key, value, expectedVersion)], who, cancellationToken);

    /// <summary>Writes several documents: all or none. A conflict when somebody else has changed one of them.</summary>
    /// <param name="documents">Which, each at most once: what it is to hold, and the version that was read (0 when there must be none yet).</param>
    /// <param name="who">Who changes them.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    public async Task<SaveResult> SaveAllAsync(
        ImmutableArray<(string Key, T Value, int ExpectedVersion)> documents, Actor who, CancellationToken cancellationToken)
    {
        ImmutableArray<string> problems = [.. documents.SelectMany(d => kind.ProblemsOf(d.Key, d.Value))];
        if (!problems.IsEmpty)
        {
            return new SaveResult(SaveOutcome.Invalid, problems);
        }
        var names = await WrongNamesAsync(documents, cancellationToken).ConfigureAwait(false);
        if (!names.IsEmpty)
        {
            return new SaveResult(SaveOutcome.Invalid, [.. names.Select(static n => n.Sentence!)]) { Names = names }; // each has a problem
        }

        ImmutableArray<DocumentWrite> writes = [.. documents.Select(
            d => new DocumentWrite(d.Key, JsonSerializer.Serialize(d.Value, kind.Json), d.ExpectedVersion))];
        return Of(await store.WriteAllAsync(kind.Name, writes, new Change(clock.GetUtcNow(), who), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Removes a document; a conflict when there is none.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="who">Who removes it.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    public async Task<SaveResult> RemoveAsync(string key, Actor who, CancellationToken cancellationToken) =>
        Of(await store.RemoveAsync(kind.Name, key, new Change(clock.GetUtcNow(), who), cancellationToken).ConfigureAwait(false));

    /// <summary>All documents as they are stored, usable or not.</summary>
    internal Task<ImmutableArray<StoredDocument>> ListStoredAsync(CancellationToken cancellationToken) => store.ListAsync(kind.Name, cancellationToken);

    /// <summary>The typed names that may not be written: not those that stand there already, written before they were checked.</summary>
    private async Task<ImmutableArray<TypedName>> WrongNamesAsync(
        ImmutableArray<(string Key, T Value, int ExpectedVersion)> documents, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<TypedName>();
        foreach (var (key, value, _) in documents)
        {
            ImmutableArray<TypedName> wrong = [.. kind.Typed(key, value).Where(static n => n.Problem is not null)];
            found.AddRange(wrong.IsEmpty ? wrong : wrong.Except(await KeptNamesAsync(key, cancellationToken).ConfigureAwait(false)));
        }

        return found.ToImmutable();
    }

    private async Task<ImmutableArray<TypedName>> KeptNamesAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } kept ? kind.Typed(key, kept.Value) : [];
        }
        catch (UnusableDocumentException)
        {
            return [];
        }
    }

    private static SaveResult Of(bool isDone) => SaveResult.Of(isDone ? SaveOutcome.Saved : SaveOutcome.Conflict);
}
