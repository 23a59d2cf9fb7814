using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Delivery.Words;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>What fires, for walls: put together once for all boards of the same eyes, until it changes.</summary>
internal sealed class WallAlerts : IDisposable
{
    private readonly IAlerts _alerts;
    private readonly ConcurrentDictionary<Visibility, ImmutableArray<AlertView>> _firing = new();

    public WallAlerts(IAlerts alerts)
    {
        _alerts = alerts;
        alerts.Changed += Forget;
    }

    /// <summary>After what fires has changed.</summary>
    public event Action? Changed;

    /// <summary>What fires of queues for these eyes and is not silenced, the worst first; the same array until it changes.</summary>
    public ImmutableArray<AlertView> For(Visibility sees) =>
        _firing.GetOrAdd(sees, (eyes, alerts) => [.. alerts.Firing(eyes).Where(static a => a is { Queue: not null, Silence: null })], _alerts);

    /// <summary>Those of a board's tiles, in the words of the current language; null when there is none.</summary>
    public static ImmutableArray<WallAlert>? Of(ImmutableArray<AlertView> firing, ImmutableArray<QueueSummary> tiles)
    {
        if (firing.IsEmpty)
        {
            return null;
        }
        var shown = tiles.Select(static t => t.Key).ToHashSet();
        ImmutableArray<WallAlert> alerts =
        [
            .. firing.Where(a => a.Queue is { } queue && shown.Contains(queue))
                .Select(static a => new WallAlert(a.Id, $"{PlainName.Of(a.Facts.Name, Format.NoValue)} {AlertWords.Glance(a.Facts)}", a.Chime)),
        ];
        return alerts.IsEmpty ? null : alerts;
    }

    /// <inheritdoc/>
    public void Dispose() => _alerts.Changed -= Forget;

    private void Forget()
    {
        _firing.Clear();
        Changed?.Invoke();
    }
}

/// <summary>An alert in the line below.</summary>
/// <param name="Id">Which one: a screen calls for each once.</param>
/// <param name="Text">What it says, at a glance: "Billing waiting 2:31".</param>
/// <param name="Chime">Whether its rule asks for a sound.</param>
public sealed record WallAlert(string Id, string Text, bool Chime);
