using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// A component that shows the snapshot and follows it: it renders again with every change, and when the figures grow so old
/// that they must look it, though nothing new arrives.
/// </summary>
public abstract class LiveComponent : DisposableComponent
{
    private object? _drawn;

    /// <summary>The door to the figures.</summary>
    [Inject]
    public required ISnapshots Snapshots { get; init; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Clock { get; init; }

    /// <summary>Who looks.</summary>
    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    internal LiveUpdates Updates { get; init; } = null!; // set by the framework

    /// <summary>What is known now to who looks; the same during one rendering.</summary>
    protected SnapshotState State { get; private set; } = null!; // set before the first rendering

    /// <summary>Now, UTC; the same during one rendering.</summary>
    protected DateTimeOffset Now { get; private set; }

    /// <summary>Whether the interval figures are live; the same during one rendering.</summary>
    protected DataState Data { get; private set; }

    /// <summary>Whether the observations are live; the same during one rendering.</summary>
    protected DataState Observed { get; private set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Look();
        if (RendererInfo.IsInteractive)
        {
            Updates.Add(this);
        }
    }

    /// <summary>Called with every new state, before the rendering.</summary>
    protected virtual void OnLook()
    {
    }

    /// <summary>
    /// All that is shown, where that can be compared: then a change in which it stays equal draws nothing, and sends nothing to the browser.
    /// Null: every change draws.
    /// </summary>
    protected virtual object? Drawn => null;

    /// <summary>Asked every second: whether something that is shown is no longer true, beside the age of the figures.</summary>
    protected virtual bool IsOvertakenBy(DateTimeOffset now) => false;

    /// <summary>Follows the figures no more.</summary>
    protected override void Dispose(bool disposing)
    {
        Updates.Remove(this);
        base.Dispose(disposing);
    }

    /// <summary>Looks at what is known now, and draws it where it shows.</summary>
    internal void Refresh()
    {
        try
        {
            Look();
        }
        catch (Exception e) // whatever it is: the other parts of the page must not miss the new figures for it; the page's boundary shows it
        {
            _ = DispatchExceptionAsync(e);
            return;
        }
        if (Drawn is { } drawn && drawn.Equals(_drawn))
        {
            return;
        }
        _drawn = Drawn;
        StateHasChanged();
    }

    /// <summary>Whether what was drawn is no longer true, though nothing new has come.</summary>
    internal bool HasAgedAt(DateTimeOffset now) => (Data, Observed) != (State.DataStateAt(now), State.ObservationStateAt(now)) || IsOvertakenBy(now);

    /// <summary>Does something in the page's own turn.</summary>
    internal Task OnPageAsync(Action action) => InvokeAsync(action);

    private void Look()
    {
        State = Snapshots.For(Viewer.Sees);
        Now = Clock.GetUtcNow();
        Data = State.DataStateAt(Now);
        Observed = State.ObservationStateAt(Now);
        OnLook();
    }
}
