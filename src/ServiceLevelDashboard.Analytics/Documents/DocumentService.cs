using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>Reads every cache again every few seconds, so that several processes on one archive agree.</summary>
internal sealed class DocumentService(IEnumerable<IDocumentCache> caches, TimeProvider clock, ILogger<DocumentService> logger) : PeriodicService(clock, logger)
{
    /// <summary>How long another process' edit may stay unseen.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override string Name => "documents";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => LookAgain;

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        Exception? first = null;
        foreach (var cache in caches)
        {
            try
            {
                await cache.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            // A loop: the archive may be away, or a listener is mistaken; the others are read all the same.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                first ??= e;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return LookAgain;
    }
}

/// <summary>Registers documents.</summary>
public static class DocumentServices
{
    /// <summary>Adds <see cref="DocumentCache{T}"/> for a kind, and keeps it read. An <see cref="Ports.IDocumentStore"/> must be there.</summary>
    public static IServiceCollection AddDocuments<T>(this IServiceCollection services, DocumentKind<T> kind)
        where T : class
    {
        services.AddDocumentRepository(kind);
        services.AddSingleton<DocumentCache<T>>();
        services.AddSingleton<IDocumentCache>(static provider => provider.GetRequiredService<DocumentCache<T>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DocumentService>());
        return services;
    }

    /// <summary>
    /// Adds <see cref="DocumentRepository{T}"/> for a kind that nobody needs to have at hand. An <see cref="Ports.IDocumentStore"/> must be there.
    /// </summary>
    public static IServiceCollection AddDocumentRepository<T>(this IServiceCollection services, DocumentKind<T> kind)
        where T : class
    {
        services.AddSingleton(kind);
        services.AddSingleton<DocumentRepository<T>>();
        return services;
    }
}
