namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>Where the archive is, and how long it keeps.</summary>
public interface IArchiveMaintenance
{
    /// <summary>Where it is, in words that may be shown: no password.</summary>
    string Description { get; }

    /// <summary>Removes intervals, observations and sums that are older than the retention.</summary>
    /// <returns>How many interval rows were removed.</returns>
    Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
