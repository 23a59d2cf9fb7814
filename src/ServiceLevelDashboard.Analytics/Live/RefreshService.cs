using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Refreshes one source when it is due. The queues come first, after what the archive holds; the other sources wait for them.</summary>
internal sealed class RefreshService(
    RefreshSource source, Collector collector, WarmStart warmStart, ILeadership leadership, TimeProvider clock, ILogger<RefreshService> logger)
    : LeaderService(leadership, clock, logger)
{
    // The tick that a timer may fire early by; also keeps a mistaken due time in the past from spinning.
    private static readonly TimeSpan MinimumWait = TimeSpan.FromMilliseconds(100);

    private bool _isStarted;

    /// <inheritdoc/>
    public override string Name { get; } = source.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        if (!_isStarted)
        {
            var begins = source == RefreshSource.Queues ? warmStart.LoadAsync(cancellationToken) : collector.QueuesKnown.WaitAsync(cancellationToken);
            await begins.ConfigureAwait(false);
            _isStarted = true;
        }

        return Until(await (source switch
        {
            RefreshSource.Queues => collector.RefreshQueuesAsync(cancellationToken),
            RefreshSource.Intervals => collector.RefreshIntervalsAsync(cancellationToken),
            _ => collector.RefreshObservationsAsync(cancellationToken),
        }).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    protected override TimeSpan PauseAfter(Exception error) => Until(collector.RecordFailure(source));

    private TimeSpan Until(DateTimeOffset due)
    {
        var wait = due - Clock.GetUtcNow();
        return wait > MinimumWait ? wait : MinimumWait;
    }
}
