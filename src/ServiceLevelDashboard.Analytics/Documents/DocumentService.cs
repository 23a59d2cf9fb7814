using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>
/// Looks every few seconds which kinds of documents have changed and reads these again, so that several processes on one archive agree; at once when another
/// instance tells that it changed some.
/// </summary>
internal sealed class DocumentService(
    IEnumerable<IDocumentCache> caches, DocumentFingerprints fingerprints, ISignals signals, SignalBoard board, TimeProvider clock,
    ILogger<DocumentService> logger)
    : PeriodicService(clock, logger)
{
    /// <summary>How long another process' edit may stay unseen.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>The same where there are other instances.</summary>
    public static readonly TimeSpan LookAgainAmongOthers = TimeSpan.FromSeconds(2);

    /// <summary>All is read again after so long, whatever the fingerprints say.</summary>
    public static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IDocumentCache, string?> _read = [];
    private DateTimeOffset _allReadAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public override string Name => "documents";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => Pause;

    /// <inheritdoc/>
    protected override Task? Awakens => board.Next(Signal.Documents);

    private TimeSpan Pause => signals.HasOthers ? LookAgainAmongOthers : LookAgain;

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        var all = (now - _allReadAt).Duration() >= ReadAgain;
        var found = await fingerprints.ReadAsync(cancellationToken).ConfigureAwait(false);
        Exception? first = null;
        foreach (var cache in caches)
        {
            var fingerprint = found.GetValueOrDefault(cache.Kind);
            if (!all && _read.TryGetValue(cache, out var known) && known == fingerprint)
            {
                continue;
            }
            try
            {
                await cache.RefreshAsync(cancellationToken).ConfigureAwait(false);
                _read[cache] = fingerprint;
            }
            // A loop: the archive may be away, or a listener is mistaken; the others are read all the same.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                _read.Remove(cache);
                first ??= e;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        _allReadAt = all ? now : _allReadAt;
        return Pause;
    }
}

/// <summary>Registers documents.</summary>
public static class DocumentServices
{
    /// <summary>Adds <see cref="DocumentCache{T}"/> for a kind, and keeps it read. An <see cref="IDocumentStore"/> must be there.</summary>
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
    /// Adds <see cref="DocumentRepository{T}"/> for a kind that nobody needs to have at hand. An <see cref="IDocumentStore"/> must be there.
    /// </summary>
    public static IServiceCollection AddDocumentRepository<T>(this IServiceCollection services, DocumentKind<T> kind)
        where T : class
    {
        services.TryAddSingleton<DocumentFingerprints>();
        services.AddSingleton(kind);
        services.AddSingleton<DocumentRepository<T>>();
        return services;
    }
}
