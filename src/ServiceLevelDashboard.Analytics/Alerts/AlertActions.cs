using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What is kept of alerts, and what people do about them, for who sees everything: the shell, and behind <see cref="IAlerts"/>.</summary>
/// <param name="documents">What people made; read before.</param>
/// <param name="store">The alerts.</param>
/// <param name="clock">Dates what is done.</param>
public sealed class AlertActions(AlertDocuments documents, IAlertStore store, TimeProvider clock)
{
    /// <summary>What fires now, latest first.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task<ImmutableArray<AlertView>> FiringAsync(CancellationToken cancellationToken) =>
    [
        .. ViewsOf(await store.ReadOpenAsync(cancellationToken).ConfigureAwait(false)).Where(static a => a.Facts.State == AlertState.Firing)
            .OrderByDescending(static a => a.Facts.FiredAt),
    ];

    /// <summary>What fired in a range, latest first.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task<ImmutableArray<AlertView>> HistoryAsync(Interval range, int count, CancellationToken cancellationToken) =>
        [.. ViewsOf(await store.ReadAsync(range, count, cancellationToken).ConfigureAwait(false))];

    /// <summary>One alert; null when there is none.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task<AlertView?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } stored ? ViewsOf([stored]).FirstOrDefault() : null;

    /// <summary>As in <see cref="IAlerts"/>.</summary>
    public Task<SaveResult> AcknowledgeAsync(string alert, string note, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(who);
        return documents.Acknowledgements.SaveAsync(alert, new AlertAcknowledgement(who.Name, clock.GetUtcNow(), note.Trim()), 0, who, cancellationToken);
    }

    /// <summary>As in <see cref="IAlerts"/>.</summary>
    public async Task<SaveResult> SilenceAsync(AlertView alert, DateTimeOffset until, string why, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(why);
        ArgumentNullException.ThrowIfNull(who);
        var now = clock.GetUtcNow();
        if (until <= now || until > now + AlertSilence.Longest)
        {
            return new SaveResult(SaveOutcome.Invalid, ["until: give a moment after now, within 31 days."]);
        }
        var key = AlertSilence.KeyOf(alert.Facts.Rule, alert.Subject);
        var silence = new AlertSilence(alert.Facts.Rule, alert.Subject, until.ToUniversalTime(), why.Trim(), who.Name);
        return await documents.Silences.SaveAsync(key, silence, documents.Silences.Find(key)?.Version ?? 0, who, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As in <see cref="IAlerts"/>.</summary>
    public Task<SaveResult> EndSilenceAsync(AlertView alert, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return documents.Silences.RemoveAsync(AlertSilence.KeyOf(alert.Facts.Rule, alert.Subject), who, cancellationToken);
    }

    /// <summary>An alert with what people have done since the service looked.</summary>
    internal AlertView Latest(AlertView alert)
    {
        var acknowledgement = documents.AcknowledgementOf(alert.Id) ?? alert.Acknowledgement;
        return alert with
        {
            Facts = alert.Facts with { AcknowledgedBy = acknowledgement?.By },
            Acknowledgement = acknowledgement,
            Silence = documents.SilenceOf(alert.Facts.Rule, alert.Subject, clock.GetUtcNow()),
        };
    }

    private IEnumerable<AlertView> ViewsOf(IEnumerable<StoredAlert> stored) =>
        stored.Select(TrackedAlert.Read).OfType<TrackedAlert>().Select(a => Latest(a.ToView()));
}
