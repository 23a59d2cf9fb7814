using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>A kept figure as it was, the same figure by what is known now, and what changed between.</summary>
public sealed partial class KeptPage
{
    private Reading _state = Reading.Underway;
    private KeptFigure? _kept;
    private FigureComparison? _comparison;
    private Figure? _rulesNow;

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

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => _kept?.Id == Id ? Task.CompletedTask : ReadAsync();

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
