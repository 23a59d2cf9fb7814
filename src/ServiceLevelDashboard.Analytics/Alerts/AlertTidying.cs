using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Lets go of what alerts no longer need, so that it does not grow for ever. The trail of changes keeps what people did.</summary>
/// <param name="documents">What people made.</param>
/// <param name="store">The alerts.</param>
/// <param name="figures">What was kept when they rang.</param>
internal sealed class AlertTidying(AlertDocuments documents, IAlertStore store, IEnumerable<IAlertFigures> figures)
{
    /// <summary>How long alerts are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>How long the figures of alerts are kept: some 30 KB each.</summary>
    public static readonly TimeSpan FiguresKeptFor = TimeSpan.FromDays(90);

    /// <summary>Figures are looked for so far back, in case nobody looked for a while.</summary>
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(10);

    private const int ReadAtMost = 5_000;

    /// <summary>Tidies.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="isOpen">Whether an alert is open: then what was done about it stays a document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be used at present.</exception>
    public async Task TidyAsync(DateTimeOffset now, Func<string, bool> isOpen, CancellationToken cancellationToken)
    {
        await store.RemoveBeforeAsync(now - KeptFor, cancellationToken).ConfigureAwait(false);
        foreach (var (alert, document) in documents.Acknowledgements.All.Where(a => !isOpen(a.Key)))
        {
            await MoveAsync(alert, document.Value, cancellationToken).ConfigureAwait(false);
        }
        foreach (var (key, _) in documents.Silences.All.Where(s => s.Value.Value.Until <= now))
        {
            await documents.Silences.RemoveAsync(key, Actor.Program, cancellationToken).ConfigureAwait(false);
        }

        var until = now - FiguresKeptFor;
        var old = await store.ReadAsync(new Interval(until - LookedBack, until), ReadAtMost, cancellationToken).ConfigureAwait(false);
        foreach (var path in old.Where(a => a.ResolvedAt < until).Select(static a => TrackedAlert.Read(a)?.Record.Facts.Path).OfType<string>())
        {
            foreach (var keeps in figures)
            {
                await keeps.RemoveAsync(path, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>An acknowledgement goes into its alert, if it is not there yet, and is no document any more.</summary>
    private async Task MoveAsync(string id, AlertAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } stored
            && TrackedAlert.Read(stored) is { Record.Acknowledgement: null } alert)
        {
            alert.Record = alert.Record with { Acknowledgement = acknowledgement };
            if (!await store.WriteAsync([new AlertWrite(alert.ToStored())], [], cancellationToken).ConfigureAwait(false))
            {
                return; // somebody was faster: the next time
            }
        }
        await documents.Acknowledgements.RemoveAsync(id, Actor.Program, cancellationToken).ConfigureAwait(false);
    }
}
