using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Charts;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>Looks again when an interval has ended: what was sampled of it is then in the archive.</summary>
public sealed partial class StaffOfDay
{
    private (QueueMedia Key, Interval? First, int Count)? _looked;

    /// <summary>The queue with the intervals that are shown.</summary>
    [Parameter, EditorRequired]
    public QueueSummary Queue { get; set; } = null!; // EditorRequired

    /// <summary>The site's zone.</summary>
    [Parameter, EditorRequired]
    public TimeZoneInfo Zone { get; set; } = null!; // EditorRequired

    /// <summary>What happened meanwhile.</summary>
    [Parameter]
    public ImmutableArray<TrendNote> Notes { get; set; } = [];

    /// <summary>The address of a part of the day.</summary>
    [Parameter]
    public Func<Interval, string>? ZoomUrl { get; set; }

    [Inject]
    internal IObservationArchive Observations { get; init; } = null!; // set by the framework

    private TrendSeries? Series { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var shown = QueueTrends.Shown(Queue.Intervals);
        var now = (Queue.Key, shown.IsEmpty ? (Interval?)null : shown[0].Interval, shown.Length);
        if (!RendererInfo.IsInteractive || _looked == now)
        {
            return;
        }
        _looked = now;
        if (shown.IsEmpty)
        {
            Series = null;
            return;
        }

        try
        {
            var range = new Interval(shown[0].Interval.Start, shown[^1].Interval.End);
            Series = QueueTrends.Staff(shown, await Observations.ReadAsync(Queue.Queue.Id, range, Disposed), Queue.Media, Zone);
        }
        catch (OperationCanceledException) when (Disposed.IsCancellationRequested)
        {
            // nobody looks any more
        }
        catch (ArchiveUnavailableException)
        {
            (Series, _looked) = (null, null); // the next refresh tries again
        }
    }
}
