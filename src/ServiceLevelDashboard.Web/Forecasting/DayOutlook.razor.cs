using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>Drawn again with a new summary alone.</summary>
public sealed partial class DayOutlook
{
    private ImmutableArray<FanPoint> _points = [];
    private FanShape? _fan;
    private (QueueSummary Queue, QueueModels Models, Interval Day)? _drawn;

    /// <summary>The snapshot that the queue is of.</summary>
    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!; // EditorRequired

    /// <summary>The queue.</summary>
    [Parameter, EditorRequired]
    public QueueSummary Queue { get; set; } = null!; // EditorRequired

    /// <summary>What is usual.</summary>
    [Inject]
    public required IQueueModels Models { get; init; }

    /// <summary>How good forecasts are.</summary>
    [Inject]
    public required ITrackRecord Record { get; init; }

    private string? Track => TrackWords.OfChance(Record.Current, Queue.Key, Queue.Outlook.Chance);

    private string Basis => Queue.Outlook.Forecast is not { } forecast ? ""
        : forecast is { IsStatic: true, Days: 1 } ? ForecastText.BasisOne
        : Format.Text(forecast.IsStatic ? ForecastText.BasisStatic : ForecastText.Basis, Format.Count(forecast.Days));

    private IEnumerable<string> Sentences => OutlookWords.Of(Queue);

    private IEnumerable<string> Details => OutlookWords.Details(Queue, Snapshot.Watched);

    private string FanSentence => string.Join(' ', Sentences);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var now = (Queue, Models.Current, Snapshot.Day);
        if (_drawn is { } last && ReferenceEquals(last.Queue, Queue) && ReferenceEquals(last.Models, now.Item2) && last.Day == Snapshot.Day)
        {
            return;
        }
        _drawn = now;
        _points = ClosingFan.Of(Snapshot, Queue, now.Item2);
        _fan = _points.Any(static p => !p.IsKnown) ? new FanShape(_points, Queue.Target?.Ratio) : null;
    }
}
