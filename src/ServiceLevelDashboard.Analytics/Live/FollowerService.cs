using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>While another instance leads: looks when it is told that there is something new, and every two seconds.</summary>
internal sealed class FollowerService(
    Follower follower, KeptTrackRecord record, ILeadership leadership, ISignals signals, SignalBoard board, TimeProvider clock, ILogger<FollowerService> logger)
    : PeriodicService(clock, logger)
{
    /// <summary>How long news may stay unseen when nothing is told.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override string Name => "follower";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => LookAgain;

    /// <inheritdoc/>
    protected override Task? Awakens => board.Next(Signal.Live);

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!signals.HasOthers)
        {
            return Timeout.InfiniteTimeSpan;
        }
        if (leadership.Current is { } term)
        {
            await EndOf(term, cancellationToken).ConfigureAwait(false);
        }

        await follower.LookAsync(isLast: false, cancellationToken).ConfigureAwait(false);
        await record.FollowAsync(cancellationToken).ConfigureAwait(false);
        return LookAgain;
    }

    private static async Task EndOf(Term term, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registered = term.Ended.Register(ended.SetResult);
        await ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
