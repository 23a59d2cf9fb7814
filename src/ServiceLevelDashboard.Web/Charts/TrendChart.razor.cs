using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ServiceLevelDashboard.Web.Charts;

/// <summary>
/// The one chart component. Its markup never changes after the first render: the module draws into it, and redraws when
/// <see cref="Series"/> is a new object.
/// </summary>
public sealed partial class TrendChart : IAsyncDisposable
{
    private ElementReference _element;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private TrendSeries? _drawn;
    private bool _isBusy;
    private bool _isDisposed;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired]
    public TrendSeries Series { get; set; } = null!; // EditorRequired

    [Inject]
    internal IJSRuntime JS { get; init; } = null!; // set by the framework

    /// <inheritdoc/>
    protected override bool ShouldRender() => false;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _isBusy = true;
        try
        {
            var series = Series;
            _module = await JS.InvokeAsync<IJSObjectReference>("import", "./Charts/TrendChart.razor.js");
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _element, Payload(series, 0));
            _drawn = series;
        }
        catch (JSDisconnectedException)
        {
            return; // the reader has left: there is nothing to draw on
        }
        finally
        {
            _isBusy = false;
        }

        if (_isDisposed)
            await ReleaseAsync();
        else
            await DrawAsync();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => DrawAsync();

    /// <summary>Draws until the newest series is on the screen; one call at a time, what comes meanwhile is drawn next.</summary>
    private async Task DrawAsync()
    {
        if (_chart is null || _isBusy)
            return;
        _isBusy = true;
        try
        {
            while (!_isDisposed && !ReferenceEquals(_drawn, Series))
            {
                var series = Series;
                await _chart.InvokeVoidAsync("update", Payload(series, Unchanged(_drawn, series)));
                _drawn = series;
            }
        }
        catch (JSDisconnectedException)
        {
            // The reader has left: there is nothing to draw on.
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await ReleaseAsync();
    }

    private async ValueTask ReleaseAsync()
    {
        try
        {
            if (_chart is { } chart)
            {
                _chart = null;
                await chart.InvokeVoidAsync("dispose");
                await chart.DisposeAsync();
            }

            if (_module is { } module)
            {
                _module = null;
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has taken the chart with it.
        }
    }

    /// <summary>How many points from the start are as they were: only the rest crosses the wire.</summary>
    private static int Unchanged(TrendSeries? before, TrendSeries now)
    {
        if (before is null)
            return 0;
        var same = 0;
        while (same < before.Points.Length && same < now.Points.Length && before.Points[same] == now.Points[same])
            same++;
        return same;
    }

    private static TrendPayload Payload(TrendSeries series, int from) => new(
        from,
        series.Axis == TrendAxis.Percent ? "percent" : "duration",
        series.Max,
        series.Target,
        series.TargetLabel,
        series.TargetShort,
        series.MissesBelow,
        [.. series.Points[from..].Select(p => new PointPayload(p.Id, p.Label, p.Hour, p.Value, p.Volume, p.IsOpen, p.Tip))]);

    /// <summary>What the module reads; the points from an index on.</summary>
    internal sealed record TrendPayload(
        int From,
        string Axis,
        double Max,
        double? Target,
        string TargetLabel,
        string TargetShort,
        bool MissesBelow,
        ImmutableArray<PointPayload> Points);

    internal sealed record PointPayload(string Id, string Label, string? Hour, double? Value, int Volume, bool IsOpen, string Tip);
}
