using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Words;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>The alerts of a queue as marks on its trend. Read anew when one of them begins or ends.</summary>
internal sealed class AlertMarks(IAlerts alerts)
{
    /// <summary>The most alerts of a day, of all queues, among which the queue's are looked for.</summary>
    private const int Most = 5_000;

    private (QueueMedia Key, Interval Day, ImmutableArray<string> Firing) _read;
    private ImmutableArray<AlertView> _rang = [];

    /// <summary>Reads what rang on a day, unless nothing has changed since it was read.</summary>
    /// <returns>Whether there is something new to draw. Without the archive the marks stay as they were.</returns>
    public async Task<bool> ReadAsync(QueueMedia key, Interval day, Visibility sees, CancellationToken cancellationToken)
    {
        ImmutableArray<string> firing = [.. alerts.Firing(sees).Where(a => a.Queue == key).Select(static a => a.Id)];
        if (_read.Key == key && _read.Day == day && !_read.Firing.IsDefault && _read.Firing.SequenceEqual(firing))
        {
            return false;
        }
        _read = (key, day, firing);
        try
        {
            var rang = await alerts.HistoryAsync(sees, day, Most, cancellationToken);
            _rang = [.. rang.Where(a => a.Queue == key && a.Facts.FiredAt is not null).OrderBy(static a => a.Facts.FiredAt)];
            return true;
        }
        catch (ArchiveUnavailableException)
        {
            _read = default; // asked again with the next change
            return false;
        }
    }

    /// <summary>The marks; one that still fires reaches to the end of what is drawn.</summary>
    public IEnumerable<TrendNote> Notes(DateTimeOffset until) => _rang.Select(a => new TrendNote(
        a.Facts.FiredAt!.Value, // chosen by it
        a.Facts.ResolvedAt ?? until,
        Format.Text(QueueText.AlertMark, a.Facts.RuleName, AlertWords.What(a.Facts))));
}
