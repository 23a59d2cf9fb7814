using Microsoft.JSInterop;
#pragma warning disable RS0030 // this folder is what the other callers are sent to

namespace ServiceLevelDashboard.Web.Interop;

/// <summary>
/// A JavaScript module as one component uses it. What happens in the browser never breaks the component: when the script fails, the reader has
/// left or the component is gone, a call answers false, and a failure is logged. The part of the page that the script draws stays as it is.
/// </summary>
internal sealed partial class ScriptModule(IJSRuntime runtime, string path, ILogger log) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _import;
    private bool _isDisposed;

    /// <summary>Calls a function of the module and waits for what it returns to settle.</summary>
    /// <returns>Whether it was done and the component is still there; if not, the component does nothing more.</returns>
    public async Task<bool> CallAsync(string function, params object?[] arguments)
    {
        if (_isDisposed)
        {
            return false;
        }

        try
        {
            var module = await ImportAsync();
            if (_isDisposed)
            {
                return false;
            }

            await module.InvokeVoidAsync(function, arguments);
            return !_isDisposed;
        }
        catch (Exception e) when (IsOfTheBrowser(e))
        {
            Report(function, e);
            return false;
        }
    }

    /// <summary>Calls a function of the module and reads the Blob that it returns, in as many messages as it takes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="longest">Most bytes that are read.</param>
    /// <param name="arguments">What it is called with.</param>
    /// <returns>The bytes; null when it was not done, when there are more, or when the component is gone.</returns>
    public async Task<byte[]?> ReadAsync(string function, int longest, params object?[] arguments)
    {
        if (_isDisposed)
        {
            return null;
        }

        try
        {
            var module = await ImportAsync();
            await using var answer = await module.InvokeAsync<IJSStreamReference>(function, arguments);
            if (answer.Length > longest)
            {
                return null;
            }
            await using var stream = await answer.OpenReadStreamAsync(longest);
            using var all = new MemoryStream();
            await stream.CopyToAsync(all);
            return _isDisposed ? null : all.ToArray();
        }
        catch (Exception e) when (e is TimeoutException || IsOfTheBrowser(e))
        {
            Report(function, e);
            return null;
        }
    }

    /// <summary>Disposes with one last call, by which the module lets go of what it holds for the component; a call that is under way answers false.</summary>
    public ValueTask DisposeAsync(string? function, params object?[] arguments)
    {
        if (_isDisposed)
        {
            return ValueTask.CompletedTask;
        }

        _isDisposed = true;
        var release = _import is null ? Task.CompletedTask : ReleaseAsync(_import, function, arguments);
        // A page that was closed as its module was asked for never answers: its circuit would be kept for as long as that is waited for.
        return _import is { IsCompleted: false } ? ValueTask.CompletedTask : new ValueTask(release);
    }

    private async Task ReleaseAsync(Task<IJSObjectReference> import, string? function, object?[] arguments)
    {
        try
        {
            await using var module = await import;
            if (function is not null)
            {
                await module.InvokeVoidAsync(function, arguments);
            }
        }
        catch (Exception e) when (IsOfTheBrowser(e))
        {
            Report(function, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DisposeAsync(null);

    /// <summary>Loads the module once; what failed is tried again with the next call.</summary>
    private Task<IJSObjectReference> ImportAsync()
    {
        if (_import is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _import = runtime.InvokeAsync<IJSObjectReference>("import", path).AsTask();
        }

        return _import;
    }

    /// <summary>The script threw; the reader left; no answer came in time; the circuit ended before the component.</summary>
    private static bool IsOfTheBrowser(Exception e) => e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    /// <summary>A reader who leaves is no failure, nor is silence from a page that is being left.</summary>
    private void Report(string? function, Exception e)
    {
        if (e is JSException || (e is OperationCanceledException && !_isDisposed))
        {
            Log.Failed(log, function, path, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The script function {Function} of {Path} failed in a browser; that part of the page stays as it is")]
        public static partial void Failed(ILogger logger, string? function, string path, Exception e);
    }
}
