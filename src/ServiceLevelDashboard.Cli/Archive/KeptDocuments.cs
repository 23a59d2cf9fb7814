using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Cli.Archive;

/// <summary>What people made in the dashboard, as the shell reads it: once, and never changed from here.</summary>
internal static class KeptDocuments
{
    /// <summary>All documents of a kind by key.</summary>
    public static async Task<ImmutableDictionary<string, T>> ReadAsync<T>(
        IDocumentStore store, DocumentKind<T> kind, Shell shell, CancellationToken cancellationToken)
        where T : class =>
        (await new DocumentRepository<T>(store, kind, shell.Clock).ListAsync(cancellationToken)).ToImmutableDictionary(static d => d.Key, static d => d.Value);
}
