using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Background;

/// <summary>Hears what other instances tell and passes it to the loops that wait for it. Without it they look by the clock.</summary>
internal sealed class SignalService(ISignals signals, SignalBoard board, TimeProvider clock, ILogger<SignalService> logger) : PeriodicService(clock, logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private volatile bool _isHearing;

    /// <summary>As of every service, but while something is heard: a turn that goes well does not end.</summary>
    public override TurnFailure? Failure => _isHearing ? null : base.Failure;

    /// <inheritdoc/>
    public override string Name => "signals";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!signals.HasOthers)
        {
            return Timeout.InfiniteTimeSpan;
        }
        try
        {
            await foreach (var signal in signals.ListenAsync(cancellationToken).ConfigureAwait(false))
            {
                _isHearing = true;
                board.Raise(signal);
            }
        }
        finally
        {
            _isHearing = false;
        }

        return Again; // nothing can be heard here
    }
}
