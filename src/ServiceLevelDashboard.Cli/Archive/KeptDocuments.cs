using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Cli.Archive;

/// <summary>What people made in the dashboard, as the shell reads it: once, and never changed from here.</summary>
internal static class KeptDocuments
{
    /// <summary>All documents of a kind by key.</summary>
    public static async Task<ImmutableDictionary<string, T>> ReadAsync<T>(IDocumentStore store, DocumentKind<T> kind, Shell shell, CancellationToken cancellationToken)
        where T : class
    {
        using var book = new DocumentCache<T>(store, kind, shell.Clock, NullLogger<DocumentCache<T>>.Instance);
        await book.RefreshAsync(cancellationToken);
        return book.All.ToImmutableDictionary(static d => d.Key, static d => d.Value.Value);
    }
}
