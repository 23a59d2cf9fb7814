using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>Takes one figure apart; which one is in the address. Read once: what is explained must not change under the reader.</summary>
public sealed partial class ExplainPage
{
    private Figure? _figure;
    private FigureRequest? _read;
    private (Snapshot Snapshot, QueueSummary Queue)? _today;
    private bool _isKeeping;
    private bool _isHidden;
    private bool _isTooMuch;
    private string? _problem;

    /// <summary>The queue's id.</summary>
    [SupplyParameterFromQuery(Name = ExplainAddress.QueueKey)]
    public string? QueueId { get; set; }

    /// <summary>The media type's name.</summary>
    [SupplyParameterFromQuery(Name = ExplainAddress.MediaKey)]
    public string? Media { get; set; }

    /// <summary>First instant, ISO 8601.</summary>
    [SupplyParameterFromQuery(Name = ExplainAddress.FromKey)]
    public string? From { get; set; }

    /// <summary>First instant after.</summary>
    [SupplyParameterFromQuery(Name = ExplainAddress.ToKey)]
    public string? To { get; set; }

    /// <summary>A formula's id, or none for the one in force.</summary>
    [SupplyParameterFromQuery(Name = ExplainAddress.DefinitionKey)]
    public string? Definition { get; set; }

    /// <summary>Seconds, or none for the queue's own.</summary>
    [SupplyParameterFromQuery(Name = ExplainAddress.ThresholdKey)]
    public string? Threshold { get; set; }

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    [Inject]
    internal ExpensiveWork Work { get; init; } = null!; // set by the framework

    [Inject]
    internal Explainer Explainer { get; init; } = null!; // set by the framework

    [Inject]
    internal ISnapshots Snapshots { get; init; } = null!; // set by the framework

    [Inject]
    internal KeptFigures Kept { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    private FigureRequest? Request { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Request = ExplainAddress.Read(QueueId, Media, From, To, Definition, Threshold, Explainer.InForce);
        if (Request is not { } request || request == _read)
        {
            return;
        }
        _read = request;
        (_figure, _today, _problem, _isHidden, _isTooMuch) = (null, null, null, false, false);
        Figure? figure;
        try
        {
            figure = await Work.RunAsync(Viewer, stop => Explainer.ReadAsync(request, Viewer.Sees, stop), Disposed);
        }
        catch (TooMuchWorkException)
        {
            (_read, _isTooMuch) = (null, true);
            return;
        }

        if (request == _read)
        {
            (_figure, _today, _isHidden) = (figure, TodayOf(request), figure is null);
        }
    }

    /// <summary>
    /// The queue as of now when the figure is that of today so far, by the contract; null for any other figure, from which no budget follows.
    /// </summary>
    private (Snapshot Snapshot, QueueSummary Queue)? TodayOf(FigureRequest request) =>
        request is { Definition: null, Threshold: null }
        && Snapshots.For(Viewer.Sees).Snapshot is { } snapshot
        && snapshot.Find(request.Key) is { } queue
        && request.Range == ExplainAddress.SoFar(snapshot.At(queue))
            ? (snapshot.At(queue), queue)
            : null;

    private async Task KeepAsync()
    {
        if (_figure is not { } figure || !Viewer.MayKeep)
        {
            return;
        }
        _isKeeping = true;
        var result = await Kept.KeepAsync(figure, Viewer.Demand(Rank.Viewer), Disposed);
        Disposed.ThrowIfCancellationRequested(); // whoever has left is not called back
        _isKeeping = false;
        if (result.Id is { } id)
        {
            Navigation.NavigateTo(ExplainUrls.Kept(id));
        }
        else
        {
            _problem = result.Outcome switch
            {
                KeepOutcome.Away => ExplainText.KeepAway,
                KeepOutcome.TooMany => Format.Text(ExplainText.TooMany, Format.Count(KeptFigures.MaximumOfOne)),
                _ => Format.Text(ExplainText.TooLarge, Format.Count(result.Bytes / 1000), Format.Count(FrozenFigure.MaximumBytes / 1000)),
            };
        }
    }
}
