using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Holds the one state that every viewer reads, and tells subscribers that there is a new one.</summary>
/// <param name="timeProvider">Paces the calls to subscribers.</param>
/// <param name="logger">Hears what subscribers throw.</param>
internal sealed class SnapshotStore(TimeProvider timeProvider, ILogger<SnapshotStore> logger) : ISnapshots
{
    /// <summary>Shortest time between two calls to one subscriber.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private volatile Published _published = new(new SnapshotState(null, [], null, new QuotaUse(0, 0, 0, 0, 0), []));
    private ImmutableArray<Subscription> _subscriptions = [];

    /// <inheritdoc/>
    public SnapshotState For(Visibility visibility)
    {
        ArgumentNullException.ThrowIfNull(visibility);
        return _published.For(visibility);
    }

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
        _published = new Published(state);
        foreach (var subscription in _subscriptions)
        {
            subscription.Notify();
        }
    }

    private void Remove(Subscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, static (all, gone) => all.Remove(gone), subscription);

    /// <summary>A state, and its parts as they are asked for: each is cut once, and all who see the same share it.</summary>
    private sealed class Published(SnapshotState whole)
    {
        private readonly ConcurrentDictionary<Visibility, SnapshotState> _parts = new();

        public SnapshotState For(Visibility visibility) => visibility.IsEverything
            ? whole
            : _parts.GetOrAdd(visibility, static (visibility, whole) => whole.SeenBy(visibility), whole);
    }
}
