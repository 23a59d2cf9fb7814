using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ServiceLevelDashboard.Web.Interop;

namespace ServiceLevelDashboard.Web.Charts;

/// <summary>
/// The one chart component. Its markup never changes after the first render: the module draws into it, and redraws when
/// <see cref="Series"/> or <see cref="Annotations"/> is a new object.
/// </summary>
public sealed partial class TrendChart : IAsyncDisposable
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ElementReference _element;
    private ScriptModule? _module;
    private DotNetObjectReference<TrendChart>? _self;
    private Picture? _drawn;
    private bool _isBusy;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired]
    public TrendSeries Series { get; set; } = null!; // EditorRequired

    /// <summary>What it shows, for those who come to it by keyboard.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What the bars are, for their end.</summary>
    [Parameter]
    public string VolumeLabel { get; set; } = "";

    /// <summary>What happened meanwhile; only what touches a point is drawn.</summary>
    [Parameter]
    public ImmutableArray<TrendNote> Annotations { get; set; } = [];

    /// <summary>The address that shows a part of the time, or null: then no part can be chosen.</summary>
    [Parameter]
    public Func<Interval, string>? ZoomUrl { get; set; }

    [Inject]
    internal Scripts Scripts { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    private Picture Wanted => new(Series, Annotations);

    /// <summary>Called by the module when a part of the chart was chosen, with the ids of its first and last point.</summary>
    [JSInvokable]
    public void Zoom(string first, string last)
    {
        var from = Series.Points.FirstOrDefault(p => p.Id == first);
        var to = Series.Points.FirstOrDefault(p => p.Id == last);
        if (ZoomUrl is { } url && from is not null && to is not null && from.Span.Start < to.Span.End)
        {
            Navigation.NavigateTo(url(new Interval(from.Span.Start, to.Span.End)));
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => false;

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return Task.CompletedTask;
        }

        _module = Scripts.Open("./Charts/TrendChart.razor.js");
        _self = ZoomUrl is null ? null : DotNetObjectReference.Create(this);
        return DrawAsync();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => DrawAsync();

    /// <summary>Draws until the newest series is on the screen; one call at a time, what comes meanwhile is drawn next.</summary>
    private async Task DrawAsync()
    {
        if (_module is not { } module || _isBusy)
        {
            return;
        }

        _isBusy = true;
        while (Wanted is var picture && picture != _drawn && await DrawAsync(module, picture))
        {
            _drawn = picture;
        }

        _isBusy = false;
    }

    private Task<bool> DrawAsync(ScriptModule module, Picture picture) => _drawn is null
        ? module.CallAsync("create", _id, _element, Payload(picture, 0), _self)
        : module.CallAsync("update", _id, Payload(picture, Unchanged(_drawn.Series, picture.Series)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is { } module)
        {
            await module.DisposeAsync("dispose", _id);
        }

        _self?.Dispose();
    }

    /// <summary>How many points from the start are as they were: only the rest crosses the wire.</summary>
    private static int Unchanged(TrendSeries before, TrendSeries now)
    {
        var same = 0;
        while (same < before.Points.Length && same < now.Points.Length && before.Points[same] == now.Points[same])
        {
            same++;
        }
        return same;
    }

    private TrendPayload Payload(Picture picture, int from)
    {
        var series = picture.Series;
        return new TrendPayload(
            from,
            series.Axis switch { TrendAxis.Percent => "percent", TrendAxis.Count => "count", _ => "duration" },
            series.Max,
            series.Target,
            series.TargetLabel,
            series.TargetShort,
            ChartText.UsualLabel,
            VolumeLabel,
            series.MissesBelow,
            [.. picture.Notes.Select(note => Mark(note, series.Points)).OfType<NotePayload>().OrderBy(n => n.First)],
            [.. series.Points[from..].Select(
                p => new PointPayload(p.Id, p.Label, p.Hour, p.Value, p.Usual?.Lower, p.Usual?.Upper, p.Volume, p.IsOpen, Tip(p)))]);
    }

    private static string Tip(TrendSeriesPoint point) =>
        point.Usual is { } usual ? $"{point.Tip}\n{Resources.Format.Text(ChartText.UsualOf, usual.Text)}" : point.Tip;

    /// <summary>Which points a note touches; null for none.</summary>
    private static NotePayload? Mark(TrendNote note, ImmutableArray<TrendSeriesPoint> points)
    {
        var touched = Enumerable.Range(0, points.Length).Where(i => note.Touches(points[i].Span)).ToList();
        return touched.Count == 0 ? null : new NotePayload(touched[0], touched[^1], note.Text);
    }

    /// <summary>What a drawing was made of.</summary>
    private sealed record Picture(TrendSeries Series, ImmutableArray<TrendNote> Notes)
    {
        /// <summary>The same objects make the same picture: nothing is compared point by point.</summary>
        public bool Equals(Picture? other) => other is not null && ReferenceEquals(Series, other.Series) && Notes == other.Notes;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Series), Notes);
    }

    /// <summary>What the module reads; the points from an index on.</summary>
    internal sealed record TrendPayload(
        int From,
        string Axis,
        double Max,
        double? Target,
        string TargetLabel,
        string TargetShort,
        string UsualLabel,
        string VolumeLabel,
        bool MissesBelow,
        ImmutableArray<NotePayload> Notes,
        ImmutableArray<PointPayload> Points);

    internal sealed record PointPayload(
        string Id, string Label, string? Hour, double? Value, double? Lower, double? Upper, int Volume, bool IsOpen, string Tip);

    /// <summary>A note from one point to another, by their indexes.</summary>
    internal sealed record NotePayload(int First, int Last, string Text);
}
