using Microsoft.AspNetCore.Components;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// A component that awaits something: what it has started ends when the page is left. A cancelled task breaks no page, so after an await that
/// something visible follows, <c>Disposed.ThrowIfCancellationRequested()</c> ends the work of a component that is gone.
/// </summary>
public abstract class DisposableComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Takes the token once: asked of a disposed source, it would throw in whatever an await comes back to.</summary>
    protected DisposableComponent() => Disposed = _disposed.Token;

    /// <summary>Cancelled once the component is disposed; may be read at any time.</summary>
    protected CancellationToken Disposed { get; }

    /// <summary>The request that a page is first drawn for; none once it is live. Work for somebody who has hung up ends.</summary>
    [CascadingParameter]
    private HttpContext? Prerendering
    {
        get;
        set
        {
            field = value;
            value?.RequestAborted.UnsafeRegister(static gone => ((DisposableComponent)gone!).Cancel(), this);
        }
    }

    /// <summary>Whether a page is drawn for its first answer: what takes long is left to the live page, so that the answer does not wait.</summary>
    protected bool IsPrerendering => Prerendering is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the component has started.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Cancel();
        }
    }

    /// <summary>
    /// The source has no timer and no handle, so that it needs no disposal: whoever hangs up and whatever disposes may come at the same time.
    /// </summary>
    private void Cancel() => _disposed.Cancel();
}
