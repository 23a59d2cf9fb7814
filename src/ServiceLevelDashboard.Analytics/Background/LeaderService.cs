using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Background;

/// <summary>
/// Turn after turn, of the leading instance alone: a turn waits until this one leads, and what it writes is written only while it does. When the term ends the
/// turn is cancelled and the pause cut short.
/// </summary>
/// <param name="leadership">Says who leads.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="logger">Hears when turns begin to fail, and when they no longer do.</param>
public abstract class LeaderService(ILeadership leadership, TimeProvider clock, ILogger logger) : PeriodicService(clock, logger)
{
    private Term? _term;

    /// <summary>As of every service, but while another instance leads: what is not done here does not fail here.</summary>
    public override TurnFailure? Failure => Leadership.Current is null ? null : base.Failure;

    /// <summary>Who leads.</summary>
    protected ILeadership Leadership { get; } = leadership;

    /// <summary>One turn, as leader.</summary>
    /// <param name="cancellationToken">Ends it; also when the term ends.</param>
    /// <returns>As of <see cref="PeriodicService.TurnAsync"/>.</returns>
    protected abstract Task<TimeSpan> LeadAsync(CancellationToken cancellationToken);

    /// <summary>A term has begun: what was known of the last one may be untrue. Before the first turn of it.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public sealed override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        var term = await Leadership.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, term.Ended);
        using var fence = term.Epoch > 0 ? Fence.Under(Instances.Leadership.LeaseName, term.Epoch) : null;
        try
        {
            if (!ReferenceEquals(term, _term))
            {
                await BeginAsync(either.Token).ConfigureAwait(false);
                _term = term;
            }
            return await LeadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !ReferenceEquals(Leadership.Current, term))
        {
            return TimeSpan.Zero; // the term is over; the next turn waits for another
        }
        catch (LeaseLostException)
        {
            Leadership.End(term);
            return TimeSpan.Zero;
        }
    }

    /// <inheritdoc/>
    protected sealed override async Task PauseAsync(TimeSpan pause, Task? awakens, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _term?.Ended ?? CancellationToken.None);
        try
        {
            await base.PauseAsync(pause, awakens, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // the term is over: whoever leads again begins at once
        }
    }
}
