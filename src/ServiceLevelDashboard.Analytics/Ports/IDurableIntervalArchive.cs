namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>The interval rows that survive a restart, beside those of the last days in memory.</summary>
public interface IDurableIntervalArchive : IIntervalArchive
{
    /// <summary>How long after its end an interval must have been fetched to count as settled.</summary>
    TimeSpan SettlesAfter { get; }

    /// <summary>When intervals of a granularity were last fetched, or null when never.</summary>
    Task<DateTimeOffset?> LastFetchAsync(Granularity granularity, CancellationToken cancellationToken);

    /// <summary>A number that is another one whenever a settled interval of a range has been corrected; 0 while none was.</summary>
    Task<long> CorrectionsAsync(Interval range, CancellationToken cancellationToken);
}
