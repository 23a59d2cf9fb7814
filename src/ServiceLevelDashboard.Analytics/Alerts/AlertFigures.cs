using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Statistics.Causes;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Freezes the day of a queue that rang, and asks why it dropped.</summary>
/// <param name="explainer">Takes the figure apart.</param>
/// <param name="kept">Keeps it.</param>
/// <param name="drops">Knows why levels drop.</param>
/// <param name="pathOf">Where a kept figure is found, from the site's root on.</param>
/// <param name="logger">Hears what fails.</param>
public sealed partial class AlertFigures(
    Explainer explainer, KeptFigures kept, IDrops drops, Func<string, string> pathOf, ILogger<AlertFigures> logger) : IAlertFigures
{
    /// <inheritdoc/>
    public async Task<(string? Path, ImmutableArray<string> Why)> KeepAsync(
        Snapshot snapshot, QueueSummary queue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(queue);
        var (path, why) = ((string?)null, ImmutableArray<string>.Empty);
        try
        {
            var day = queue.Today?.Day ?? snapshot.Day;
            var request = new FigureRequest(queue.Key, day);
            if (await explainer.ReadAsync(request, Visibility.Everything, cancellationToken).ConfigureAwait(false) is { } figure)
            {
                path = await kept.KeepForProgramAsync(figure, cancellationToken).ConfigureAwait(false) is { } id ? pathOf(id) : null;
            }
            if (await drops.ReadAsync(snapshot, queue, cancellationToken).ConfigureAwait(false) is { Drop: { Verdict: DropVerdict.Explained } drop })
            {
                why = [.. drop.Causes.Select(static c => c.Cause.ToString())];
            }
        }
        // The edge of what is nice to know: the alert is told without it, whatever went wrong.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e);
        }
        return (path, why);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return kept.RemoveForProgramAsync(path[(path.LastIndexOf('/') + 1)..], cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An alert is told without its kept figure.")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
