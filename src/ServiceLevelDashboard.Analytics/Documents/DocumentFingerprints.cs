using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>Says which kinds of documents have changed, so that only these are read again.</summary>
/// <param name="store">Where they lie.</param>
internal sealed class DocumentFingerprints(IDocumentStore store)
{
    /// <summary>A text for each kind that has documents, which is another one whenever a document of the kind has changed.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public Task<ImmutableDictionary<string, string>> ReadAsync(CancellationToken cancellationToken) => store.FingerprintsAsync(cancellationToken);
}
