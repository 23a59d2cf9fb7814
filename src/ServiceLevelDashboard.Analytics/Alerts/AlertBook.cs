using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Puts together what the service leads and what people have done about it.</summary>
internal sealed class AlertBook(OpenAlerts open, AlertDocuments documents, IAlertStore store, ISnapshots snapshots, TimeProvider clock) : IAlerts
{
    private const int CountedAtMost = 50_000;

    /// <inheritdoc/>
    public event Action? Changed
    {
        add
        {
            open.Changed += value;
            documents.Acknowledgements.Changed += value;
            documents.Silences.Changed += value;
        }

        remove
        {
            open.Changed -= value;
            documents.Acknowledgements.Changed -= value;
            documents.Silences.Changed -= value;
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<AlertView> Firing(Visibility visibility)
    {
        var (now, sees) = (clock.GetUtcNow(), SeesOf(visibility));
        return
        [
            .. open.Current.Where(sees).Select(a => Latest(a, now))
                .OrderByDescending(static a => a.Facts.Severity).ThenByDescending(static a => a.Facts.FiredAt)
                .ThenBy(static a => a.Facts.Name, StringComparer.Ordinal).ThenBy(static a => a.Id, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AlertView>> HistoryAsync(Visibility visibility, Interval range, int count, CancellationToken cancellationToken)
    {
        var (now, sees) = (clock.GetUtcNow(), SeesOf(visibility));
        var stored = await store.ReadAsync(range, count, cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(TrackedAlert.Read).OfType<TrackedAlert>().Select(a => Latest(a.ToView(null, null), now)).Where(sees)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<RingCount>> CountAsync(
        Visibility visibility, Interval range, SiteCalendar calendar, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var alerts = await HistoryAsync(visibility, range, CountedAtMost, cancellationToken).ConfigureAwait(false);
        return
        [
            .. alerts.Where(a => a.Facts.FiredAt is { } fired && range.Contains(fired))
                .GroupBy(a => (a.Facts.Rule, Week: DateRange.WeekOf(calendar.DateOf(a.Facts.FiredAt!.Value)).From)) // chosen by it
                .Select(static g => new RingCount(
                    g.Key.Rule, g.First().Facts.RuleName, g.Key.Week, g.Count(), g.Count(static a => a.Acknowledgement is not null)))
                .OrderByDescending(static c => c.Week).ThenByDescending(static c => c.Rings).ThenBy(static c => c.Rule, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public Task<SaveResult> AcknowledgeAsync(string alert, string note, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(who);
        return documents.Acknowledgements.SaveAsync(
            alert, new AlertAcknowledgement(who.Name, clock.GetUtcNow(), note.Trim()), 0, who, cancellationToken);
    }

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public Task<SaveResult> EndSilenceAsync(AlertView alert, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return documents.Silences.RemoveAsync(AlertSilence.KeyOf(alert.Facts.Rule, alert.Subject), who, cancellationToken);
    }

    /// <summary>With what people have done since the service looked.</summary>
    private AlertView Latest(AlertView alert, DateTimeOffset now)
    {
        var acknowledgement = documents.AcknowledgementOf(alert.Id) ?? alert.Acknowledgement;
        return alert with
        {
            Facts = alert.Facts with { AcknowledgedBy = acknowledgement?.By },
            Acknowledgement = acknowledgement,
            Silence = documents.SilenceOf(alert.Facts.Rule, alert.Subject, now),
        };
    }

    /// <summary>An alert of a queue is seen by who sees the queue; stale figures by everybody, all else of the system by who sees everything.</summary>
    private Func<AlertView, bool> SeesOf(Visibility visibility)
    {
        ArgumentNullException.ThrowIfNull(visibility);
        if (visibility.IsEverything)
        {
            return static _ => true;
        }
        var listed = snapshots.For(Visibility.Everything).Snapshot?.Listed;
        return alert => alert.Queue is { } key
            ? listed?.GetValueOrDefault(key.Queue) is { } queue && visibility.Sees(queue, key.Media)
            : alert.Facts.Condition == AlertConditionKind.FiguresStale;
    }
}
