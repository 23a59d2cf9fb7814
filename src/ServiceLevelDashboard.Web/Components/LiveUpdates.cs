using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// The live parts of one open page: one subscription to the figures for all of them, and one message to the browser for each change. One of a page
/// asks alone, the others are asked with it.
/// </summary>
internal sealed class LiveUpdates(ISnapshots snapshots, EverySecond seconds, TimeProvider clock) : IDisposable
{
    private ImmutableArray<LiveComponent> _components = [];
    private IDisposable? _subscription;
    private IDisposable? _second;
    private bool _isDue;

    /// <summary>Draws <see cref="LiveBatch"/>, which draws all others in the same batch; null where a page has none: then each is a batch of its own.</summary>
    public Action? Batch { get; set; }

    /// <summary>From now on the component follows the figures.</summary>
    public void Add(LiveComponent component)
    {
        _components = _components.Add(component);
        _subscription ??= snapshots.Subscribe(() => OnPageAsync(Refresh));
        // Asked beside the page's own turn, and again within it: nearly always there is nothing to do.
        _second ??= seconds.Subscribe(() =>
        {
            if (HasAged())
            {
                _ = OnPageAsync(RefreshAged);
            }
        });
    }

    /// <summary>The component is gone.</summary>
    public void Remove(LiveComponent component)
    {
        _components = _components.Remove(component);
        if (_components.IsEmpty)
        {
            Dispose();
        }
    }

    /// <summary>Asks every component to look again, if there is something to look at since the last time.</summary>
    public void RefreshDue()
    {
        if (!_isDue)
        {
            return;
        }
        _isDue = false;
        foreach (var component in _components)
        {
            component.Refresh();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _second?.Dispose();
        (_subscription, _second) = (null, null);
    }

    /// <summary>All parts of a page share its turn, and the first is as good as any.</summary>
    private Task OnPageAsync(Action action) => _components is [var first, ..] ? first.OnPageAsync(action) : Task.CompletedTask;

    private void Refresh()
    {
        _isDue = true;
        Batch?.Invoke();
        RefreshDue();
    }

    private void RefreshAged()
    {
        if (HasAged())
        {
            Refresh();
        }
    }

    private bool HasAged()
    {
        var now = clock.GetUtcNow();
        foreach (var component in _components)
        {
            if (component.HasAgedAt(now))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>What live components need.</summary>
internal static class LiveUpdatesServices
{
    /// <summary>Registers it.</summary>
    public static void AddLiveUpdates(this IServiceCollection services)
    {
        services.AddSingleton<EverySecond>();
        services.AddScoped<LiveUpdates>();
    }
}
