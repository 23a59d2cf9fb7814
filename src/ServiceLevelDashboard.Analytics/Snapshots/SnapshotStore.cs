using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Snapshots;

/// <summary>Holds the one state that every viewer reads, and tells subscribers that there is a new one.</summary>
/// <param name="timeProvider">Paces the calls to subscribers.</param>
/// <param name="logger">Hears what subscribers throw.</param>
internal sealed class SnapshotStore(TimeProvider timeProvider, ILogger<SnapshotStore> logger) : ISnapshots
{
    /// <summary>Shortest time between two calls to one subscriber.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private volatile SnapshotState _state = new(null, [], null, new QuotaUse(0, 0, 0, 0, 0), []);
    private ImmutableArray<Subscription> _subscriptions = [];

    /// <inheritdoc/>
    public SnapshotState For(Visibility visibility) => _state;

    /// <inheritdoc/>
    public IDisposable Subscribe(Func<Task> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var subscription = new Subscription(changed, Pace, timeProvider, logger, Remove);
        ImmutableInterlocked.Update(ref _subscriptions, static (all, added) => all.Add(added), subscription);
        return subscription;
    }

    /// <summary>Swaps the state and returns at once; subscribers are called on the thread pool.</summary>
    public void Publish(SnapshotState state)
    {
        _state = state;
        foreach (var subscription in _subscriptions)
            subscription.Notify();
    }

    private void Remove(Subscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, static (all, gone) => all.Remove(gone), subscription);
}
