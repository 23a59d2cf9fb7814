namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>All stores that survive a restart, for those who need most of them.</summary>
public interface IDurableArchive
{
    /// <summary>How long after its end an interval must have been fetched to count as settled.</summary>
    TimeSpan SettlesAfter => Intervals.SettlesAfter;

    /// <summary>Nothing is left to do: every store opens itself.</summary>
    Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Interval rows and their coverage.</summary>
    IDurableIntervalArchive Intervals { get; }

    /// <summary>Whole days, summed once.</summary>
    IDailyArchive Days { get; }

    /// <summary>Queues over time.</summary>
    IQueueHistory Queues { get; }

    /// <summary>What was seen of the moment.</summary>
    IObservationArchive Observations { get; }

    /// <summary>Small documents.</summary>
    IDocumentStore Configuration { get; }
}
