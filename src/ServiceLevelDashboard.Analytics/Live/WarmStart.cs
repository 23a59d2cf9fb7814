using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Contracts;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Puts the last known day on the page before the first question is asked; its age says how old it is.</summary>
internal sealed partial class WarmStart(
    IDurableIntervalArchive durable,
    IQueueHistory history,
    IIntervalArchive memory,
    Collector collector,
    DashboardSettings settings,
    OpeningTimes sites,
    IEnumerable<IDocumentCache> books,
    ILogger<WarmStart> logger)
{
    private bool _isDone;

    /// <summary>
    /// Reads the last day from the durable archive into memory and publishes it; does nothing when there is none, it cannot be read, or that was done before.
    /// </summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isDone)
        {
            return;
        }
        try
        {
            // The contract is among them: the first figures are measured by it.
            foreach (var book in books)
            {
                await book.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            if (await durable.LastFetchAsync(settings.Granularity, cancellationToken).ConfigureAwait(false) is not { } last)
            {
                _isDone = true;
                return;
            }
            var begun = sites.Calendars.All.Min(calendar => calendar.DayOf(last).Start);
            var from = begun < last - settings.Trailing ? begun : last - settings.Trailing;
            var range = settings.Granularity.SnapOutward(new Interval(from, last));
            var queues = await history.ReadAsync(new Interval(from, last.AddSeconds(1)), cancellationToken).ConfigureAwait(false);
            var archived = await durable.ReadAsync(range, settings.Granularity, cancellationToken).ConfigureAwait(false);
            foreach (var coverage in archived.Covered)
            {
                await memory.MergeAsync(
                    coverage, [.. archived.Rows.Where(r => coverage.Range.Contains(r.Interval))], cancellationToken).ConfigureAwait(false);
            }

            collector.Restore(queues, range, archived);
            _isDone = true;
            Log.Restored(logger, last, archived.Rows.Length);
        }
        catch (ArchiveUnavailableException e)
        {
            // Without the past the dashboard starts as it did the first time.
            Log.NotRestored(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Showing the archive's last day, data as of {Until} ({Rows} rows), until the first response.")]
        public static partial void Restored(ILogger logger, DateTimeOffset until, int rows);

        [LoggerMessage(2, LogLevel.Warning, "Starting without the archive's last day. {Problem}")]
        public static partial void NotRestored(ILogger logger, string problem);
    }
}
