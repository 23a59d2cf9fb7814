using System.Collections.Concurrent;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Instances;

/// <summary>Lets loops wait for their next look or for a signal, whichever comes first.</summary>
/// <param name="clock">Paces the looks.</param>
public sealed class SignalBoard(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new(StringComparer.Ordinal);

    /// <summary>Waits at most so long for a signal.</summary>
    /// <param name="signal">A name of <see cref="Signal"/>.</param>
    /// <param name="atMost">The time to the next look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the signal came.</returns>
    public async Task<bool> WaitAsync(string signal, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await Next(signal).WaitAsync(atMost, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// The next time that a signal comes. Whoever takes it before a look misses nothing that is told while it looks.
    /// </summary>
    public Task Next(string signal) => _next.GetOrAdd(signal, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A signal came.</summary>
    public void Raise(string signal)
    {
        if (_next.TryRemove(signal, out var waiting))
        {
            waiting.SetResult();
        }
    }
}
