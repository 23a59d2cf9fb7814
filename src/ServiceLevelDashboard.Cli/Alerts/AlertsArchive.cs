using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Alerts;

/// <summary>What an archive holds of alerts.</summary>
internal sealed class AlertsArchive : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IDisposable> _books = [];

    private AlertsArchive(ServiceProvider services) => _services = services;

    /// <summary>Everything in the archive.</summary>
    public IServiceProvider Services => _services;

    /// <summary>The rules.</summary>
    public DocumentCache<AlertRule> Rules { get; private set; } = null!; // set when it is opened

    /// <summary>The groups that they name.</summary>
    public DocumentCache<Group> Groups { get; private set; } = null!; // likewise

    /// <summary>The alerts.</summary>
    public AlertActions Alerts { get; private set; } = null!; // likewise

    /// <summary>Opens it.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="data">The option <c>--data</c>, or null.</param>
    /// <param name="url">The option <c>--url</c>, or null.</param>
    /// <param name="mayBeNew">Whether it is made when there is none yet.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static async Task<AlertsArchive> OpenAsync(Shell shell, string? data, string? url, bool mayBeNew, CancellationToken cancellationToken)
    {
        var archive = new AlertsArchive(ArchiveAccess.Services(shell, data, url));
        try
        {
            if (!mayBeNew && !ArchiveAccess.Exists(archive.Services))
            {
                throw new UsageException("There is no archive yet, and so there are no alerts. Name its folder with --data.");
            }
            var store = archive.Services.GetRequiredService<IDocumentStore>();
            archive.Rules = await BookAsync(AlertRules.Kind);
            archive.Groups = await BookAsync(GroupRules.Kind);
            archive.Alerts = new AlertActions(
                new AlertDocuments(archive.Rules, archive.Groups, await BookAsync(AlertAcknowledgement.Kind), await BookAsync(AlertSilence.Kind)),
                archive.Services.GetRequiredService<IAlertStore>(),
                shell.Clock);
            return archive;

            async Task<DocumentCache<T>> BookAsync<T>(DocumentKind<T> kind)
                where T : class
            {
                var book = new DocumentCache<T>(store, kind, shell.Clock, NullLogger<DocumentCache<T>>.Instance);
                archive._books.Add(book);
                await book.RefreshAsync(cancellationToken);
                return book;
            }
        }
        catch
        {
            await archive.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _books.ForEach(static b => b.Dispose());
        return _services.DisposeAsync();
    }
}
