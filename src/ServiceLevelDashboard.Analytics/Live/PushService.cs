using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Configuration;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Lets the listener listen, again and again.</summary>
internal sealed class PushService(
    PushListener listener, DashboardSettings settings, ILeadership leadership, TimeProvider clock, ILogger<PushService> logger)
    : LeaderService(leadership, clock, logger)
{
    /// <inheritdoc/>
    public override string Name => "notifications";

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken) =>
        settings.Push ? Until(await listener.ListenAsync(cancellationToken).ConfigureAwait(false)) : Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    protected override TimeSpan PauseAfter(Exception error) => Until(listener.RecordFailure());

    private TimeSpan Until(DateTimeOffset due) => due - Clock.GetUtcNow();
}
