using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>Names, divisions and targets of queues as they were over time. Queues that are deleted keep their past.</summary>
public interface IQueueHistory
{
    /// <summary>Takes down what has changed since the last list; writes nothing when nothing has.</summary>
    /// <param name="queues">The whole list as the contact centre gives it; a queue that is missing counts as deleted.</param>
    /// <param name="at">When it was given.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    Task RecordAsync(ImmutableArray<Queue> queues, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Every version of every queue that was in force at some time inside the range, oldest first.</summary>
    Task<ImmutableArray<QueueVersion>> ReadAsync(Interval range, CancellationToken cancellationToken);
}

/// <summary>A queue as it was for a time.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="From">First seen like this.</param>
/// <param name="To">First seen otherwise or gone, or null when it still is like this.</param>
public sealed record QueueVersion(Queue Queue, DateTimeOffset From, DateTimeOffset? To);
