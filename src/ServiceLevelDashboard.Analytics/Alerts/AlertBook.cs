using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Puts together what the service leads and what people have done about it.</summary>
internal sealed class AlertBook(OpenAlerts open, AlertDocuments documents, AlertActions actions, ISnapshots snapshots) : IAlerts
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
        return
        [
            .. open.Current.Where(SeesOf(visibility)).Select(actions.Latest)
                .OrderByDescending(static a => a.Facts.Severity).ThenByDescending(static a => a.Facts.FiredAt)
                .ThenBy(static a => a.Facts.Name, StringComparer.Ordinal).ThenBy(static a => a.Id, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AlertView>> HistoryAsync(Visibility visibility, Interval range, int count, CancellationToken cancellationToken)
    {
        var sees = SeesOf(visibility);
        return [.. (await actions.HistoryAsync(range, count, cancellationToken).ConfigureAwait(false)).Where(sees)];
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
    public Task<SaveResult> AcknowledgeAsync(string alert, string note, Actor who, CancellationToken cancellationToken) =>
        actions.AcknowledgeAsync(alert, note, who, cancellationToken);

    /// <inheritdoc/>
    public Task<SaveResult> SilenceAsync(AlertView alert, DateTimeOffset until, string why, Actor who, CancellationToken cancellationToken) =>
        actions.SilenceAsync(alert, until, why, who, cancellationToken);

    /// <inheritdoc/>
    public Task<SaveResult> EndSilenceAsync(AlertView alert, Actor who, CancellationToken cancellationToken) =>
        actions.EndSilenceAsync(alert, who, cancellationToken);

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
