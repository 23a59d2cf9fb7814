using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>A kept figure as it was, the same figure by what is known now, and what changed between.</summary>
public sealed partial class KeptPage
{
    private Reading _state = Reading.Underway;
    private KeptFigure? _kept;
    private FigureComparison? _comparison;
    private Figure? _rulesNow;
    private ImmutableArray<Keeper> _keepers = [];

    private enum Reading
    {
        Underway,
        Done,
        None,
        Altered,
        Unavailable,
        TooMuch,
    }

    /// <summary>The figure's address.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    [Inject]
    internal ExpensiveWork Work { get; init; } = null!; // set by the framework

    [Inject]
    internal Explainer Explainer { get; init; } = null!; // set by the framework

    [Inject]
    internal KeptFigures Kept { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    [Inject]
    internal Undo Undo { get; init; } = null!; // set by the framework

    /// <summary>Whoever kept it removes it, and an administrator; the page is there only for who sees the queue.</summary>
    private bool MayRemove => Viewer.MayKeep && (Viewer.MayAdminister || _keepers.Any(k => k.Id == Viewer.Id));

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => _kept?.Id == Id ? Task.CompletedTask : ReadAsync();

    private async Task RemoveAsync()
    {
        if (!MayRemove || _kept is not { Figure: var figure })
        {
            return;
        }
        try
        {
            if (await Kept.RemoveAsync(Id, Viewer.Demand(Rank.Viewer), forAll: Viewer.MayAdminister, Disposed) is { } removed)
            {
                Undo.Offer(
                    Format.Text(ExplainText.KeptRemoved, Format.Text(ExplainText.Title, figure.QueueName, Words.Of(figure.Key.Media))),
                    token => BringBackAsync(removed, token));
            }
            Disposed.ThrowIfCancellationRequested(); // whoever has left is not called back
            Navigation.NavigateTo(ExplainUrls.KeptPath);
        }
        catch (ArchiveUnavailableException)
        {
            _state = Reading.Unavailable;
        }
    }

    private async Task<string?> BringBackAsync(RemovedFigure removed, CancellationToken token)
    {
        if (!Viewer.MayKeep)
        {
            return ExplainText.KeptByGuests;
        }
        try
        {
            await Kept.BringBackAsync(removed, Viewer.Demand(Rank.Viewer), token);
            return null;
        }
        catch (ArchiveUnavailableException)
        {
            return ExplainText.KeepAway;
        }
    }

    private async Task ReadAsync()
    {
        _state = Reading.Underway;
        try
        {
            _kept = null; // it names its queue: not before that may be seen
            if (await Kept.ReadAsync(Id, Disposed) is not { Figure: var before } kept)
            {
                _state = Reading.None;
                return;
            }

            if (await Work.RunAsync(
                Viewer, stop => Explainer.ReadAsync(new FigureRequest(before.Key, before.Range), Viewer.Sees, stop), Disposed) is not { } now)
            {
                _state = Reading.None;
                return;
            }

            _keepers = await Kept.KeepersOfAsync(Id, Disposed);
            _kept = kept;
            _comparison = FigureComparison.Of(before, now.MeasuredAs(before));
            _rulesNow = (now.Definition, now.Target) == (before.Definition, before.Target) ? null : now;
            _state = Reading.Done;
        }
        catch (TooMuchWorkException)
        {
            _state = Reading.TooMuch;
        }
        catch (InvalidDataException)
        {
            _state = Reading.Altered;
        }
        catch (ArchiveUnavailableException)
        {
            _state = Reading.Unavailable;
        }
    }
}
