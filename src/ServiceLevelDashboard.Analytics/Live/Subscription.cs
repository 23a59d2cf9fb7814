using Microsoft.Extensions.Logging;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// One subscriber: called on the thread pool, in the execution context (and so the culture) in which it subscribed, never twice at once,
/// and not again before a pause. However often it is notified meanwhile, one call follows.
/// </summary>
internal sealed partial class Subscription(
    Func<Task> callback, TimeSpan pace, TimeProvider timeProvider, ILogger logger, Action<Subscription> removed) : IDisposable
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int RunningAndDue = 2;
    private const int Disposed = 3;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly CancellationTokenSource _ended = new();
    private int _state = Idle;

    /// <summary>Asks for a call. Returns at once.</summary>
    public void Notify()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Idle) == Idle)
        {
            _ = Task.Run(RunAsync);
        }
        else
        {
            Interlocked.CompareExchange(ref _state, RunningAndDue, Running);
        }
    }

    /// <summary>Ends the calls; one that is under way goes on to its end.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, Disposed) == Disposed)
        {
            return;
        }
        _ended.Cancel();
        _ended.Dispose();
        removed(this);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            // What is asked for from here on is not in what the callback reads and needs another call.
            if (Interlocked.CompareExchange(ref _state, Running, RunningAndDue) == Disposed)
            {
                return;
            }
            await CallAsync().ConfigureAwait(false);
            if (!await PauseAsync().ConfigureAwait(false))
            {
                return;
            }
            if (Interlocked.CompareExchange(ref _state, Idle, Running) != RunningAndDue)
            {
                return;
            }
        }
    }

    private async Task CallAsync()
    {
        try
        {
            var call = Task.CompletedTask;
            if (_context is null)
            {
                call = callback();
            }
            else
            {
                ExecutionContext.Run(_context, _ => call = callback(), null);
            }
            await call.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A subscriber is a page: whatever breaks in it must not reach the collector or the other pages.
            Log.CallbackFailed(logger, e);
        }
    }

    /// <returns>Whether calls go on.</returns>
    private async Task<bool> PauseAsync()
    {
        if (Volatile.Read(ref _state) == Disposed)
        {
            return false;
        }
        try
        {
            await Task.Delay(pace, timeProvider, _ended.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Disposed meanwhile.
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A subscriber to snapshots failed; the others go on.")]
        public static partial void CallbackFailed(ILogger logger, Exception exception);
    }
}
