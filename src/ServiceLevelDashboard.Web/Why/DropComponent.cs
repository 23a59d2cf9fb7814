using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Why;

/// <summary>
/// Knows whether and why a queue's level has dropped today. Looks again when an interval has ended: a running one says nothing yet, and the page must not
/// flicker with every refresh.
/// </summary>
public abstract class DropComponent : DisposableComponent
{
    private (object Key, int Ended)? _looked;

    /// <summary>The snapshot that the queue is of.</summary>
    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!; // EditorRequired

    /// <summary>The queue.</summary>
    [Parameter, EditorRequired]
    public QueueSummary Queue { get; set; } = null!; // EditorRequired

    /// <summary>Finds the causes.</summary>
    [Inject]
    public required IDrops Drops { get; init; }

    /// <summary>What is known; null before it is looked for, and of a queue that is not judged.</summary>
    protected DropToday? Found { get; private set; }

    /// <summary>Whether the archive could not be asked.</summary>
    protected bool IsAway { get; private set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var now = (Key: (object)(Queue.Key, Snapshot.Day, Snapshot.Definition, Queue.Target), Ended: Queue.Intervals.Count(p => !p.IsOpen));
        if (!RendererInfo.IsInteractive || _looked.Equals(now))
        {
            return;
        }
        if (_looked?.Key.Equals(now.Key) != true)
        {
            Found = null;
        }
        _looked = now;
        try
        {
            (Found, IsAway) = (await Drops.ReadAsync(Snapshot, Queue, Disposed), false);
        }
        catch (OperationCanceledException) when (Disposed.IsCancellationRequested)
        {
            // nobody looks any more
        }
        catch (ArchiveUnavailableException)
        {
            (IsAway, _looked) = (true, null); // the next refresh tries again
        }
    }
}
