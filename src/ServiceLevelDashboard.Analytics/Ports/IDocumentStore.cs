using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Small things that people make and the program keeps: confirmed switches, frozen figures, boards, sites and notes.
/// Each is a text (JSON) under a kind and a key. Whoever writes says which version was read, so that nobody overwrites
/// another's change unseen.
/// </summary>
public interface IDocumentStore
{
    /// <summary>One document, or null when there is none.</summary>
    Task<StoredDocument?> ReadAsync(string kind, string key, CancellationToken cancellationToken);

    /// <summary>All documents of a kind, by key.</summary>
    Task<ImmutableArray<StoredDocument>> ListAsync(string kind, CancellationToken cancellationToken);

    /// <summary>A text for each kind that has documents, which is another one whenever a document of the kind has changed.</summary>
    Task<ImmutableDictionary<string, string>> FingerprintsAsync(CancellationToken cancellationToken);

    /// <summary>Writes several documents: all or none.</summary>
    /// <param name="kind">What sort of things they are.</param>
    /// <param name="documents">Which, each at most once; none is none to write.</param>
    /// <param name="change">When, and by whom.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    /// <returns>Whether all were written; false when somebody else was faster with one of them, then nothing has changed.</returns>
    /// <exception cref="ChangeRefusedException">It would break what must stay true of the whole archive; nothing has changed.</exception>
    Task<bool> WriteAllAsync(string kind, ImmutableArray<DocumentWrite> documents, Change change, CancellationToken cancellationToken);

    /// <summary>Removes a document; false when there was none.</summary>
    /// <param name="kind">What sort of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="change">When, and by whom.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    /// <exception cref="ChangeRefusedException">It would break what must stay true of the whole archive; nothing has changed.</exception>
    Task<bool> RemoveAsync(string kind, string key, Change change, CancellationToken cancellationToken);
}

/// <summary>A document to be written.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Json">The text.</param>
/// <param name="ExpectedVersion">The version that was read; 0 when there must be none yet.</param>
public sealed record DocumentWrite(string Key, string Json, int ExpectedVersion);

/// <summary>When and by whom something was changed.</summary>
/// <param name="At">When.</param>
/// <param name="Who">By whom. What <see cref="ActorKind.Program"/> changes is not entered into the trail.</param>
public sealed record Change(DateTimeOffset At, Actor Who);

/// <summary>A stored document.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Json">The text.</param>
/// <param name="Version">1 when first written, one more with each change.</param>
/// <param name="ChangedAt">When it was last changed.</param>
public sealed record StoredDocument(string Key, string Json, int Version, DateTimeOffset ChangedAt);
