using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Runs the backfill beside the collector: at the start, after every gap, and for ranges that the shell asks for. Once a day it
/// lets go of what is older than the retention.
/// </summary>
internal sealed partial class BackfillService(
    Backfiller backfiller,
    IArchiveMaintenance maintenance,
    Collector collector,
    DashboardSettings settings,
    IOptions<HistoryOptions> options,
    ILeadership leadership,
    TimeProvider clock,
    ILogger<BackfillService> logger) : LeaderService(leadership, clock, logger)
{
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenDone = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhenFailing = TimeSpan.FromMinutes(1);

    private DateTimeOffset _prunedAt;

    /// <inheritdoc/>
    public override string Name => "backfill";

    /// <summary>One turn: fetches the next missing stretch, if there is one and it may.</summary>
    /// <returns>How long to wait before the next turn.</returns>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Targets decide what is counted: before they are known there is nothing to ask for.
            await collector.QueuesKnown.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await FetchNextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ContactCentreException e)
        {
            backfiller.Wait(e.Message, backfiller.Current.Left);
            return e is ThrottledException { RetryAfter: var wait } && wait > WhenFailing ? wait : WhenFailing;
        }
    }

    private async Task<TimeSpan> FetchNextAsync(CancellationToken cancellationToken)
    {
        // The day that people look at comes first.
        if (!collector.HasFigures)
        {
            return WhenBusy;
        }
        if (await backfiller.TakeLeaseAsync(cancellationToken).ConfigureAwait(false) is var holder && holder != LeaseHolder.Dashboard)
        {
            backfiller.Wait($"{holder} fetches the past at present.", backfiller.Current.Left);
            return WhenDone;
        }

        await PruneAsync(cancellationToken).ConfigureAwait(false);
        var scope = collector.BackfillScope;
        foreach (var (key, range) in await backfiller.RequestsAsync(cancellationToken).ConfigureAwait(false))
        {
            var asked = await backfiller.MissingAsync(range, scope, cancellationToken).ConfigureAwait(false);
            if (!asked.IsEmpty)
            {
                return await FetchAsync(asked[0], asked.Length - 1, scope, cancellationToken).ConfigureAwait(false);
            }
            await backfiller.FinishRequestAsync(key, cancellationToken).ConfigureAwait(false);
        }

        var today = settings.Calendar.DateOf(Clock.GetUtcNow());
        var past = new Interval(settings.Calendar.StartOf(today.AddDays(-options.Value.BackfillDays)), settings.Calendar.StartOf(today));
        var missing = await backfiller.MissingAsync(past, scope, cancellationToken).ConfigureAwait(false);
        if (!missing.IsEmpty)
        {
            return await FetchAsync(missing[0], missing.Length - 1, scope, cancellationToken).ConfigureAwait(false);
        }
        backfiller.Wait(null, 0);
        return WhenDone;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await backfiller.ReleaseLeaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArchiveUnavailableException or OperationCanceledException)
        {
            // Then it ends by itself, five minutes after it was last renewed.
            Log.NotReleased(logger, e);
        }
    }

    /// <inheritdoc/>
    protected override TimeSpan PauseAfter(Exception error)
    {
        backfiller.Wait(
            error is ArchiveUnavailableException ? "The archive cannot be used." : "The last turn failed; it is tried again.", backfiller.Current.Left);
        return WhenFailing;
    }

    private async Task<TimeSpan> FetchAsync(Interval stretch, int left, BackfillScope scope, CancellationToken cancellationToken)
    {
        if (!backfiller.HasRoom())
        {
            backfiller.Wait("The quota is in use; live figures go first.", left + 1);
            return WhenBusy;
        }

        await backfiller.FetchAsync(stretch, left, scope, cancellationToken).ConfigureAwait(false);
        var still = await backfiller.MissingAsync(stretch, scope, cancellationToken).ConfigureAwait(false);
        if (still.IsEmpty)
        {
            return TimeSpan.Zero;
        }
        // Fetched and yet not settled: the clocks differ widely, or the granularity was refused. Asking at once would change nothing.
        backfiller.Wait("The last answer has not settled yet.", left + 1);
        return WhenFailing;
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        if (now - _prunedAt < TimeSpan.FromDays(1))
        {
            return;
        }
        var removed = await maintenance.PruneAsync(now, cancellationToken).ConfigureAwait(false);
        _prunedAt = now;
        if (removed > 0)
        {
            Log.Pruned(logger, removed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "Removed {Rows} interval rows that are older than the retention.")]
        public static partial void Pruned(ILogger logger, int rows);

        [LoggerMessage(3, LogLevel.Debug, "The lease could not be given back.")]
        public static partial void NotReleased(ILogger logger, Exception error);
    }
}
