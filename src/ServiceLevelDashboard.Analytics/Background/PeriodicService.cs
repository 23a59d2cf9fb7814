using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Background;

/// <summary>
/// Turn after turn until the program ends. A turn that fails is logged, shown by <see cref="Failure"/> and tried again; whatever it throws, it ends neither
/// the loop nor the program.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="logger">Hears when turns begin to fail, and when they no longer do.</param>
public abstract partial class PeriodicService(TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>The longest wait between two turns, whatever a turn asks for: a timer takes no more than 49 days. Nobody waits longer but for ever.</summary>
    public static readonly TimeSpan MaximumPause = TimeSpan.FromDays(1);

    private volatile TurnFailure? _failure;

    /// <summary>Why the last turn failed and since when turns fail, or null while they do not.</summary>
    public virtual TurnFailure? Failure => _failure;

    /// <summary>What it does, in a word of the log and of <c>/health/ready</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Tells the time.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>
    /// What ends the pause after a turn early, taken before the turn begins, so that nothing is missed that happens while it runs; null for nothing.
    /// </summary>
    protected virtual Task? Awakens => null;

    /// <summary>How long to wait after a turn that failed.</summary>
    protected virtual TimeSpan PauseAfterFailure => TimeSpan.FromSeconds(30);

    /// <summary>One turn. It may wait for something to happen first.</summary>
    /// <returns>
    /// How long to wait until the next: nothing when it is negative, at most <see cref="MaximumPause"/>, or for ever (<see cref="Timeout.InfiniteTimeSpan"/>).
    /// </returns>
    public abstract Task<TimeSpan> TurnAsync(CancellationToken cancellationToken);

    /// <summary>One turn that never fails but by being cancelled: what it throws is noted.</summary>
    /// <returns>How long to wait until the next.</returns>
    public async Task<TimeSpan> RunTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pause = await TurnAsync(cancellationToken).ConfigureAwait(false);
            if (_failure is { } over)
            {
                Log.Recovered(logger, Name, over.Since);
                _failure = null;
            }

            return Bounded(pause);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // The top of a loop: whatever went wrong in one turn, the next may succeed.
        catch (Exception e)
        {
            Note(e);
            return Bounded(PauseAfter(e));
        }
    }

    /// <summary>How long to wait after this failure, <see cref="PauseAfterFailure"/> unless the service knows better. Must not throw.</summary>
    protected virtual TimeSpan PauseAfter(Exception error) => PauseAfterFailure;

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var awakens = Awakens;
                var pause = await RunTurnAsync(stoppingToken).ConfigureAwait(false);
                await PauseAsync(pause, awakens, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the program ends
        }
    }

    /// <summary>Waits between two turns.</summary>
    /// <param name="pause">How long; not negative, or for ever.</param>
    /// <param name="awakens">What ends it early; null for nothing.</param>
    /// <param name="cancellationToken">Ends it for good.</param>
    protected virtual async Task PauseAsync(TimeSpan pause, Task? awakens, CancellationToken cancellationToken)
    {
        if (awakens is null)
        {
            await Task.Delay(pause, Clock, cancellationToken).ConfigureAwait(false);
            return;
        }
        try
        {
            await awakens.WaitAsync(pause, Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // the time is over
        }
    }

    private static TimeSpan Bounded(TimeSpan pause) =>
        pause == Timeout.InfiniteTimeSpan || (pause >= TimeSpan.Zero && pause <= MaximumPause) ? pause : pause < TimeSpan.Zero ? TimeSpan.Zero : MaximumPause;

    private void Note(Exception error)
    {
        if (_failure?.Message != error.Message)
        {
            if (error is ArchiveUnavailableException)
            {
                // What keeps the figures says it louder: one outage is not as many errors as there are loops.
                Log.Waiting(logger, Name, error.Message);
            }
            else
            {
                Log.Failed(logger, error, Name);
            }
        }

        _failure = new TurnFailure(_failure?.Since ?? Clock.GetUtcNow(), (_failure?.Attempts ?? 0) + 1, error.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Work in the background failed ({Name}); it is tried again.")]
        public static partial void Failed(ILogger logger, Exception error, string name);

        [LoggerMessage(2, LogLevel.Debug, "Work in the background waits ({Name}): {Reason}")]
        public static partial void Waiting(ILogger logger, string name, string reason);

        [LoggerMessage(3, LogLevel.Information, "Work in the background goes on ({Name}); it had failed since {Since}.")]
        public static partial void Recovered(ILogger logger, string name, DateTimeOffset since);
    }
}
