using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Writes when there is something new, and again after an outage: first what the archive keeps, then what other instances follow. Writes once more when the
/// program stops.
/// </summary>
internal sealed class HistoryService(HistoryWriter writer, LiveFeed feed, ILeadership leadership, TimeProvider clock, ILogger<HistoryService> logger)
    : LeaderService(leadership, clock, logger)
{
    /// <summary>What is told of the moment comes many times a second; the others are told of the latest.</summary>
    public static readonly TimeSpan BetweenMoments = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(5);

    private bool _isOwed;

    /// <inheritdoc/>
    public override string Name => "archive";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => feed.IsOn ? FollowerService.LookAgain : TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        if (!_isOwed)
        {
            await writer.SomethingNewAsync(cancellationToken).ConfigureAwait(false);
            _isOwed = true;
        }

        // Its rows are noted by now: what comes later is of the next turn.
        var moment = feed.Latest;
        if (!await writer.WriteAsync(cancellationToken).ConfigureAwait(false))
        {
            return PauseAfterFailure;
        }
        if (moment is null)
        {
            _isOwed = false;
            return TimeSpan.Zero;
        }

        await feed.WriteAsync(moment, cancellationToken).ConfigureAwait(false);
        _isOwed = false;
        return BetweenMoments;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (Leadership.Current is null)
        {
            return;
        }
        using var bounded = new CancellationTokenSource(LastTurn, Clock);
        _isOwed = true;
        try
        {
            await RunTurnAsync(bounded.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is not written is fetched again after the next start.
        }
    }
}
