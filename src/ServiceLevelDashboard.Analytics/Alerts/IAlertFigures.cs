using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What is found out about a queue once an alert has rung: it takes longer than the ring may wait.</summary>
public interface IAlertFigures
{
    /// <summary>Keeps the queue's day as it is now, and looks why its level dropped.</summary>
    /// <returns>Where the kept figure is found, from the site's root on, and the causes; null and empty for what is not known. It does not throw but by being
    /// cancelled.</returns>
    Task<(string? Path, ImmutableArray<string> Why)> KeepAsync(Snapshot snapshot, QueueSummary queue, CancellationToken cancellationToken);

    /// <summary>Lets a kept figure go, unless somebody else keeps it.</summary>
    /// <param name="path">Where it is found.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written at present.</exception>
    Task RemoveAsync(string path, CancellationToken cancellationToken);
}
