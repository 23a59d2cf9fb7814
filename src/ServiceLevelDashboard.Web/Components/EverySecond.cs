using System.Collections.Immutable;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>Calls all subscribers once a second, one after the other: one timer for all open pages, which would each wake a thread of their own.</summary>
internal sealed class EverySecond(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private ImmutableArray<Subscription> _subscriptions = [];
    private ITimer? _timer;

    /// <summary>Calls an action, which may take no time and throws nothing, until what is returned is disposed.</summary>
    public IDisposable Subscribe(Action action)
    {
        var subscription = new Subscription(action, this);
        lock (_lock)
        {
            _subscriptions = _subscriptions.Add(subscription);
            _timer ??= clock.CreateTimer(_ => Call(), null, Second, Second);
        }
        return subscription;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Call()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Action();
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = _subscriptions.Remove(subscription);
            if (_subscriptions.IsEmpty)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private sealed class Subscription(Action action, EverySecond owner) : IDisposable
    {
        public Action Action => action;

        public void Dispose() => owner.Remove(this);
    }
}
