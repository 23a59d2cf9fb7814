using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What fires, as the last turn left it: read by pages at any moment.</summary>
internal sealed class OpenAlerts
{
    private volatile Box _current = new([]);

    /// <summary>After something has changed.</summary>
    public event Action? Changed;

    /// <summary>All that fires, without what people have done about it since.</summary>
    public ImmutableArray<AlertView> Current => _current.Alerts;

    /// <summary>Swaps them; who listens is told when they differ.</summary>
    public void Publish(ImmutableArray<AlertView> alerts)
    {
        if (!alerts.SequenceEqual(_current.Alerts))
        {
            _current = new Box(alerts);
            Changed?.Invoke();
        }
    }

    private sealed record Box(ImmutableArray<AlertView> Alerts);
}
