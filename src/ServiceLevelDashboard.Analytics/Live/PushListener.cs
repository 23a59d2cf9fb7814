using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Lets the contact centre tell the collector what changes, one connection after the other.</summary>
internal sealed partial class PushListener(
    IPushedObservations pushed, Collector collector, DashboardSettings settings, TimeProvider timeProvider, ILogger<PushListener> logger, Func<double> random)
{
    /// <summary>A connection that has lasted for so long has been made: the waits before the next attempts begin anew.</summary>
    public static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private readonly SourceSchedule _schedule = new(RefreshSource.Push, FirstWait, settings.JitterRatio, random);

    /// <summary>Listens over one connection, until it ends.</summary>
    /// <returns>When to make the next one.</returns>
    public async Task<DateTimeOffset> ListenAsync(CancellationToken cancellationToken)
    {
        await collector.QueuesKnown.WaitAsync(cancellationToken).ConfigureAwait(false);
        var queues = collector.ListedQueues;
        var begunAt = timeProvider.GetUtcNow();
        if (queues.IsEmpty)
        {
            return begunAt + StableAfter;
        }

        try
        {
            var isFirst = true;
            await foreach (var update in pushed.ListenAsync(queues, settings.PushSilence, cancellationToken).ConfigureAwait(false))
            {
                if (isFirst)
                {
                    isFirst = false;
                    Log.Connected(logger, update.Traffic.Queues, update.Traffic.Channels, update.Traffic.Refused);
                    await collector.PushConnectedAsync(update, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    collector.Apply(update);
                }

                if (timeProvider.GetUtcNow() - begunAt >= StableAfter)
                {
                    _schedule.Succeeded(timeProvider.GetUtcNow());
                }

                if (collector.IsPushContradicted)
                {
                    throw new UnavailableException(
                        "What Genesys Cloud told of changes and what it answered when asked differed twice. Waiting contacts are polled meanwhile, and a new connection is made.");
                }

                if (!queues.SequenceEqual(collector.ListedQueues))
                {
                    // A queue came or went: the next connection hears of it.
                    break;
                }
            }
        }
        catch (ContactCentreException e)
        {
            return Failed(e);
        }
        finally
        {
            collector.PushDisconnected(_schedule.Failure);
        }

        // As planned. Not at once where it stood for moments only: planned ends must not become a loop.
        var now = timeProvider.GetUtcNow();
        return now - begunAt >= StableAfter ? now : begunAt + StableAfter;
    }

    /// <summary>Notes that listening broke by a mistake of our own; the loop that caught it goes on.</summary>
    /// <returns>When to try again.</returns>
    public DateTimeOffset RecordFailure()
    {
        var failure = _schedule.RecordFailure(timeProvider.GetUtcNow());
        collector.PushDisconnected(failure);
        return failure.NextAttempt;
    }

    private DateTimeOffset Failed(ContactCentreException exception)
    {
        var failure = _schedule.Failed(timeProvider.GetUtcNow(), exception);
        Log.Failed(logger, failure.Kind, failure.Message, failure.CorrelationId, failure.Attempts, failure.NextAttempt);
        return failure.NextAttempt;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Changes in {Queues} queues are told over {Channels} channels; {Refused} were refused.")]
        public static partial void Connected(ILogger logger, int queues, int channels, int refused);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "Changes are not told ({Kind}): {Reason} Correlation id {CorrelationId}; failure {Attempts} in a row; next attempt {NextAttempt}.")]
        public static partial void Failed(ILogger logger, FailureKind kind, string reason, string? correlationId, int attempts, DateTimeOffset nextAttempt);
    }
}
