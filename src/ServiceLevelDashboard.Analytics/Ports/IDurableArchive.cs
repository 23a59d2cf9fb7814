using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// What survives a restart, behind one door. Any call may fail while the disk or the database is away; <see cref="IsOutage"/>
/// tells such a failure from a mistake of the program.
/// </summary>
public interface IDurableArchive
{
    /// <summary>Where it is, in words that may be shown: no password.</summary>
    string Description { get; }

    /// <summary>How long after its end an interval must have been fetched to count as settled.</summary>
    TimeSpan SettlesAfter { get; }

    /// <summary>Makes it ready: created when absent, brought up to date when old. To be called before anything else; may be called again.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Interval rows and their coverage.</summary>
    IIntervalArchive Intervals { get; }

    /// <summary>Whole days, summed once.</summary>
    IDailyArchive Days { get; }

    /// <summary>Queues over time.</summary>
    IQueueHistory Queues { get; }

    /// <summary>What was seen of the moment.</summary>
    IObservationArchive Observations { get; }

    /// <summary>Small documents.</summary>
    IDocumentStore Configuration { get; }

    /// <summary>Who may do what only one may do at a time.</summary>
    ILeases Leases { get; }

    /// <summary>When intervals of a granularity were last fetched, or null when never.</summary>
    Task<DateTimeOffset?> LastFetchAsync(Granularity granularity, CancellationToken cancellationToken);

    /// <summary>Removes intervals and observations that are older than the retention.</summary>
    /// <returns>How many interval rows were removed.</returns>
    Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether an error says that the archive cannot be used at present.</summary>
    bool IsOutage(Exception error);
}
