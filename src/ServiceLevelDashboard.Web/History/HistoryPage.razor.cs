using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Annotations;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.History;

/// <summary>Any part of the past, from the archive alone. What is shown is in the address.</summary>
public sealed partial class HistoryPage
{
    /// <summary>How many lines are drawn and stand beside one another in the table of periods.</summary>
    internal const int MaximumLines = 6;

    private ImmutableArray<Domain.Targets.Queue> _queues = [];
    private ImmutableArray<MediaType> _media = [];
    private ImmutableArray<TrendSeries> _series = [];
    private DateOnly _today;
    private HistoryView? _view;
    private HistoryComparison? _comparison;
    private HistoryRequest _asked = null!; // set with the parameters
    private int _daysRead;
    private ImmutableArray<TrendNote> _notes = [];
    private string? _read;
    private readonly NewestWork _reading = new();
    private bool _isFetching;
    private bool _isTooMuch;
    private string? _problem;

    /// <summary>First day.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.FromKey)]
    public string? From { get; set; }

    /// <summary>Last day, included.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.ToKey)]
    public string? To { get; set; }

    /// <summary>The queues' ids; none for all.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.QueueKey)]
    public string[]? QueueIds { get; set; }

    /// <summary>The media type, or none for all.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.MediaKey)]
    public string? Media { get; set; }

    /// <summary>How time is cut.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.ByKey)]
    public string? By { get; set; }

    /// <summary>Whether queues stand side by side.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.ShowKey)]
    public string? Show { get; set; }

    /// <summary>Whether media types and thresholds are summed.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.PoolKey)]
    public string? Pool { get; set; }

    /// <summary>Seconds, or none for the queues' own.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.ThresholdKey)]
    public string? Threshold { get; set; }

    /// <summary>"marked" to leave out what somebody marked.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.WithoutKey)]
    public string? Without { get; set; }

    /// <summary>How many days earlier the range lies that this one is held against.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.AgainstKey)]
    public string? Against { get; set; }

    /// <summary>Which part of the periods' table is shown, from 1.</summary>
    [SupplyParameterFromQuery(Name = HistoryAddress.PageKey)]
    public string? PageNumber { get; set; }

    [Inject]
    internal DocumentCache<Annotation> Annotations { get; init; } = null!; // set by the framework

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    [Inject]
    internal ExpensiveWork Work { get; init; } = null!; // set by the framework

    [Inject]
    internal PastReader History { get; init; } = null!; // set by the framework

    [Inject]
    internal ISnapshots Snapshots { get; init; } = null!; // set by the framework

    [Inject]
    internal TimeProvider Clock { get; init; } = null!; // set by the framework

    private HistoryRequest? Request { get; set; }

    /// <summary>Part of a range by days is cut by intervals as soon as these can be shown; a single day has no smaller part here.</summary>
    private Func<Interval, string>? ZoomUrl => Request is not { Days: > 1 } request || _view is not { Calendar: { } calendar } ? null : part =>
    {
        var chosen = request with { From = calendar.DateOf(part.Start), To = calendar.DateOf(part.End.AddTicks(-1)) };
        return HistoryAddress.Of(chosen.Days <= 2 ? chosen with { By = PeriodLength.Interval } : chosen);
    };

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _today = HistoryExport.Today(History.Contract.Calendars, QueueIds, Clock);
        Request = HistoryAddress.Read(From, To, QueueIds, Media, By, Show, Pool, Threshold, _today) is { } read
            ? HistoryAddress.With(read, Without, Against, Annotations.All.Values.Select(a => a.Value))
            : null;
        _asked = HistoryAddress.Asked(From, To, QueueIds, Media, By, Show, Pool, _today);
        if (Snapshots.For(Viewer.Sees).Snapshot is { } snapshot)
        {
            _queues = [.. snapshot.Listed.Values.OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];
            _media = [.. snapshot.Queues.Select(q => q.Media).Distinct().OrderBy(m => m.Name, StringComparer.Ordinal)];
        }

        if (Request is not { } request || HistoryAddress.Of(request) == _read || IsPrerendering)
        {
            return;
        }
        using var reading = await _reading.BeginAsync(Disposed);
        if (!reading.IsNewest)
        {
            return;
        }
        var address = _read = HistoryAddress.Of(request);
        (_view, _comparison, _problem, _isTooMuch, _daysRead) = (null, null, null, false, 0);
        var progress = new Progress<int>(days => ShowProgress(address, days));
        HistoryView view;
        HistoryComparison? comparison;
        try
        {
            (view, comparison) = await Work.RunAsync(Viewer, stop => ReadAsync(request, progress, stop), reading.Token);
        }
        catch (TooMuchWorkException)
        {
            (_read, _isTooMuch) = (null, true);
            return;
        }
        catch (OperationCanceledException) when (!reading.IsNewest)
        {
            return; // another range was asked for
        }

        if (address != _read)
        {
            return;
        }
        Take(view);
        _comparison = comparison;
    }

    /// <summary>Reads apart from the page, which the archive would hold up otherwise: it shows how far the reading is.</summary>
    private Task<(HistoryView View, HistoryComparison? Comparison)> ReadAsync(HistoryRequest request, IProgress<int> progress, CancellationToken stop) =>
        Task.Run(
            async () =>
            {
                var view = await History.ReadAsync(request, Viewer.Sees, progress, stop);
                return (view, await History.CompareAsync(view, Viewer.Sees, stop));
            },
            stop);

    private void ShowProgress(string address, int days)
    {
        if (address == _read && _view is null && !Disposed.IsCancellationRequested)
        {
            _daysRead = days;
            StateHasChanged();
        }
    }

    private void Take(HistoryView view)
    {
        _view = view;
        _notes = AnnotationWords.Notes(Annotations, view.Range, view.Lines.SelectMany(line => line.Keys).Select(key => key.Queue));
        _series = [.. view.Lines.Take(MaximumLines).Select(line => HistoryWords.Series(line, view, view.Calendar.Zone))];
    }

    private async Task FetchAsync()
    {
        if (Request is not { } request)
        {
            return;
        }
        (_isFetching, _problem) = (true, null);
        try
        {
            Take(await Work.RunAsync(Viewer, stop => History.FetchAsync(request, Viewer.Sees, stop), Disposed));
        }
        catch (ContactCentreException e)
        {
            _problem = Format.Text(HistoryText.FetchFailed, e.Message);
        }
        catch (TooMuchWorkException)
        {
            _problem = LayoutText.TooMuchWork;
        }
        finally
        {
            _isFetching = false;
        }
    }
}
