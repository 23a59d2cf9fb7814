using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>Reads every book again every few seconds, so that several processes on one archive agree, and nothing else.</summary>
internal sealed partial class DocumentService(IEnumerable<IDocumentCache> books, TimeProvider clock, ILogger<DocumentService> logger) : BackgroundService
{
    /// <summary>How long another process' edit may stay unseen.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>One look at every book.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var book in books)
        {
            try
            {
                await book.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The archive may be away or not open yet, or a listener broke: the other books are read all the same.
                Log.NotRead(logger, e.Message);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await RefreshAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(LookAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The archive's documents could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}

/// <summary>Registers books of documents.</summary>
public static class DocumentServices
{
    /// <summary>Adds <see cref="DocumentCache{T}"/> for a kind, and keeps it read. An <see cref="Ports.IDocumentStore"/> must be there.</summary>
    public static IServiceCollection AddDocuments<T>(this IServiceCollection services, DocumentKind<T> kind)
        where T : class
    {
        services.AddSingleton(kind);
        services.AddSingleton<DocumentCache<T>>();
        services.AddSingleton<IDocumentCache>(static provider => provider.GetRequiredService<DocumentCache<T>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DocumentService>());
        return services;
    }
}
